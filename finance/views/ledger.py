"""The books of all FCUs, and one book with its recap and its budget."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.http import asked_period, chips, page, requires, sort_order
from core.periods import Period, PeriodError
from documents.queries import newest_document
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from finance.filters import BookFilter, EntryFilter
from finance.models import CashMonth
from finance.queries.ledger import (
    books,
    closed_before,
    entries_of,
    kept_months,
    may_keep,
    month_on,
    moved,
    source_flows,
    sum_of,
    sums_of,
    sums_since,
    with_balance,
)
from finance.queries.ledger_books import NEVER, book_rows, late_months, month_at, next_month, sees_several
from finance.queries.ledger_budget import agenda_budget
from finance.resources import BookResource, BooksResource, RecapResource
from finance.services.ledger_papers import RECAPS, last_month
from institutions.enums import UnitState

ORDERS = {
    "desa": ("village__name", "pk"),
    "kecamatan": ("village__parent__name", "village__name", "pk"),
    "saldo": ("balance", "pk"),
    "ditutup": ("closed_place", "pk"),
}
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class ToldBook:
    """A row of the list: how far it is closed, and what is next."""

    unit: Any
    closed: Any
    turn: Any
    late: int

    @property
    def badge(self):
        if self.unit.state == UnitState.INACTIVE:
            return "mute", "stop", "FCU tidak aktif"
        if self.late:
            return "bad", "warn", "Terlambat ditutup"
        if self.unit.to_check:
            return "wait", "clock", "Menunggu diperiksa"
        return ("live", "pen", "Berjalan") if self.turn else ("mute", "ring", "Belum ada catatan")


def told_book(unit):
    closed = month_at(unit.closed_place) if unit.closed_place != NEVER else None
    works = unit.state != UnitState.INACTIVE
    return ToldBook(unit, closed, next_month(unit), late_months(unit, timezone.localdate()) if works else 0)


def _listed(request):
    found = BookFilter(request.GET, book_rows(request.user))
    return found, found.qs.order_by(*sort_order(request, ORDERS, "desa"))


@requires(Capability.SEE_CASH_BOOK)
@require_safe
def index(request):
    """Who works in one village comes to its book at once."""
    if not request.GET and not sees_several(request.user, Capability.SEE_CASH_BOOK):
        own = books(request.user).exclude(state=UnitState.INACTIVE).first()
        if own:
            return redirect("finance:book", pk=own.pk)
    found, rows = _listed(request)
    shown = page(rows, request)
    context = {
        "page": shown,
        "rows": [told_book(unit) for unit in shown],
        "filter_form": found.form,
        "chips": chips(request, found.form),
        "sorted_by": "desa",
    }
    return render(request, "finance/books.html", context)


@exported("cash-books", "buku kas FCU", "buku-kas-fcu", Capability.SEE_CASH_BOOK)
def export_books(asked):
    return ListSheet(BooksResource(), _listed(asked)[1], told=lambda units: map(told_book, units))


def find_unit(request, pk):
    return get_object_or_404(books(request.user), pk=pk)


def month_asked(request):
    """(the period that ``?bulan=`` names, what was wrong with it); a year or a quarter will do too."""
    text, usual = request.GET.get("bulan", ""), Period.of("M", timezone.localdate())
    try:
        return (Period.parse(text) if text else usual), ""
    except PeriodError as error:
        return usual, str(error)


@require_safe
def book(request, pk):
    unit = find_unit(request, pk)
    period, wrong = month_asked(request)
    kept, rows = kept_months(unit), entries_of(unit, period)
    sums = sums_since(closed_before(kept, period.first_day), unit, period)
    found = EntryFilter(request.GET, rows)
    marks = _marks(unit, period, kept)
    context = {
        "unit": unit,
        "period": period,
        "period_error": wrong,
        "year": Period("Y", period.year),
        "next_year": Period("Y", period.year + 1) if period.year < timezone.localdate().year else None,
        "marks": marks,
        "month": dict(marks).get(period),
        "sums": sums,
        "page": page(found.qs if found.narrows else with_balance(rows, sums.opening), request),
        "matched": moved(found.qs) if found.narrows else None,
        "filter_form": found.form,
        "chips": chips(request, found.form),
        "may_keep": may_keep(request.user, unit),
    }
    return render(request, "finance/book.html", context)


def _marks(unit, period, kept):
    """(month, its row) of the year that is shown, the latest first and none ahead; a month that nobody closed yet has
    a row that is not stored."""
    begun = [month for month in Period("Y", period.year).months() if month.first_day <= timezone.localdate()]
    return [
        (month, kept.get(month) or CashMonth(care_unit=unit, year=month.year, month=month.part))
        for month in reversed(begun)
    ]


@exported("cash-book", "isi buku kas", "buku-kas")
def export_book(asked, pk):
    """The rows that the filters leave; only a whole period has its running balance."""
    unit = find_unit(asked, pk)
    period, _ = month_asked(asked)
    rows = entries_of(unit, period)
    found = EntryFilter(asked.GET, rows)
    kept = found.qs if found.narrows else with_balance(rows, sums_of(unit, period).opening)
    return ListSheet(BookResource(unit), list(kept), part=period.code)  # a balance runs over all rows at once


@require_safe
def recap(request, pk):
    unit = find_unit(request, pk)
    period, wrong = asked_period(request, Period.quarter_of(timezone.localdate()))
    flows = source_flows(unit.ledger, period)
    context = {
        "unit": unit,
        "period": period,
        "period_error": wrong,
        "choices": period.neighbours(),
        "flows": flows,
        "sums": sum_of(flows),
        "may_print": period.kind in RECAPS,
        "paper": _recap_paper(unit, period),
    }
    return render(request, "finance/recap.html", context)


def _recap_paper(unit, period):
    """The newest paper, where its period has one."""
    month = month_on(unit, last_month(period))
    if period.kind not in RECAPS or not month.pk:
        return None
    return newest_document(month, RECAPS[period.kind])


@exported("cash-recap", "rekap kas", "rekap-kas")
def export_recap(asked, pk):
    unit = find_unit(asked, pk)
    period, _ = asked_period(asked, Period.quarter_of(timezone.localdate()))
    return ListSheet(RecapResource(unit), list(source_flows(unit.ledger, period)), part=period.code)


@require_safe
def budget(request, pk):
    unit = find_unit(request, pk)
    asked, this_year = request.GET.get("tahun", ""), timezone.localdate().year
    year = int(asked) if asked in map(str, YEARS) else this_year
    kept = set(unit.agendas.values_list("year", flat=True))
    context = {
        "unit": unit,
        "year": year,
        "years": sorted(kept | {year, this_year}, reverse=True),
        "budget": agenda_budget(unit, year),
        "sees_agenda": request.user.can(Capability.SEE_INSTITUTIONS, unit.village_id),
    }
    return render(request, "finance/budget.html", context)
