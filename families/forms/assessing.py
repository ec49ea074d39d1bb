from itertools import groupby

from django import forms

from core.forms import FcuForm, TokenField
from families.enums import Dimension, Rate
from families.forms.acts import PastDateField, today
from families.forms.fields import PlainField

NOT_ASSESSED = ("", "Belum dinilai")
TO_INT = {str(rate.value): rate.value for rate in Rate}


class AssessmentForm(FcuForm):
    """All indicators of a checklist on one page; one that is not assessed stays open."""

    mark_optional = False

    form_token = TokenField()
    indicator_set = forms.IntegerField(widget=forms.HiddenInput)
    assessed_on = PastDateField(label="Tanggal asesmen", initial=today)
    note = PlainField(label="Catatan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, checklist, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.checklist, self.indicators = checklist, indicators
        self.fields["indicator_set"].initial = checklist.pk
        for indicator in indicators:
            self.fields[f"i{indicator.pk}"] = forms.ChoiceField(
                label=indicator.text, help_text=indicator.help, required=False, widget=forms.RadioSelect,
                choices=[*((str(rate.value), rate.label) for rate in Rate), NOT_ASSESSED],
            )  # fmt: skip

    def clean_indicator_set(self):
        if self.cleaned_data["indicator_set"] != self.checklist.pk:
            raise forms.ValidationError("Daftar indikator sudah berubah. Muat ulang halaman, lalu isi lagi.")
        return self.checklist

    def clean(self):
        data = super().clean()
        if not any(data.get(f"i{indicator.pk}") for indicator in self.indicators):
            self.add_error(None, "Nilai paling sedikit satu indikator.")
        return data

    def groups(self):
        """(dimension, its fields) in the checklist's order."""
        for dimension, indicators in groupby(self.indicators, key=lambda each: each.dimension):
            yield Dimension(dimension).label, [self[f"i{each.pk}"] for each in indicators]

    def ratings(self):
        return {each.pk: TO_INT.get(self.cleaned_data.get(f"i{each.pk}")) for each in self.indicators}
