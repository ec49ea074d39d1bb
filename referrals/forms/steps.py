from django import forms
from django.utils import timezone

from core.forms import DateField, RupiahField, StepForm
from institutions.models import Institution
from referrals.enums import NeedMet, Outcome
from referrals.forms.writing import offer_line
from referrals.queries import given_words, provider_choices, suggested_offers
from referrals.services.placing import TIER_OF_STEP

PICK_ONE = "Pilih penyedia layanan."


class PlaceForm(StepForm):
    """One of the services that fit, or any provider in reach."""

    # One of the first two must be chosen, so neither is called optional.
    mark_optional = False

    offer = forms.ChoiceField(label="Penyedia yang cocok", required=False, widget=forms.RadioSelect)
    institution = forms.ChoiceField(label="Penyedia lain", required=False)

    field_order = ["version", "offer", "institution", "note"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        tier = TIER_OF_STEP[self.name]
        self.offers = {str(offer.pk): offer for offer in suggested_offers(self.record, tier)}
        self.fields["offer"].choices = [(pk, offer_line(offer)) for pk, offer in self.offers.items()]
        others = provider_choices(self.record, tier)
        self.fields["institution"].choices = [("", "Pilih bila bukan di atas"), *others]
        if not self.offers:
            del self.fields["offer"]
            self.fields["institution"].label, self.fields["institution"].required = "Penyedia", True
            self.fields["institution"].choices = [("", "Pilih penyedia"), *others]
            self.fields["institution"].error_messages["required"] = PICK_ONE
        self.fields["note"].label = "Catatan untuk FCU dan penyedia (boleh kosong)"

    def clean(self):
        super().clean()
        offer, institution = self.cleaned_data.get("offer"), self.cleaned_data.get("institution")
        if not offer and not institution and not self.errors:
            self.add_error("offer" if self.offers else "institution", PICK_ONE)
        if offer and institution:
            self.add_error("institution", "Pilih satu saja: penyedia yang cocok, atau penyedia lain.")

    def extra(self):
        offer = self.offers.get(self.cleaned_data.get("offer", ""))
        if offer:
            return {"offer": offer, "institution": offer.institution}
        return {"institution": Institution.objects.get(pk=self.cleaned_data["institution"])}


class AcceptForm(StepForm):
    appointment_on = DateField(label="Pertemuan pertama")

    field_order = ["version", "appointment_on", "note"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["note"].label = "Jam, tempat, dan yang perlu dibawa"

    def clean_appointment_on(self):
        day = self.cleaned_data["appointment_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("Tanggalnya sudah lewat. Isi hari ini atau sesudahnya.")
        return day


class CompleteForm(StepForm):
    outcome = forms.ChoiceField(label="Hasil", choices=Outcome, widget=forms.RadioSelect)
    value = RupiahField(label="Nilai layanan", required=False, help_text="Contoh 1.500.000")
    advice = forms.CharField(
        label="Saran untuk FCU dan keluarga", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ["version", "outcome", "note", "value", "advice"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["note"].max_length = 1000
        self.fields["note"].widget.attrs["rows"] = 4
        self.initial["note"] = given_words(self.record)
        self.fields["note"].help_text = "Dibaca FCU dan TKSK. Rahasia keluarga dari konseling tidak ditulis di sini."


class CloseForm(StepForm):
    visited_on = DateField(label="Tanggal kunjungan")
    need_met = forms.ChoiceField(
        label="Apakah kebutuhannya sudah terjawab?", choices=NeedMet, widget=forms.RadioSelect,
        help_text="Belum? Pakai “Rujuk lagi”: berkas, nomor, dan riwayatnya tetap satu.",
    )  # fmt: skip

    field_order = ["version", "visited_on", "note", "need_met"]

    def clean_visited_on(self):
        day = self.cleaned_data["visited_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggalnya belum tiba. Tutup rujukan setelah mengunjungi keluarga.")
        return day


_FORMS = {"accept": AcceptForm, "complete": CompleteForm, "close": CloseForm} | dict.fromkeys(TIER_OF_STEP, PlaceForm)


def step_form(name, step, record, data=None):
    return _FORMS.get(name, StepForm)(data, name=name, step=step, record=record)
