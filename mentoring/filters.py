import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.filters import ListForm, VillageChoices, village_filter
from families.models.search import words_of
from mentoring.models import Mentorship, PlannedVisit
from mentoring.queries.visits import is_late, is_over

LATE, MISSED, OVER, ENDED = "terlambat", "terlewat", "lewat", "berakhir"
STANDINGS = (
    (LATE, "Ada kunjungan terlambat"),
    (MISSED, "Ada kunjungan terlewat"),
    (OVER, "Lewat 18 bulan"),
    (ENDED, "Sudah berakhir"),
)


class CourseFilter(VillageChoices, django_filters.FilterSet):
    """By the family that is guided or the one that guides. ``villages``: those the user sees."""

    q = django_filters.CharFilter(method="search")
    desa = village_filter()

    class Meta:
        model = Mentorship
        fields = []
        form = ListForm

    def search(self, queryset, name, word):
        for part in words_of(word):
            queryset = queryset.filter(Q(plasma__search_text__contains=part) | Q(pioneer__search_text__contains=part))
        return queryset


class MentorshipFilter(CourseFilter):
    """Running ones, unless those that ended are asked for."""

    keadaan = django_filters.ChoiceFilter(label="Keadaan", empty_label="Semua yang berjalan", choices=STANDINGS)

    def filter_queryset(self, queryset):
        standing = self.form.cleaned_data.pop("keadaan", "")
        rows = super().filter_queryset(queryset)
        return rows.exclude(ends_on=None) if standing == ENDED else self._running(rows.open(), standing)

    def _running(self, rows, standing):
        today = timezone.localdate()
        missed = Exists(PlannedVisit.objects.filter(mentorship=OuterRef("pk")).missed(today))
        conditions = {LATE: is_late(today), MISSED: missed, OVER: is_over(today)}
        return rows.filter(conditions[standing]) if standing else rows
