"""Figures of the chain for whoever reads those of a region: no file and no person is named."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.http import requires
from core.periods import Period, PeriodError
from exchange.views.exports import send_tables
from referrals.figures import chain_figures, extent_of
from referrals.tables import figure_tables
from referrals.views.drawing import charts_of, lacking, tiles_of

LACKS = ("lacks", "lack_kinds")
# How many of each kind the page offers; any other period may stand in the address.
OFFERED = {"T": 6, "S": 2, "Y": 2, "M": 3}


@require_safe
@requires(Capability.SEE_FIGURES)
def index(request):
    extent, period = _asked(request)
    figures, months = _counted(extent, period)
    tables = {table.key: table for table in figure_tables(figures, months, extent)}
    if extent.is_village:
        del tables["places"]
    context = {
        "extent": extent,
        "period": period,
        "is_running": not period.has_ended(timezone.localdate()),
        "periods": _offered(timezone.localdate(), period),
        "below": _below(extent, figures),
        "tiles": tiles_of(figures),
        "charts": charts_of(figures, months),
        "lacking": lacking(figures),
        "lacks": [tables.pop(key) for key in LACKS],
        "tables": [table for table in tables.values() if table.says_something],
        "query": urlencode({"masa": period.code, "wilayah": extent.chosen or ""}),
    }
    return render(request, "referrals/figures.html", context)


@require_safe
@requires(Capability.SEE_FIGURES)
def export(request):
    extent, period = _asked(request)
    figures, months = _counted(extent, period)
    sheets = {table.caption[:31].replace("/", "-"): _rows(table) for table in figure_tables(figures, months, extent)}
    reason = f"Angka rujukan {period.code} {extent.chosen or ''}".strip()
    return send_tables(request, sheets, f"angka-rujukan-{period.code}", reason)


def _rows(table):
    return [table.heads, *([label, *values] for label, values in table.rows)]


def _asked(request):
    """The region and the period in the address; a region of others does not exist, nonsense gives this quarter."""
    extent = extent_of(request.user.codes(Capability.SEE_FIGURES), request.GET.get("wilayah", ""))
    if extent is None:
        raise Http404
    now = Period.quarter_of(timezone.localdate())
    try:
        return extent, Period.parse(request.GET.get("masa") or now.code)
    except PeriodError as error:
        messages.error(request, str(error))
        return extent, now


def _counted(extent, period):
    """With the months that have begun; a period to come has its first one."""
    today = timezone.localdate()
    begun = [month for month in period.months() if month.first_day <= today]
    return chain_figures(extent.codes, period, extent.zone_name, extent.length), begun or [period.months()[0]]


def _below(extent, figures):
    """(code, name) of the places below that have figures."""
    if extent.is_village:
        return []
    lacks = {code for code, _ in figures.lacks}
    return [(code, name) for code, name in extent.places.items() if code in figures.by_place or code in lacks]


def _offered(today, asked):
    """(code, label) of the periods to choose from, the one that was asked among them."""
    periods = [period for kind, count in OFFERED.items() for period in _back(Period.of(kind, today), count)]
    return [(period.code, period.label) for period in (periods if asked in periods else [asked, *periods])]


def _back(period, count):
    """``period`` and those before it, the newest first."""
    found = [period]
    while len(found) < count:
        found.append(found[-1].previous())
    return found
