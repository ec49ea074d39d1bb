"""One field an indicator, in the order of the table."""

from decimal import Decimal

from django import forms

from core.forms import FcuForm, RupiahField
from monitoring.figures.indicators import GROUPS, INDICATORS, Unit

HIGHEST = Decimal(1_000_000)
AN_FCU = "tiap FCU"
UNITS = {Unit.NUMBER: AN_FCU, Unit.RUPIAH: f"rupiah {AN_FCU}", Unit.PERCENT: "persen", Unit.RUPIAH_MEAN: "rupiah"}
NOT_A_NUMBER = "Tulis dengan angka, contoh 12 atau 2,5."


def _field(indicator):
    unit = UNITS.get(indicator.unit, "rata-rata")
    label = f"{indicator.label}, {unit}"
    if indicator.is_money:
        return RupiahField(label=label, required=False)
    return forms.DecimalField(
        label=label, required=False, localize=True, max_digits=14, decimal_places=2, min_value=0,
        max_value=HIGHEST, error_messages={"invalid": NOT_A_NUMBER},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


class _Targets(FcuForm):
    mark_optional = False
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def groups(self):
        """(group, its fields) as the page shows them."""
        return [(group, [self[each.code] for each in INDICATORS if each.group == group]) for group in GROUPS]

    def values(self):
        """{indicator: Decimal or None}"""
        given = {each.code: self.cleaned_data[each.code] for each in INDICATORS}
        return {code: None if value is None else Decimal(value) for code, value in given.items()}


TargetsForm = type("TargetsForm", (_Targets,), {each.code: _field(each) for each in INDICATORS})
