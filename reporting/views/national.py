"""What the ministry reads: the provinces' accepted recaps added up, and which are still missing."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.http import requires
from core.periods import Period
from exchange.views.exports import send_tables
from reporting.documents.tables import figure_tables
from reporting.queries.nation import nation_of, national_periods
from reporting.resources.figures import sheets_of_tables
from reporting.views.shown import SUMMARY, shown_parts, shown_tiles


@requires(Capability.RECEIVE_PROVINCE_RECAPS)
@require_safe
def national(request):
    """``?masa=2026-S1``, ``?bagian=A4``."""
    periods = national_periods(request.user)
    asked = request.GET.get("masa", "")
    code = asked if asked in periods else (periods[0] if periods else "")
    context = {
        "periods": [(each, Period.parse(each).label) for each in periods],
        "code": code,
        **_shown(request, code),
    }
    return render(request, "reporting/national.html", context)


def _shown(request, code):
    if not code:
        return {"nation": None, "parts": []}
    nation, before = nation_of(request.user, code), nation_of(request.user, Period.parse(code).previous().code)
    if not nation.figures:
        return {"nation": nation, "parts": []}
    parts, chosen, tables = shown_parts(request, _tables(nation, before, code))
    return {
        "nation": nation,
        "parts": parts,
        "chosen": chosen,
        "tables": tables,
        "tiles": shown_tiles(nation.figures, before.figures) if chosen == SUMMARY else [],
    }


def _tables(nation, before, code):
    return figure_tables(nation.figures, before.figures or None, None, Period.parse(code).kind)


@requires(Capability.RECEIVE_PROVINCE_RECAPS)
@require_safe
def national_excel(request, code):
    nation = nation_of(request.user, code) if code in national_periods(request.user) else None
    if nation is None or not nation.figures:
        raise Http404
    before = nation_of(request.user, Period.parse(code).previous().code)
    name = f"rekap-nasional-{code}"
    return send_tables(request, sheets_of_tables(_tables(nation, before, code)), name, name)
