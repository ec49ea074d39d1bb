import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from core.forms import FormManners
from finance.enums import CASH_SOURCES, DROPPED_STATES, PAID_STATES, EntryKind, StimulusState
from finance.models import LedgerEntry, StimulusProposal
from finance.queries.ledger import RECEIPT_SIDE
from finance.queries.ledger_books import last_due, open_until
from finance.queries.stimulus import matching, places_of, waits_for, years_of
from institutions.models import Activity, CareUnit

LATE, TO_CHECK, EMPTY = "terlambat", "periksa", "kosong"
MOST_WORDS = 6
REVERSED, WITHOUT_SCAN = "pembalik", "tanpa-bukti"

WAITING, RUNNING, PAID = "menunggu", "berjalan", "dibayar"
STANDING = ((WAITING, "Menunggu Anda"), (RUNNING, "Belum dibayar"), (PAID, "Sudah dibayar"), *StimulusState.choices)


class ListForm(FormManners, forms.Form):
    mark_optional = False


def _holding(rows, asked, paths):
    """Those that hold every word of ``asked`` somewhere in ``paths``."""
    for word in asked.split()[:MOST_WORDS]:
        found = Q()
        for path in paths:
            found |= Q(**{f"{path}__icontains": word})
        rows = rows.filter(found)
    return rows


class EntryFilter(django_filters.FilterSet):
    """Of the entries of one FCU in one period."""

    q = django_filters.CharFilter(method="search", max_length=100)
    jenis = django_filters.ChoiceFilter(
        label="Jenis",
        empty_label="Semua",
        choices=[*EntryKind.choices, (REVERSED, "Pembalik"), (WITHOUT_SCAN, "Tanpa pindaian bukti")],
        method="of_kind",
    )
    sumber = django_filters.ChoiceFilter(
        "source", label="Sumber dana", empty_label="Semua", choices=[(each.value, each.label) for each in CASH_SOURCES]
    )
    kegiatan = django_filters.ModelChoiceFilter(
        field_name="activity", label="Kegiatan", empty_label="Semua", queryset=Activity.objects.none()
    )

    class Meta:
        model = LedgerEntry
        fields = []
        form = ListForm

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        used = Activity.objects.filter(pk__in=queryset.order_by().values("activity"))
        self.filters["kegiatan"].queryset = used

    @property
    def narrows(self):
        """Is any filter in use?"""
        return self.form.is_valid() and any(self.form.cleaned_data.values())

    def search(self, rows, name, value):
        return _holding(rows, value, ("purpose", "party", "evidence"))

    def of_kind(self, rows, name, value):
        conditions = {
            EntryKind.RECEIPT: RECEIPT_SIDE,
            EntryKind.PAYMENT: ~RECEIPT_SIDE,
            REVERSED: Q(reverses__isnull=False),
            WITHOUT_SCAN: Q(scan=None, reverses=None),
        }
        return rows.filter(conditions[value])


class BookFilter(django_filters.FilterSet):
    """Of queries.ledger_books.book_rows."""

    q = django_filters.CharFilter(method="search", max_length=100)
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan",
        empty_label="Semua",
        choices=[(LATE, "Terlambat ditutup"), (TO_CHECK, "Menunggu diperiksa"), (EMPTY, "Belum ada catatan")],
        method="standing",
    )

    class Meta:
        model = CareUnit
        fields = []
        form = ListForm

    def search(self, rows, name, value):
        return _holding(rows, value, ("name", "village__name", "village__parent__name"))

    def standing(self, rows, name, value):
        conditions = {
            LATE: open_until(last_due(timezone.localdate())),
            TO_CHECK: Q(to_check__gt=0),
            EMPTY: Q(first_on=None),
        }
        return rows.filter(conditions[value])


class StimulusFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", max_length=100)
    keadaan = django_filters.ChoiceFilter(label="Keadaan", empty_label="Semua", choices=STANDING, method="standing")
    sumber = django_filters.ChoiceFilter(
        label="Sumber dana",
        empty_label="Semua",
        field_name="source",
        choices=[(each.value, each.label) for each in CASH_SOURCES],
    )
    tahun = django_filters.ChoiceFilter(label="Tahun diajukan", empty_label="Semua", field_name="submitted_on__year")
    kecamatan = django_filters.ChoiceFilter(label="Kecamatan", empty_label="Semua", field_name="village__parent")
    desa = django_filters.ChoiceFilter(label="Desa", empty_label="Semua", field_name="village")

    class Meta:
        model = StimulusProposal
        fields = []
        form = ListForm

    def __init__(self, data, rows, *, request):
        super().__init__(data, rows, request=request)
        districts, villages = places_of(request.user)
        self._offer("tahun", [(year, year) for year in years_of(request.user)])
        self._offer("kecamatan", districts, least=2)
        self._offer("desa", villages, least=2)

    def _offer(self, name, choices, least=1):
        """Without a choice there is nothing to filter by."""
        if len(choices) < least:
            del self.filters[name]
        else:
            self.filters[name].extra["choices"] = choices

    def search(self, rows, name, text):
        return matching(rows, text, self.request.user)

    def standing(self, rows, name, value):
        if value == WAITING:
            return rows.filter(waits_for(self.request.user))
        if value == PAID:
            return rows.filter(state__in=PAID_STATES)
        return rows.exclude(state__in=PAID_STATES | DROPPED_STATES) if value == RUNNING else rows.filter(state=value)
