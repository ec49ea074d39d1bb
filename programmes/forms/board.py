"""Which region and which month the board shows."""

from django import forms

from core.forms import FcuForm, PlainSelect


class BoardForm(FcuForm):
    wilayah = forms.ChoiceField(label="Wilayah", required=False, widget=PlainSelect)
    masa = forms.ChoiceField(label="Bulan", required=False, widget=PlainSelect)
    mark_optional = False

    def __init__(self, *, places, months, initial):
        super().__init__(initial=initial)
        self.fields["wilayah"].choices = places
        self.fields["masa"].choices = [(month.code, month.label) for month in months]


class ReachedForm(FcuForm):
    """Which region and which year the reach of the events shows."""

    wilayah = forms.ChoiceField(label="Wilayah", required=False, widget=PlainSelect)
    tahun = forms.ChoiceField(label="Tahun", required=False, widget=PlainSelect)
    mark_optional = False

    def __init__(self, *, places, years, initial):
        super().__init__(initial=initial)
        self.fields["wilayah"].choices = places
        self.fields["tahun"].choices = [("", "Semua tahun"), *years]
