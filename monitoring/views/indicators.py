"""Success indicators of a region, of one FCU, and of one indicator across FCUs. No family and no person is named."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.http import asked_period, page, requires
from core.periods import Period
from documents.queries import newest_document
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from monitoring.figures.indicators import by_code
from monitoring.queries.indicators import (
    extent_seen,
    overview_of,
    quarters_offered,
    region_of,
    trend_of,
    units_seen,
    villages_named,
)
from monitoring.resources.indicators import UnitValueResource
from monitoring.services.indicators import KIND, may_be_printed
from regions.models import VILLAGE_LENGTH

NOT_A_QUARTER = "Indikator dihitung per triwulan. Tulis seperti 2026-T3."


@requires(Capability.SEE_MONITORING)
@require_safe
def overview(request):
    """``?wilayah=`` a region of one's own, ``?masa=2026-T3``"""
    return _shown(request, asked_extent(request))


@requires(Capability.SEE_MONITORING)
@require_safe
def unit(request, pk):
    """``?masa=2026-T3``"""
    found = get_object_or_404(units_seen(request.user), pk=pk)
    return _shown(request, extent_seen(request.user, found.village_id), found)


def asked_extent(request):
    extent = extent_seen(request.user, request.GET.get("wilayah", ""))
    if extent is None:
        raise Http404
    return extent


def asked_quarter(request):
    """(the quarter of ``?masa=``, what was wrong with it)"""
    usual = Period.quarter_of(timezone.localdate())
    period, error = asked_period(request, usual)
    return (period, error) if period.kind == usual.kind else (usual, NOT_A_QUARTER)


def _shown(request, extent, care_unit=None):
    period, error = asked_quarter(request)
    region = region_of(extent)
    context = {
        **_frame(request, extent, period, error),
        "unit": care_unit,
        "overview": overview_of(extent, period),
        "below": _below(request.user, extent),
        "region": region,
        "prints": may_be_printed(region),
        "document": newest_document(region, KIND) if region else None,
        "sets_targets": request.user.can(Capability.SET_UP_MONITORING),
    }
    return render(request, "monitoring/indicators.html", context)


def _frame(request, extent, period, error):
    return {
        "extent": extent,
        "period": period,
        "period_error": error,
        "periods": quarters_offered(timezone.localdate(), period),
        "is_running": not period.has_ended(timezone.localdate()),
        "query": urlencode({"wilayah": extent.chosen or "", "masa": period.code}),
    }


def _below(user, extent):
    """(code, key of the FCU or None, name) of the next level; of villages those that have an FCU."""
    if extent.is_village:
        return []
    if extent.length < VILLAGE_LENGTH:
        return [(code, None, name) for code, name in extent.places.items()]
    units = dict(units_seen(user).filter(village__in=extent.places).values_list("village", "pk"))
    return [(code, units[code], name) for code, name in extent.places.items() if code in units]


@requires(Capability.SEE_MONITORING)
@require_safe
def indicator(request, code):
    """``?wilayah=``, ``?masa=``, ``?urut=-nilai`` the other end first."""
    asked = _indicator(code)
    extent = asked_extent(request)
    period, error = asked_quarter(request)
    trend = trend_of(asked, extent, period)
    shown = page(_ranked(trend, request), request)
    rows = [(unit.place, unit.value) for unit in _named(shown.object_list)]
    context = {
        **_frame(request, extent, period, error),
        "indicator": asked,
        "trend": trend,
        "page": shown,
        "rows": [(place, asked.says(value)) for place, value in rows],
        "bars": _bars(asked, rows),
        "sorted_by": "nilai",
    }
    return render(request, "monitoring/indicator.html", context)


def _indicator(code):
    found = by_code(code)
    if found is None:
        raise Http404
    return found


def _ranked(trend, request):
    return trend.units[::-1] if request.GET.get("urut") == "-nilai" else trend.units


@dataclass(frozen=True, slots=True)
class UnitValue:
    """What one FCU reaches. ``place``: its village with the kecamatan."""

    place: Any
    value: Any


def _named(units):
    places = villages_named(village for village, _ in units)
    return [UnitValue(places[village], value) for village, value in units]


@exported("indicator", "nilai satu indikator tiap FCU", "indikator-fcu", Capability.SEE_MONITORING)
def export_indicator(asked, code):
    found, period = _indicator(code), asked_quarter(asked)[0]
    ranked = _ranked(trend_of(found, asked_extent(asked), period), asked)
    return ListSheet(UnitValueResource(found), ranked, told=_named, part=f"{code}-{period.code}")


def _bars(asked, rows):
    known = [(place.name, value) for place, value in rows if value is not None]
    if not known:
        return None
    said = "; ".join(f"{name}: {asked.says(value)}" for name, value in known)
    names, values = zip(*known, strict=True)
    args = {"rows": names, "values": values, "digits": 0 if asked.is_money else 1}
    return {"shape": "bars", "title": f"{asked.label}. {said}.", "args": args}
