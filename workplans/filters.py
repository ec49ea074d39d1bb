import django_filters
from django import forms

from core.forms import FormManners
from workplans.enums import PlanState
from workplans.models import WorkPlan
from workplans.queries.overview import in_places

WAITING, LATE = "menunggu", "terlambat"
CONDITIONS = ((WAITING, "Menunggu TKSK"), (LATE, "Ada yang terlambat"), *PlanState.choices)


class ListForm(FormManners, forms.Form):
    mark_optional = False


class PlanFilter(django_filters.FilterSet):
    """Of queries.plans.listed_plans: by village or kecamatan, and by how they stand."""

    q = django_filters.CharFilter(method="search", max_length=100)
    keadaan = django_filters.ChoiceFilter(label="Keadaan", empty_label="Semua", choices=CONDITIONS, method="standing")

    class Meta:
        model = WorkPlan
        fields = []
        form = ListForm

    def search(self, rows, name, value):
        return in_places(rows, value, "care_unit__village")

    def standing(self, rows, name, value):
        wanted = {WAITING: {"waits": True}, LATE: {"is_late": True}}
        return rows.filter(**wanted.get(value, {"state": value}))
