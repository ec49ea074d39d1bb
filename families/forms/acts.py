"""The small forms of the family's page: status, closing."""

from django import forms
from django.utils import timezone

from core.formatting import in_sentence
from core.forms import DateField, FcuForm, TokenField
from families.enums import CloseReason, ConsentPurpose, FamilyStatus
from families.forms.fields import PlainField

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
    """``missing``: consents that a status asks for and that are not there; said before anything is filled in."""

    form_token = TokenField()
    status = forms.ChoiceField(label="Status baru", choices=FamilyStatus, widget=forms.RadioSelect)
    on = PastDateField(label="Berlaku sejak", initial=today)
    note = PlainField(label="Catatan", max_length=200, help_text="Contoh: keputusan rapat FCU 5 Mei 2026.")

    def __init__(self, *args, family, missing=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.missing = [(purpose, in_sentence(ConsentPurpose(purpose).label)) for purpose in missing]
        self.fields["status"].choices = [each for each in FamilyStatus.choices if each[0] != family.status]


class CloseForm(FcuForm):
    form_token = TokenField()
    reason = forms.ChoiceField(label="Sebab ditutup", choices=CLOSE_REASONS, widget=forms.RadioSelect)
    on = PastDateField(label="Ditutup pada", initial=today)
    note = PlainField(label="Catatan", max_length=200, required=False)
