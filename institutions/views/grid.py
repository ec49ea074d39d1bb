"""Every village of the user's region with its FCU, one table a kecamatan: where there is none stands out."""

from itertools import groupby

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import number
from core.http import chips, page, requires
from core.periods import Period
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.figures import village_rows
from institutions.filters import GridFilter
from institutions.queries import grid_villages, units_by_district
from institutions.resources import GridResource
from regions.queries import villages_below


def _last_quarter():
    return Period.quarter_of(timezone.localdate()).previous()


def _villages(request):
    return grid_villages(villages_below(request.user.codes(Capability.SEE_INSTITUTIONS)))


def _narrowed(request, villages):
    narrowed = GridFilter(request.GET, villages, user=request.user)
    return narrowed.form, narrowed.qs.order_by("parent__name", "parent", "name", "pk")


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def index(request):
    villages, quarter = _villages(request), _last_quarter()
    form, rows = _narrowed(request, villages)
    shown, counted = page(rows, request), units_by_district(villages)
    context = {
        "page": shown,
        "districts": _by_district(village_rows(shown.object_list, quarter, timezone.localdate()), counted),
        "tiles": _tiles(counted),
        "quarter": quarter,
        "filter_form": form,
        "chips": chips(request, form),
    }
    return render(request, "institutions/grid.html", context)


def _by_district(rows, counted):
    """(kecamatan, its villages, those with an FCU, the rows on this page)."""
    totals = {code: (villages, with_unit) for code, villages, with_unit in counted}
    return [
        (district, *totals[district.pk], list(of_district))
        for district, of_district in groupby(rows, key=lambda row: row.village.parent)
    ]


def _tiles(counted):
    villages, with_unit = sum(row[1] for row in counted), sum(row[2] for row in counted)
    address = reverse("units:grid")
    full = sum(row[1] == row[2] for row in counted)
    return [
        _tile("Desa dengan FCU", with_unit, f"dari {number(villages)}", f"{address}?keadaan=some"),
        _tile("Desa tanpa FCU", villages - with_unit, f"dari {number(villages)}", f"{address}?keadaan=none"),
        _tile("Kecamatan lengkap", full, f"dari {number(len(counted))}"),
    ]


def _tile(label, value, of, url=""):
    return {"label": label, "value": number(value), "of": of, "detail": "", "url": url}


@exported("village-grid", "FCU tiap desa", "fcu-desa", Capability.SEE_INSTITUTIONS)
def export(asked):
    _, rows = _narrowed(asked, _villages(asked))
    quarter, today = _last_quarter(), timezone.localdate()
    return ListSheet(GridResource(), rows, told=lambda villages: village_rows(villages, quarter, today))
