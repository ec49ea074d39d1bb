"""The small forms of the family's page: status, problem, strength, consent, closing."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, TokenField
from families.enums import CloseReason, ConsentMethod, ConsentPurpose, FamilyStatus, Severity
from families.forms.fields import NameField, PlainField

# Merging closes a file with a reason of its own.
CLOSE_REASONS = [choice for choice in CloseReason.choices if choice[0] != CloseReason.MERGED]


def today():
    return timezone.localdate()


class PastDateField(DateField):
    """A day that has come."""

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError("Tanggal ini belum tiba. Isi hari ini atau hari yang sudah lewat.")


class StatusForm(FcuForm):
    form_token = TokenField()
    status = forms.ChoiceField(label="Status baru", choices=FamilyStatus, widget=forms.RadioSelect)
    on = PastDateField(label="Berlaku sejak", initial=today)
    note = PlainField(label="Catatan", max_length=200, help_text="Contoh: keputusan rapat FCU 5 Mei 2026.")

    def __init__(self, *args, family, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [each for each in FamilyStatus.choices if each[0] != family.status]


class CloseForm(FcuForm):
    form_token = TokenField()
    reason = forms.ChoiceField(label="Sebab ditutup", choices=CLOSE_REASONS, widget=forms.RadioSelect)
    on = PastDateField(label="Ditutup pada", initial=today)
    note = PlainField(label="Catatan", max_length=200, required=False)


class ProblemForm(FcuForm):
    form_token = TokenField()
    category = forms.ModelChoiceField(label="Kategori masalah", queryset=None, empty_label="Pilih")
    member = forms.ModelChoiceField(
        label="Dialami oleh", queryset=None, required=False, empty_label="Seluruh keluarga"
    )
    since = PastDateField(label="Sejak", initial=today)
    severity = forms.TypedChoiceField(
        label="Berat ringannya", choices=Severity, coerce=int, initial=Severity.MEDIUM, widget=forms.RadioSelect
    )
    note = PlainField(label="Catatan", max_length=300, required=False)

    def __init__(self, *args, categories, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories
        self.fields["member"].queryset = members


class ProblemStateForm(FcuForm):
    on = PastDateField(label="Tanggal", initial=today)


class StrengthForm(FcuForm):
    form_token = TokenField()
    text = PlainField(label="Potensi", max_length=200, help_text="Contoh: pandai menenun, punya kebun 20 are.")


class ConsentForm(FcuForm):
    form_token = TokenField()
    purpose = forms.ChoiceField(label="Untuk apa", choices=ConsentPurpose, widget=forms.RadioSelect)
    method = forms.ChoiceField(label="Cara", choices=ConsentMethod, widget=forms.RadioSelect)
    given_by = NameField(label="Diberikan oleh", help_text="Nama anggota keluarga yang menyatakan bersedia.")
    given_on = PastDateField(label="Tanggal", initial=today)
    witness = NameField(label="Saksi", required=False, help_text="Wajib bila lisan.")
    scan = forms.FileField(
        label="Foto atau pindaian formulir", required=False, help_text="JPG, PNG, atau PDF, paling besar 5 MB.",
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}), allow_empty_file=True,
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("method") == ConsentMethod.SPOKEN and not data.get("witness") and "witness" not in self.errors:
            self.add_error("witness", "Kesediaan lisan perlu saksi. Isi nama saksinya.")
        return data
