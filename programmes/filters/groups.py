from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.db.models import Q

from accounts.capabilities import Capability
from core.forms import FormManners, PlainSelect
from institutions.queries import places_around
from programmes.enums import GroupKind
from programmes.models import BeneficiaryGroup, Programme
from programmes.models.groups import OPEN_PROGRAMMES
from regions.models import in_regions

LATE, OVER = "terlambat", "berakhir"
CONDITIONS = ((LATE, "Ada pertemuan terlambat"), (OVER, "Program sudah berakhir"))
VILLAGE = "village__code"
SEARCHED = ("name", "village__name", "village__parent__name", "programme__name")


class ListForm(FormManners, forms.Form):
    mark_optional = False


class GroupFilter(django_filters.FilterSet):
    """Of queries.groups.group_rows: by name or place, programme, kind, and what is late."""

    q = django_filters.CharFilter(method="search", max_length=100)
    program = django_filters.ChoiceFilter("programme", label="Program", empty_label="Semua", widget=PlainSelect)
    jenis = django_filters.ChoiceFilter(
        "kind", label="Jenis", choices=GroupKind.choices, empty_label="Semua", widget=PlainSelect
    )
    wilayah = django_filters.ChoiceFilter(method="in_place", label="Wilayah", empty_label="Semua", widget=PlainSelect)
    keadaan = django_filters.ChoiceFilter(
        method="standing", label="Keadaan", choices=CONDITIONS, empty_label="Semua", widget=PlainSelect
    )

    class Meta:
        model = BeneficiaryGroup
        fields = []
        form = ListForm

    def __init__(self, data, queryset, *, user):
        super().__init__(data, queryset)
        programmes = Programme.objects.visible_to(user).filter(groups__in=queryset).distinct()
        self.filters["program"].extra["choices"] = [(str(one.pk), str(one)) for one in programmes.order_by("name")]
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
        return rows.filter(in_regions(VILLAGE, (value,)))

    def standing(self, rows, name, value):
        return rows.filter(late_count__gt=0) if value == LATE else rows.exclude(programme__state__in=OPEN_PROGRAMMES)
