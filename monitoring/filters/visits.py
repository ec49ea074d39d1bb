"""Filters of the lists of visits, of the plan, of findings, and of how long ago an FCU was visited."""

import django_filters
from django.utils import timezone

from accounts.capabilities import Capability
from institutions.filters import ListFilter, NarrowingForm
from institutions.models import CareUnit
from institutions.queries import places_around
from monitoring.enums import Aspect, FindingState, VisitKind
from monitoring.models import Finding, PlannedSupervision, SupervisionVisit
from monitoring.queries.plan import unseen

LATE, DONE, OFF, OPEN, DRAFT, MENDED = "terlambat", "terlaksana", "batal", "terbuka", "konsep", "diperbaiki"
PLANS = ((OPEN, "Belum terlaksana"), (LATE, "Terlambat"), (DONE, "Terlaksana"), (OFF, "Dibatalkan"))
VISITS = (("terkirim", "Terkirim"), (DRAFT, "Sedang diisi"), (MENDED, "Diperbaiki"))
FINDINGS = ((LATE, "Terlambat"), *FindingState.choices)
UNSEEN = (("lama", "Lebih dari 3 bulan atau belum pernah"),)


class PlacedFilter(ListFilter):
    """By place, where there is one to choose. ``region``: the path to its code."""

    region = ""
    wilayah = django_filters.ChoiceFilter(method="in_place", label="Wilayah", empty_label="Semua")

    def __init__(self, data, queryset, *, user):
        super().__init__(data, queryset)
        codes = user.codes(Capability.SEE_MONITORING)
        chosen = data.get("wilayah", "")
        inside = len(chosen) <= len("53.01.05.2011") and any(chosen.startswith(code) for code in codes)
        places = places_around(codes, chosen if inside else "")
        self.filters["wilayah"].extra["choices"] = places
        if len(places) < 2:
            del self.filters["wilayah"]

    def in_place(self, rows, name, value):
        return rows.filter(**{f"{self.region}__within": value})


def by_kind(path="kind"):
    return django_filters.ChoiceFilter(path, choices=VisitKind.choices, label="Jenis", empty_label="Semua")


def by_day(path, lookup, label):
    return django_filters.DateFilter(path, lookup_expr=lookup, label=label, input_formats=["%d-%m-%Y", "%Y-%m-%d"])


class VisitFilter(PlacedFilter):
    region = "region__code"
    words = ("region__name", "region__parent__name", "officers", "recorded_by__name")
    jenis = by_kind()
    keadaan = django_filters.ChoiceFilter(method="standing", choices=VISITS, label="Keadaan", empty_label="Semua")
    sejak = by_day("visited_on", "gte", "Sejak tanggal")
    sampai = by_day("visited_on", "lte", "Sampai tanggal")

    class Meta:
        model = SupervisionVisit
        fields = []
        form = NarrowingForm

    def standing(self, rows, name, value):
        if value == MENDED:
            return rows.filter(state="draft", sent_on__isnull=False)
        return rows.filter(state="draft", sent_on=None) if value == DRAFT else rows.filter(state="sent")


class PlanFilter(PlacedFilter):
    region = "region__code"
    words = ("region__name", "region__parent__name", "officer__name")
    jenis = by_kind()
    keadaan = django_filters.ChoiceFilter(method="standing", choices=PLANS, label="Keadaan", empty_label="Semua")

    class Meta:
        model = PlannedSupervision
        fields = []
        form = NarrowingForm

    def standing(self, rows, name, value):
        if value == OFF:
            return rows.exclude(called_off_because="")
        if value == DONE:
            return rows.filter(visit__sent_on__isnull=False)
        return rows.overdue() if value == LATE else rows.open()


class FindingFilter(PlacedFilter):
    region = "visit__region__code"
    words = ("text", "responsible", "visit__region__name", "visit__region__parent__name")
    jenis = by_kind("visit__kind")
    aspek = django_filters.ChoiceFilter("aspect", choices=Aspect.choices, label="Aspek", empty_label="Semua")
    keadaan = django_filters.ChoiceFilter(method="standing", choices=FINDINGS, label="Keadaan", empty_label="Semua")

    class Meta:
        model = Finding
        fields = []
        form = NarrowingForm

    def standing(self, rows, name, value):
        return rows.late(timezone.localdate()) if value == LATE else rows.filter(state=value)


class RhythmFilter(PlacedFilter):
    region = "village__code"
    words = ("name", "village__name", "village__parent__name")
    kunjungan = django_filters.ChoiceFilter(method="standing", choices=UNSEEN, label="Kunjungan", empty_label="Semua")

    class Meta:
        model = CareUnit
        fields = []
        form = NarrowingForm

    def standing(self, rows, name, value):
        return unseen(rows)
