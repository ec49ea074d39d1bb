import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.forms import FormManners
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


class ListForm(FormManners, forms.Form):
    mark_optional = False


class MentorshipFilter(django_filters.FilterSet):
    """Running ones, unless those that ended are asked for. ``villages``: those the user sees."""

    q = django_filters.CharFilter(method="search")
    keadaan = django_filters.ChoiceFilter(label="Keadaan", empty_label="Semua yang berjalan", choices=STANDINGS)
    desa = django_filters.ChoiceFilter(field_name="village", label="Desa", empty_label="Semua")

    class Meta:
        model = Mentorship
        fields = []
        form = ListForm

    def __init__(self, *args, villages=(), **kwargs):
        super().__init__(*args, **kwargs)
        if len(villages) > 1:
            self.filters["desa"].extra["choices"] = villages
        else:
            del self.filters["desa"]

    def filter_queryset(self, queryset):
        standing = self.form.cleaned_data.pop("keadaan", "")
        rows = super().filter_queryset(queryset)
        return rows.exclude(ends_on=None) if standing == ENDED else self._running(rows.open(), standing)

    def _running(self, rows, standing):
        today = timezone.localdate()
        missed = Exists(PlannedVisit.objects.filter(mentorship=OuterRef("pk")).missed(today))
        conditions = {LATE: is_late(today), MISSED: missed, OVER: is_over(today)}
        return rows.filter(conditions[standing]) if standing else rows

    def search(self, queryset, name, word):
        """By the family that is guided or the one that guides."""
        for part in words_of(word):
            queryset = queryset.filter(Q(plasma__search_text__contains=part) | Q(pioneer__search_text__contains=part))
        return queryset
