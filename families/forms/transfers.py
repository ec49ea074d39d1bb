"""Forms of a transfer between villages: ask, send, and each step of its life."""

from django import forms

from core.formatting import mask_number
from core.forms import FcuForm, NationalIdField, StepForm, TokenField
from core.identity import NumberError, parse_national_id
from families.forms.acts import PastDateField, today
from families.forms.fields import PlainField
from families.forms.life import PlaceFields
from regions.forms import RegionPicker


class EitherNumberField(NationalIdField):
    """16 digits that may be a NIK or a No. KK."""

    @staticmethod
    def parse(text):
        try:
            return parse_national_id(text)
        except NumberError as error:
            raise NumberError(str(error).replace("NIK", "Nomor", 1)) from error


class RequestForm(FcuForm):
    """``villages``: (code, name) of those that the user writes in. A number that is known already is not shown."""

    form_token = TokenField()
    number = EitherNumberField(label="NIK atau No. KK", help_text="16 angka dari KTP atau Kartu Keluarga.")
    village = forms.ChoiceField(label="Ke desa")
    reason = PlainField(
        label="Alasan", max_length=300, help_text="Contoh: sudah tinggal di Dusun II sejak Juli, ikut orang tua."
    )

    def __init__(self, *args, villages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = villages
        if len(villages) == 1:
            self.fields["village"].required = False
            self.fields["village"].widget = forms.HiddenInput()
        if self.masked_number:
            self.fields["number"].widget = forms.HiddenInput()

    @property
    def masked_number(self):
        """The end of the number that came with the page, once it is a whole one."""
        try:
            return mask_number(EitherNumberField.parse(self["number"].value()))
        except NumberError:
            return ""

    def clean_village(self):
        return self.cleaned_data["village"] or self.fields["village"].choices[0][0]


class SendForm(RegionPicker, FcuForm):
    form_token = TokenField()
    moved_on = PastDateField(label="Pindah sejak", initial=today)
    reason = PlainField(label="Alasan", max_length=300, help_text="Contoh: pindah ke rumah orang tua istri.")


class ReleaseForm(StepForm):
    field_order = ["moved_on", "note"]

    moved_on = PastDateField(label="Pindah sejak", initial=today)


class AcceptForm(PlaceFields, StepForm):
    field_order = ["address", "hamlet", "rt", "rw", "note"]

    def extra(self):
        return {"place": self.place()}


FORMS = {"release": ReleaseForm, "accept": AcceptForm}


def transfer_form(name, step, transfer, data=None):
    return FORMS.get(name, StepForm)(data, name=name, step=step, record=transfer)
