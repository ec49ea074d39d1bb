import django_filters
from django import forms

from cases.enums import CaseState, IntakeSource, IntakeState, Urgency
from cases.models import Case, Intake
from cases.queries import cases_matching, intakes_matching
from core.forms import FormManners

ANY = "Semua"


class ListForm(FormManners, forms.Form):
    mark_optional = False


def village_filter(path="village"):
    """``choices`` are given by the view: the villages of the user's rows."""
    return django_filters.ChoiceFilter(field_name=path, label="Desa", empty_label=ANY)


class VillageChoices:
    def __init__(self, *args, villages=(), **kwargs):
        super().__init__(*args, **kwargs)
        if len(villages) > 1:
            self.filters["desa"].extra["choices"] = villages
        else:
            del self.filters["desa"]


class CaseFilter(VillageChoices, django_filters.FilterSet):
    q = django_filters.CharFilter(method="search")
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan", empty_label=ANY, choices=[("terbuka", "Semua yang terbuka"), *CaseState.choices],
        method="in_state",
    )  # fmt: skip
    kegentingan = django_filters.ChoiceFilter(
        field_name="urgency", label="Kegentingan", empty_label=ANY, choices=Urgency
    )
    desa = village_filter()

    class Meta:
        model = Case
        fields = []
        form = ListForm

    def search(self, queryset, name, word):
        return cases_matching(queryset, word)

    def in_state(self, queryset, name, state):
        return queryset.open() if state == "terbuka" else queryset.filter(state=state)


class IntakeFilter(VillageChoices, django_filters.FilterSet):
    q = django_filters.CharFilter(method="search")
    keadaan = django_filters.ChoiceFilter(field_name="state", label="Keadaan", empty_label=ANY, choices=IntakeState)
    sumber = django_filters.ChoiceFilter(field_name="source", label="Dari", empty_label=ANY, choices=IntakeSource)
    kegentingan = django_filters.ChoiceFilter(
        field_name="urgency", label="Kegentingan", empty_label=ANY, choices=Urgency
    )
    desa = village_filter()

    class Meta:
        model = Intake
        fields = []
        form = ListForm

    def search(self, queryset, name, word):
        return intakes_matching(queryset, word)
