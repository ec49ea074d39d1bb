"""The forms of the plan of visits."""

from django import forms

from core.forms import DateField, FcuForm, PlainSelect, TokenField
from families.forms.fields import PlainField
from monitoring.enums import Repeat


class PlanForm(FcuForm):
    """For the places that were chosen before."""

    form_token = TokenField()
    kind = forms.ChoiceField(label="Jenis kunjungan", widget=forms.RadioSelect)
    officer = forms.ModelChoiceField(label="Petugas", queryset=None, widget=PlainSelect)
    due_on = DateField(label="Paling lambat")
    repeat = forms.ChoiceField(label="Diulang", choices=Repeat, initial=Repeat.ONCE, widget=forms.RadioSelect)

    def __init__(self, *args, kinds, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["officer"].queryset = officers


class CallOffForm(FcuForm):
    because = PlainField(label="Sebab dibatalkan", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
