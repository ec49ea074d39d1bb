"""All activities of a programme in one month, to be typed on a phone."""

from django import forms

from core.formatting import NOTHING, number
from core.forms import FcuForm, RupiahField
from institutions.forms.filling import Difference
from programmes.services.progress import Reached

LARGEST = 1_000_000
NEEDS_DONE = "Isi yang tercapai, atau 0 bila belum ada."


class ProgressForm(FcuForm):
    """Fields ``tercapai_``, ``terpakai_``, ``catatan_`` and ``versi_`` with the key of each activity. ``asks``: the
    service wants to know whether what exceeds the plan is meant."""

    sure = forms.BooleanField(required=False, label="Angka ini benar")
    mark_optional = False
    asks = False

    def __init__(self, data=None, *, activities, stored):
        super().__init__(data)
        self.activities = activities
        for activity in activities:
            self._add_fields(activity, stored.get(activity.pk))

    def _add_fields(self, activity, row):
        key = activity.pk
        self.fields[f"tercapai_{key}"] = forms.IntegerField(
            label=f"Tercapai ({activity.unit})", min_value=0, max_value=LARGEST, required=False
        )
        self.fields[f"terpakai_{key}"] = RupiahField(label="Terpakai", required=False)
        self.fields[f"catatan_{key}"] = forms.CharField(label="Kendala atau catatan", max_length=300, required=False)
        self.fields[f"versi_{key}"] = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)
        self.fields[f"tercapai_{key}"].widget.attrs["inputmode"] = "numeric"
        self.initial |= _initial(key, row)

    def clean(self):
        given = super().clean()
        for activity in self.activities:
            key = activity.pk
            said = given.get(f"terpakai_{key}") or given.get(f"catatan_{key}")
            if said and given.get(f"tercapai_{key}") is None and f"tercapai_{key}" not in self.errors:
                self.add_error(f"tercapai_{key}", NEEDS_DONE)
        return given

    @property
    def lines(self):
        """(activity, its fields, its version) for the template."""
        names = ("tercapai", "terpakai", "catatan")
        return [
            (each, [self[f"{name}_{each.pk}"] for name in names], self[f"versi_{each.pk}"]) for each in self.activities
        ]

    @property
    def reached(self):
        """{key of an activity: Reached}"""
        given = self.cleaned_data
        return {
            each.pk: Reached(
                given[f"tercapai_{each.pk}"], given[f"terpakai_{each.pk}"] or 0, given[f"catatan_{each.pk}"],
                given[f"versi_{each.pk}"] or 0,
            )
            for each in self.activities
        }  # fmt: skip

    def take_up(self, stored):
        """After a stale save: what is stored now under the versions of now. What was left empty takes it over; what
        was typed stays, and is returned beside it as differences."""
        self.data, differences = self.data.copy(), []
        for activity in self.activities:
            initial = _initial(activity.pk, stored.get(activity.pk))
            self.data[f"versi_{activity.pk}"] = initial.pop(f"versi_{activity.pk}")
            for name, value in initial.items():
                differences += self._beside(activity, name, value)
        return differences

    def _beside(self, activity, name, theirs):
        mine = self.cleaned_data.get(name)
        if mine in (None, ""):
            self.data[name] = _written(name, theirs)
        if mine in (None, "", theirs):
            return []
        label = f"{activity}: {self[name].label.lower()}"
        return [Difference(label, _written(name, mine), _written(name, theirs) or NOTHING)]


def _written(name, value):
    """As the field takes it."""
    if value is None:
        return ""
    return number(value) if name.startswith("terpakai") else str(value)


def _initial(key, row):
    return {
        f"tercapai_{key}": row.done if row else None,
        f"terpakai_{key}": (row.spent or None) if row else None,
        f"catatan_{key}": row.note if row else "",
        f"versi_{key}": row.version if row else 0,
    }
