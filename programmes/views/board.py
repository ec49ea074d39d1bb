"""The board: all agencies of a region side by side, so that no village is served twice and none is left out."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import number
from core.http import asked_period, page, requires
from core.periods import Period
from core.spreadsheets import rows_of
from documents.enums import DocumentState
from documents.queries import newest_document
from documents.views import serve
from exchange.views.exports import send_tables
from institutions.queries import places_around
from programmes.forms.board import BoardForm
from programmes.models import Programme
from programmes.queries.board import board_rows, is_small, lines_of, matrix_of, on_board, places_of
from programmes.resources.programmes import BoardResource
from programmes.services.board import KIND, issue_board, may_be_printed
from regions.models import Region

A_PAGE = 12
MONTHS_BACK, MONTHS_AHEAD = 12, 3
NAME = "papan-program"


@requires(Capability.SEE_PROGRAMMES)
@require_safe
def board(request):
    """``?wilayah=`` a region of one's own, ``?masa=2026-09`` a month."""
    region, month = _asked(request)
    codes = request.user.codes(Capability.SEE_PROGRAMMES)
    places = places_around(codes, region.pk if region else "")
    keys = _keys(request, region, month) if region else []
    shown = page(keys, request, A_PAGE)
    context = {
        "tab": "board",
        "region": region,
        "month": month,
        "form": BoardForm(places=places, months=_months(month), initial=_query(region, month)),
        "query": urlencode(_query(region, month)),
        "page": shown,
        "rows": board_rows(shown.object_list, month, shown.start_index()),
        "places": places_of(region, keys, month) if region and not is_small(region) else [],
        "matrix": matrix_of(region.pk, keys, month) if region and is_small(region) else None,
        "prints": bool(region) and may_be_printed(region),
        "document": newest_document(region, KIND) if region else None,
    }
    return render(request, "programmes/board.html", context | {"tiles": _tiles(len(keys), context)})


def _asked(request):
    """(the region or None for the nation, the month)."""
    own = request.user.codes(Capability.SEE_PROGRAMMES)[0]
    code = request.GET.get("wilayah", "") or own
    return _found_region(request, code) if code else None, _month(request)


def _found_region(request, code):
    region = get_object_or_404(Region.objects.visible_to(request.user).select_related("parent"), pk=code[:20])
    if not request.user.can(Capability.SEE_PROGRAMMES, region.pk):
        raise Http404
    return region


def _month(request):
    usual = Period.of("M", timezone.localdate())
    period, _ = asked_period(request, usual)
    return period if period.kind == usual.kind else usual


def _keys(request, region, month):
    rows = on_board(Programme.objects.visible_to(request.user), region.pk, month)
    return list(rows.values_list("pk", flat=True))


def _months(chosen):
    """Those around today, with the one chosen; the latest first."""
    months = {chosen, Period.of("M", timezone.localdate())}
    before = after = Period.of("M", timezone.localdate())
    for _ in range(MONTHS_BACK):
        before = before.previous()
        months.add(before)
    for _ in range(MONTHS_AHEAD):
        after = after.next()
        months.add(after)
    return sorted(months, key=lambda month: month.first_day, reverse=True)


def _query(region, month):
    return {"wilayah": region.pk if region else "", "masa": month.code}


def _tiles(programmes, context):
    villages = reached = 0
    if context["matrix"]:
        villages = len(context["matrix"].rows)
        reached = villages - len(context["matrix"].left_out)
    for row in context["places"]:
        villages, reached = villages + row.villages, reached + row.reached
    tiles = [
        ("Program", programmes, ""),
        ("Desa terjangkau", reached, f"dari {number(villages)}"),
        ("Desa belum terjangkau", villages - reached, ""),
    ]
    return [{"label": label, "value": number(value), "of": of, "detail": "", "url": ""} for label, value, of in tiles]


@requires(Capability.SEE_PROGRAMMES)
@require_safe
def export(request):
    """A sheet of the programmes and one of the villages with the numbers of what reaches them."""
    region, month = _asked(request)
    if region is None:
        raise Http404
    keys = _keys(request, region, month)
    lines = rows_of(BoardResource(), lines_of(board_rows(keys, month)))
    matrix = matrix_of(region.pk, keys, month)
    heads = ["Kecamatan", "Desa", "Kode desa", *(label for _, label in matrix.sectors), "Jumlah program"]
    sheets = {"Papan": lines, "Desa": [heads, *map(_village_line, matrix.rows)]}
    return send_tables(request, sheets, NAME, f"{NAME} {region.pk} {month.code}")


def _village_line(row):
    cells = [", ".join(str(number_) for number_, _ in cell) for _, cell in row.cells]
    village = row.village
    return [village.parent.full_name, village.full_name, village.pk, *cells, sum(len(cell) for _, cell in row.cells)]


@requires(Capability.SEE_PROGRAMMES)
@require_POST
def issue(request, region):
    found, month = _found_region(request, region), _month(request)
    address = f"{reverse('programmes:board')}?{urlencode(_query(found, month))}"
    try:
        issue_board(found, month, actor=request.user, result_url=address)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{KIND.label} {month.label} sedang dibuat. Unduh sebentar lagi.")
    return redirect(address)


@requires(Capability.SEE_PROGRAMMES)
@require_safe
def paper(request, region):
    found = _found_region(request, region)
    document = newest_document(found, KIND)
    if document is None:
        raise Http404
    if document.state != DocumentState.READY:
        messages.info(request, "Berkas sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(f"{reverse('programmes:board')}?wilayah={found.pk}")
    return serve(request, document.file, subject=document)
