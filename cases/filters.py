from datetime import timedelta

import django_filters
from django import forms
from django.utils import timezone

from cases.enums import CaseState, IntakeSource, IntakeState, Urgency
from cases.models import Case, Intake
from cases.queries import cases_matching, cases_with_late_actions, intakes_matching, late_cases
from core.forms import FormManners

ANY = "Semua"
AGES = (7, 30, 90)
STATES = [("terbuka", "Semua yang terbuka"), *CaseState.choices, ("periksa", "Perlu ditengok lagi")]


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
        label="Keadaan", empty_label=ANY, choices=STATES,
        method="in_state",
    )  # fmt: skip
    kegentingan = django_filters.ChoiceFilter(
        field_name="urgency", label="Kegentingan", empty_label=ANY, choices=Urgency
    )
    umur = django_filters.ChoiceFilter(
        label="Umur", empty_label=ANY, choices=[(str(days), f"Lebih dari {days} hari") for days in AGES],
        method="older_than",
    )  # fmt: skip
    terlambat = django_filters.ChoiceFilter(
        label="Terlambat", empty_label=ANY, choices=[("ya", "Kasus atau tindakannya"), ("tindakan", "Tindakannya")],
        method="late",
    )  # fmt: skip
    penanggung = django_filters.ChoiceFilter(
        label="Penanggung jawab", empty_label="Siapa saja", choices=[("saya", "Saya sendiri")], method="handled_by"
    )
    desa = village_filter()

    class Meta:
        model = Case
        fields = []
        form = ListForm

    def search(self, queryset, name, word):
        return cases_matching(queryset, word)

    def in_state(self, queryset, name, state):
        if state == "periksa":
            return queryset.to_check(timezone.localdate())
        return queryset.open() if state == "terbuka" else queryset.filter(state=state)

    def older_than(self, queryset, name, days):
        return queryset.open().filter(opened_on__lt=timezone.localdate() - timedelta(days=int(days)))

    def late(self, queryset, name, what):
        return cases_with_late_actions(queryset) if what == "tindakan" else late_cases(queryset)

    def handled_by(self, queryset, name, who):
        return queryset.filter(handler=self.request.user)


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
