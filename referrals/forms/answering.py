"""What a provider without an account fills in: who answers, and one answer of the workflow's table."""

from django import forms
from django.utils import timezone

from core.formatting import time_short, zone_name
from core.forms import DateField, FcuForm, StepForm
from documents.models import CODE_ALPHABET
from documents.queries import plain_code
from institutions.forms.meetings import ClockField
from referrals.forms.steps import CompleteForm
from referrals.models.links import CODE_LENGTH
from referrals.services import FURTHEST
from referrals.workflow import STEPS


class LinkCodeForm(FcuForm):
    kode = forms.CharField(
        label="Kode dari surat", max_length=20,
        help_text="Sepuluh huruf dan angka di bawah kode QR, contoh ABCDE-FGHJK",
        error_messages={"required": "Ketik kode yang tertulis pada surat rujukan."},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_kode(self):
        code = plain_code(self.cleaned_data["kode"])
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(f"Kodenya {CODE_LENGTH} huruf dan angka, yang terketik {len(code)}.")
        if set(code) - set(CODE_ALPHABET):
            raise forms.ValidationError("Kodenya tidak memuat angka 0 dan 1, juga huruf I dan O. Periksa lagi.")
        return code


class PersonForm(FcuForm):
    person = forms.CharField(label="Nama Anda", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    post = forms.CharField(
        label="Jabatan", max_length=70, help_text="Contoh: terapis, ketua lembaga",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )  # fmt: skip


class LinkAcceptForm(StepForm):
    appointment_on = DateField(label="Pertemuan pertama")
    hour = ClockField(label="Jam")

    field_order = ["version", "appointment_on", "hour", "note"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        note = self.fields["note"]
        note.label, note.required, note.max_length = "Tempat dan yang perlu dibawa", True, 1000
        note.initial = self.record.placement.institution.address
        note.error_messages["required"] = "Isi tempat pertemuan dan yang perlu dibawa."
        self.fields["hour"].help_text = f"{zone_name(timezone.localtime())}, contoh 09.00"

    def clean_appointment_on(self):
        day, today = self.cleaned_data["appointment_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("Tanggalnya sudah lewat. Isi hari ini atau sesudahnya.")
        if day > today + FURTHEST:
            raise forms.ValidationError("Tanggalnya lebih dari setahun lagi. Periksa tahunnya.")
        return day

    def clean(self):
        """The hour has no column of its own: it goes before the place."""
        super().clean()
        if not self.errors:
            hour = f"Pukul {time_short(self.cleaned_data['hour'])} {zone_name(timezone.localtime())}"
            self.cleaned_data["note"] = f"{hour}. {self.cleaned_data['note']}"

    def extra(self):
        return {"appointment_on": self.cleaned_data["appointment_on"]}


# The steps that a link may take: its form, and what the page of the link calls the answer and its button.
ANSWERS = {
    "accept": (LinkAcceptForm, "Ya, kami bisa melayani", "Terima rujukan"),
    "decline": (StepForm, "Belum bisa", "Kirim, belum bisa"),
    "complete": (CompleteForm, "Layanan sudah selesai", "Kirim rujukan balik"),
}


def answer_form(name, referral, data=None):
    """Several stand in one ``<form>`` below the name of who answers, so each has a prefix of its own."""
    return ANSWERS[name][0](data, name=name, step=STEPS[name], record=referral, prefix=name)
