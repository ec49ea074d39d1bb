from functools import reduce
from operator import or_

import django_filters
from django.db.models import Q

from accounts.capabilities import Capability
from core.forms import PlainSelect
from institutions.queries import places_around
from programmes.enums import EventKind, EventLevel, EventState
from programmes.filters.groups import ListForm
from programmes.models import EventReach, TierEvent
from regions.models import in_regions

SEARCHED = ("title", "held_by", "place", "subjects", "region__name")


class EventFilter(django_filters.FilterSet):
    """Of queries.events.event_rows: by word, kind, level, year, place held in or reached, and state."""

    q = django_filters.CharFilter(method="search", max_length=100)
    jenis = django_filters.ChoiceFilter(
        "kind", label="Jenis", choices=EventKind.choices, empty_label="Semua", widget=PlainSelect
    )
    tingkat = django_filters.ChoiceFilter(
        "level", label="Tingkat", choices=EventLevel.choices, empty_label="Semua", widget=PlainSelect
    )
    tahun = django_filters.ChoiceFilter("held_on__year", label="Tahun", empty_label="Semua", widget=PlainSelect)
    wilayah = django_filters.ChoiceFilter(
        method="in_place", label="Diadakan di atau menjangkau", empty_label="Semua", widget=PlainSelect
    )
    keadaan = django_filters.ChoiceFilter(
        method="standing", label="Keadaan", choices=EventState.choices, empty_label="Semua", widget=PlainSelect
    )

    class Meta:
        model = TierEvent
        fields = []
        form = ListForm

    def __init__(self, data, queryset, *, user):
        super().__init__(data, queryset)
        years = TierEvent.objects.visible_to(user).order_by().values_list("held_on__year", flat=True).distinct()
        self.filters["tahun"].extra["choices"] = [(str(year), str(year)) for year in sorted(years, reverse=True)]
        self._offer_places(user.codes(Capability.SEE_PROGRAMMES), data.get("wilayah", ""))

    def _offer_places(self, codes, chosen):
        is_own = len(chosen) <= len("53.01.05.2011") and any(chosen.startswith(code) for code in codes)
        places = places_around(codes, chosen if is_own else "")
        self.filters["wilayah"].extra["choices"] = places
        if len(places) < 2:
            del self.filters["wilayah"]

    def search(self, rows, name, value):
        words = [reduce(or_, (Q(**{f"{path}__icontains": word}) for path in SEARCHED)) for word in value.split()[:6]]
        return rows.filter(*words)

    def in_place(self, rows, name, value):
        reached = EventReach.objects.filter(in_regions("region__code", (value,)))
        return rows.filter(in_regions("region__code", (value,)) | Q(pk__in=reached.values("event")))

    def standing(self, rows, name, value):
        narrow = {
            EventState.PLANNED: rows.planned,
            EventState.UNRECORDED: rows.unrecorded,
            EventState.HELD: rows.held,
            EventState.CALLED_OFF: rows.called_off,
        }
        return narrow[value]()
