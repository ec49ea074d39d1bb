"""Filters of the lists. The places on offer follow the one chosen: first the kecamatan, then its villages too."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.capabilities import Capability
from core.forms import FcuForm
from core.periods import Period
from families.models import ProblemCategory
from institutions.enums import ActivityKind, InstitutionKind, MeetingKind, Sector, UnitState
from institutions.models import Activity, CareUnit, Institution, Meeting, ServiceOffer
from institutions.queries import nearest_first, places_around, serving_or_below
from regions.models import in_regions


class ListFilter(django_filters.FilterSet):
    """``words`` names the fields that the search looks into."""

    words = ()
    q = django_filters.CharFilter(method="search", label="Cari", max_length=100)

    def search(self, rows, name, value):
        for word in value.split()[:6]:
            found = Q()
            for path in self.words:
                found |= Q(**{f"{path}__icontains": word})
            rows = rows.filter(found)
        return rows


class PlacedFilter(ListFilter):
    """Also by place; somebody with a single village has no place to choose."""

    wilayah = django_filters.ChoiceFilter(method="in_place", label="Wilayah", empty_label="Semua")

    def __init__(self, data, queryset, *, user):
        super().__init__(data, queryset)
        self.codes = user.codes(Capability.SEE_INSTITUTIONS)
        chosen = data.get("wilayah", "")
        places = places_around(self.codes, chosen if _inside(chosen, self.codes) else "")
        self.filters["wilayah"].extra["choices"] = places
        if len(places) < 2:
            del self.filters["wilayah"]


def _inside(code, codes):
    return len(code) <= len("53.01.05.2011") and any(code.startswith(own) for own in codes)


class InstitutionFilter(PlacedFilter):
    words = ("name", "address", "contact_person")
    jenis = django_filters.ChoiceFilter("kind", choices=InstitutionKind.choices, label="Jenis", empty_label="Semua")
    bidang = django_filters.ChoiceFilter(
        method="by_sector", choices=Sector.choices, label="Bidang layanan", empty_label="Semua"
    )

    class Meta:
        model = Institution
        fields = []
        form = FcuForm

    def by_sector(self, rows, name, value):
        given = ServiceOffer.objects.filter(institution=OuterRef("pk"), active=True, sector=value)
        return rows.filter(Exists(given))

    def in_place(self, rows, name, value):
        return rows.filter(in_regions("region__code", (value,)))


class OfferFilter(PlacedFilter):
    """Who can help with this problem, near here?"""

    words = ("name", "institution__name", "conditions")
    masalah = django_filters.ModelChoiceFilter(
        queryset=ProblemCategory.objects.all(), method="leave", label="Masalah", empty_label="Semua"
    )
    bidang = django_filters.ChoiceFilter("sector", choices=Sector.choices, label="Bidang", empty_label="Semua")

    class Meta:
        model = ServiceOffer
        fields = []
        form = FcuForm

    def leave(self, rows, name, value):
        return rows

    def in_place(self, rows, name, value):
        return rows.filter(serving_or_below(value, "institution__region"))

    @property
    def qs(self):
        problem = self.form.cleaned_data.get("masalah") if self.form.is_valid() else None
        return nearest_first(super().qs, [problem.pk] if problem else ())


class UnitFilter(PlacedFilter):
    words = ("name", "village__name", "village__parent__name")
    keadaan = django_filters.ChoiceFilter("state", choices=UnitState.choices, label="Keadaan", empty_label="Semua")

    class Meta:
        model = CareUnit
        fields = []
        form = FcuForm

    def in_place(self, rows, name, value):
        return rows.filter(in_regions("village__code", (value,)))


class MeetingFilter(ListFilter):
    words = ("agenda", "minutes", "decisions", "place", "leader")
    jenis = django_filters.ChoiceFilter("kind", choices=MeetingKind.choices, label="Jenis", empty_label="Semua")

    class Meta:
        model = Meeting
        fields = []
        form = FcuForm


class ActivityFilter(ListFilter):
    words = ("name", "place", "led_by", "goal", "result", "obstacle", "solution")
    jenis = django_filters.ChoiceFilter("kind", choices=ActivityKind.choices, label="Jenis", empty_label="Semua")
    masa = django_filters.ChoiceFilter(method="in_period", label="Masa", empty_label="Semua")
    keadaan = django_filters.ChoiceFilter(
        method="in_state",
        choices=[("rencana", "Direncanakan"), ("terlaksana", "Dilaksanakan")],
        label="Keadaan",
        empty_label="Semua",
    )

    class Meta:
        model = Activity
        fields = []
        form = FcuForm

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        this_year = timezone.localdate().year
        years = [Period("Y", year) for year in (this_year + 1, this_year, this_year - 1, this_year - 2)]
        periods = [period for year in years for period in (year, *year.quarters())]
        self.filters["masa"].extra["choices"] = [(period.code, period.label) for period in periods]

    def in_period(self, rows, name, value):
        period = Period.parse(value)
        return rows.filter(held_on__range=(period.first_day, period.last_day))

    def in_state(self, rows, name, value):
        return rows.filter(is_planned=value == "rencana")
