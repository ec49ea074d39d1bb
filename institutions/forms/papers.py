from django import forms

from core.forms import FcuForm, TokenField, VersionField
from institutions.forms.filling import Filled


class MeetingPaperForm(FcuForm):
    form_token = TokenField()
    file = forms.FileField(label="Foto atau PDF", help_text="Foto paling besar 15 MB, PDF paling besar 5 MB")
    caption = forms.CharField(label="Keterangan", max_length=200, required=False, help_text="Contoh: Suasana rapat")


class CallOffForm(Filled, FcuForm):
    """Nothing to fill in: the version tells whether the plan is still the one that was seen."""

    version = VersionField()
