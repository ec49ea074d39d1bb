"""Programmes and their reviews in lists, narrowed by place, field and state."""

import django_filters
from django.db.models import Q

from accounts.capabilities import Capability
from institutions.enums import Sector
from institutions.filters import ListFilter, NarrowingForm
from institutions.queries import places_around
from programmes.enums import ProgrammeState, ReviewKind
from programmes.models import Programme, ProgrammeReview
from regions.models import VILLAGE_LENGTH, in_regions

LATE, DUE, DONE = "terlambat", "belum", "sudah"


class PlacedFilter(ListFilter):
    """``key``: the path to the programme. Who works in one village has no place to choose."""

    key = "pk"
    wilayah = django_filters.ChoiceFilter(method="in_place", label="Wilayah", empty_label="Semua")

    def __init__(self, data, queryset, *, user):
        super().__init__(data, queryset)
        codes, chosen = user.codes(Capability.SEE_PROGRAMMES), data.get("wilayah", "")
        inside = len(chosen) <= VILLAGE_LENGTH and any(chosen.startswith(code) for code in codes)
        places = places_around(codes, chosen if inside else "")
        self.filters["wilayah"].extra["choices"] = places
        if len(places) < 2:
            del self.filters["wilayah"]

    def in_place(self, rows, name, value):
        """Those of the place, and those that reach a village in it."""
        reaching = Programme.villages.through.objects.filter(in_regions("region__code", [value]))
        here = Programme.objects.filter(in_regions("region__code", [value])).values("pk")
        there = Q(**{f"{self.key}__in": here}) | Q(**{f"{self.key}__in": reaching.values("programme")})
        return rows.filter(there)


class ProgrammeFilter(PlacedFilter):
    words = ("name", "agency_name", "agency__name")
    keadaan = django_filters.ChoiceFilter("state", choices=ProgrammeState, label="Keadaan", empty_label="Semua")
    bidang = django_filters.ChoiceFilter("sector", choices=Sector, label="Bidang", empty_label="Semua")

    class Meta:
        model = Programme
        fields = []
        form = NarrowingForm


class ReviewFilter(PlacedFilter):
    key = "programme"
    words = ("programme__name", "programme__agency_name", "programme__agency__name")
    keadaan = django_filters.ChoiceFilter(
        method="standing", label="Keadaan", empty_label="Semua",
        choices=((LATE, "Terlambat"), (DUE, "Belum dilakukan"), (DONE, "Sudah dilakukan")),
    )  # fmt: skip
    jenis = django_filters.ChoiceFilter("kind", choices=ReviewKind, label="Jenis", empty_label="Semua")

    class Meta:
        model = ProgrammeReview
        fields = []
        form = NarrowingForm

    def standing(self, rows, name, value):
        if value == LATE:
            return rows.late()
        return rows.filter(done_on__isnull=value == DUE)
