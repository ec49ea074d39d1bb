from django import forms

from core.forms import FcuForm
from families.enums import RevealReason


class FullNumbersForm(FcuForm):
    reason = forms.ChoiceField(label="Alasan", choices=RevealReason, widget=forms.RadioSelect)

    @property
    def reason_words(self):
        return RevealReason(self.cleaned_data["reason"]).label
