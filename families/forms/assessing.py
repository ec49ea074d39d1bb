from dataclasses import dataclass
from itertools import groupby

from django import forms

from core.forms import FcuForm, TokenField
from families.enums import Dimension, Rate
from families.forms.acts import PastDateField, today
from families.forms.fields import NameField, PlainField
from families.models import Indicator
from families.models.assessments import NOT_RATED

TO_INT = {str(rate.value): rate.value for rate in Rate}
SCALE = [*((str(rate.value), rate.label) for rate in Rate), ("", NOT_RATED)]
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class IndicatorField:
    """An indicator with its two fields: the rating, and a word on it that most leave empty."""

    indicator: Indicator
    rate: forms.BoundField
    note: forms.BoundField


class AssessmentForm(FcuForm):
    """All indicators of a checklist on one page; one that is not assessed stays open."""

    form_token = TokenField()
    indicator_set = forms.IntegerField(widget=forms.HiddenInput)
    assessed_on = PastDateField(label="Tanggal asesmen", initial=today)
    assessor_name = NameField(
        label="Penilai lain", required=False, help_text="Isi bila yang menilai bukan Anda. Contoh: Maria Bria."
    )
    note = PlainField(label="Catatan umum", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, checklist, **kwargs):
        super().__init__(*args, **kwargs)
        self.checklist, self.indicators = checklist, list(checklist.indicators.all())
        self.fields["indicator_set"].initial = checklist.pk
        for each in self.indicators:
            self.fields[f"i{each.pk}"] = forms.ChoiceField(
                label=each.text, required=False, widget=forms.RadioSelect, choices=SCALE,
                error_messages={"invalid_choice": "Pilih satu dari lima nilai."},
            )  # fmt: skip
            self.fields[f"n{each.pk}"] = PlainField(
                label=f"Catatan: {each.text}", required=False, max_length=LONGEST_NOTE,
                widget=forms.TextInput(attrs={"aria-label": "Catatan", "autocomplete": "off"}),
                error_messages={"max_length": f"Paling banyak {LONGEST_NOTE} huruf. Persingkat catatannya."},
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        if not any(data.get(f"i{each.pk}") for each in self.indicators):
            self.add_error(None, "Nilai paling sedikit satu indikator.")
        return data

    def groups(self):
        """(dimension, its indicators with their fields) in the checklist's order."""
        for dimension, indicators in groupby(self.indicators, key=lambda each: each.dimension):
            yield Dimension(dimension).label, [self._fields_of(each) for each in indicators]

    def _fields_of(self, indicator):
        return IndicatorField(indicator, self[f"i{indicator.pk}"], self[f"n{indicator.pk}"])

    def ratings(self):
        return {each.pk: TO_INT.get(self.cleaned_data.get(f"i{each.pk}")) for each in self.indicators}

    def notes(self):
        return {each.pk: self.cleaned_data[f"n{each.pk}"] for each in self.indicators}


def as_last_time(checklist, sheet):
    """What the form begins with where it is to look like an earlier assessment: the ratings, not the notes."""
    rates = {each.indicator.code: each.value for each in sheet.ratings}
    found = {each.pk: rates.get(each.code) for each in checklist.indicators.all()}
    return {f"i{pk}": str(value) for pk, value in found.items() if value is not None}
