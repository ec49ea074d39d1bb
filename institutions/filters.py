"""Filters of the lists. The places on offer follow the one chosen: first the kecamatan, then its villages too."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.capabilities import Capability
from core.forms import FcuForm
from core.periods import Period
from families.models import ProblemCategory
from institutions.enums import ActivityKind, InstitutionKind, MeetingKind, PsksCategory, Sector, UnitState
from institutions.models import Activity, CareUnit, Decision, Institution, Meeting, ServiceOffer
from institutions.queries import nearest_first, places_around, serving_or_below, units_with
from regions.enums import Level
from regions.models import Region, in_regions

WORKING = (UnitState.FORMING, UnitState.CONFIRMED)

NATION = "nation"
LEVELS = (*reversed(Level.choices), (NATION, "Seluruh Indonesia"))
MINE, OLD, ENDED = "anda", "lama", "berhenti"
CONDITIONS = ((MINE, "Perlu Anda pastikan"), (OLD, "Belum dipastikan setahun"), (ENDED, "Tidak aktif"))


class NarrowingForm(FcuForm):
    mark_optional = False


class ListFilter(django_filters.FilterSet):
    """``words`` names the fields that the search looks into."""

    words = ()
    q = django_filters.CharFilter(method="search", label="Cari", max_length=100)

    def search(self, rows, name, value):
        for word in value.split()[:6]:
            rows = rows.filter(self.holds(word))
        return rows

    def holds(self, word):
        found = Q()
        for path in self.words:
            found |= Q(**{f"{path}__icontains": word})
        return found


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

    psks = django_filters.ChoiceFilter("psks", choices=PsksCategory, label="Kategori PSKS", empty_label="Semua")
    tingkat = django_filters.ChoiceFilter(method="by_level", choices=LEVELS, label="Tingkat", empty_label="Semua")
    keadaan = django_filters.ChoiceFilter(
        method="by_condition", choices=CONDITIONS, label="Keadaan", empty_label="Aktif"
    )

    class Meta:
        model = Institution
        fields = []
        form = NarrowingForm

    def __init__(self, data, queryset, *, user):
        super().__init__(data, queryset, user=user)
        self.user = user
        if not (user.can(Capability.CHANGE_INSTITUTIONS) or user.can(Capability.KEEP_DIRECTORY)):
            self.filters["keadaan"].extra["choices"] = CONDITIONS[1:]

    def filter_queryset(self, queryset):
        """Those that work no more are shown only to whoever asks for them."""
        ended = self.form.cleaned_data.get("keadaan") == ENDED
        return super().filter_queryset(queryset.filter(active=not ended))

    def by_level(self, rows, name, value):
        return rows.filter(region=None) if value == NATION else rows.filter(region__level=value)

    def by_condition(self, rows, name, value):
        if value == ENDED:
            return rows
        return rows.unconfirmed().kept_by(self.user) if value == MINE else rows.unconfirmed()

    def by_sector(self, rows, name, value):
        given = ServiceOffer.objects.filter(institution=OuterRef("pk"), active=True, sector=value)
        return rows.filter(Exists(given))

    def in_place(self, rows, name, value):
        return rows.filter(in_regions("region__code", (value,)))


class OfferFilter(PlacedFilter):
    """Who can help with this problem, near here?"""

    words = ("name", "institution__name", "conditions", "papers")
    masalah = django_filters.ModelChoiceFilter(
        queryset=ProblemCategory.objects.all(), method="leave", label="Masalah keluarga", empty_label="Semua"
    )
    bidang = django_filters.ChoiceFilter("sector", choices=Sector.choices, label="Bidang", empty_label="Semua")
    q = django_filters.CharFilter(method="search", label="Kata", max_length=100)

    class Meta:
        model = ServiceOffer
        fields = []
        form = NarrowingForm

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


class GridFilter(PlacedFilter):
    """Villages of ``grid_villages``: by the state of their FCU, and by what it lacks."""

    words = ("name", "parent__name")
    keadaan = django_filters.ChoiceFilter(
        method="by_state",
        choices=[("none", "Belum punya FCU"), ("some", "Punya FCU"), *UnitState.choices],
        label="Keadaan",
        empty_label="Semua",
    )
    tanpa = django_filters.ChoiceFilter(
        method="lacking",
        choices=[("decree", "SK"), ("officers", "pengurus lengkap"), ("meetings", "rapat triwulan lalu")],
        label="FCU tanpa",
        empty_label="Semua",
    )

    class Meta:
        model = Region
        fields = []
        form = FcuForm

    def by_state(self, rows, name, value):
        if value == "none":
            return rows.filter(Q(unit_state=None) | ~Q(unit_state__in=WORKING))
        return rows.filter(unit_state__in=WORKING if value == "some" else [value])

    def lacking(self, rows, name, value):
        return rows.filter(unit_state__in=WORKING).exclude(unit_pk__in=units_with(value, timezone.localdate()))

    def in_place(self, rows, name, value):
        return rows.filter(in_regions("code", (value,)))


class MeetingFilter(ListFilter):
    words = ("agenda", "minutes", "place", "leader")
    jenis = django_filters.ChoiceFilter("kind", choices=MeetingKind.choices, label="Jenis", empty_label="Semua")

    class Meta:
        model = Meeting
        fields = []
        form = FcuForm

    def holds(self, word):
        return super().holds(word) | Exists(Decision.objects.filter(meeting=OuterRef("pk"), text__icontains=word))


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
