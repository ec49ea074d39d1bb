"""The social map of the region: points, list and matrix of the same institutions, and what is missing."""

from functools import wraps
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.http import page, requires
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.enums import Sector
from institutions.figures import (
    family_spots,
    matrix_rows,
    places_of,
    services_matrix,
    serving,
    unmet_needs,
    village_labels,
    villages_without,
    with_services,
)
from institutions.forms.map import MapForm
from institutions.models import Institution
from institutions.resources import MapResource, MatrixResource, SpotResource, UnmetResource
from regions.models import VILLAGE_LENGTH

MOST_POINTS = 500
MOST_NEEDS = 15
PLACES_A_PAGE = 5
SERVICES_A_POINT = 5


def with_tiles(view):
    """Pictures of the tile server may be shown on this page, and on no other."""

    @wraps(view)
    def widened(request, *args, **kwargs):
        host = tile_host(settings.TILE_URL)
        shown = csp_update({"img-src": [host]})(view) if host else view
        return shown(request, *args, **kwargs)

    return widened


def tile_host(url):
    """``https://{s}.tile.contoh.id/{z}/{x}/{y}.png`` → ``https://*.tile.contoh.id``; "" without one or on our own."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}" if parts.netloc else ""


def _form(request):
    return MapForm(request.GET, user=request.user)


def _institutions(request, form):
    codes = form.codes(Capability.SEE_INSTITUTIONS)
    visible = Institution.objects.visible_to(request.user).active()
    return visible.filter(serving(codes, "region")) if form.chosen else visible


def _frame(request, form, **context):
    """What the three pages of the map share."""
    return {
        "filter_form": form if form.fields else None,
        "chosen": form.chosen,
        "sees_families": request.user.can(Capability.SEE_FAMILIES),
        **context,
    }


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
@with_tiles
def index(request):
    form = _form(request)
    rows = with_services(_institutions(request, form))
    needs = unmet_needs(form.codes(Capability.SEE_FIGURES))
    context = _frame(
        request,
        form,
        page=page(rows, request),
        needs=needs[:MOST_NEEDS],
        more_needs=len(needs[MOST_NEEDS:]),
        tiles=settings.TILE_URL,
        tile_credit=settings.TILE_CREDIT,
    )
    return render(request, "institutions/map.html", context)


@exported("social-map", "lembaga di peta sosial", "peta-sosial", Capability.SEE_INSTITUTIONS)
def export(asked):
    return ListSheet(MapResource(), with_services(_institutions(asked, _form(asked))))


@exported("unmet-needs", "kebutuhan tanpa penyedia", "kebutuhan-tanpa-penyedia", Capability.SEE_INSTITUTIONS)
def export_needs(asked):
    return ListSheet(UnmetResource(), unmet_needs(_form(asked).codes(Capability.SEE_FIGURES)))


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def matrix(request):
    form = _form(request)
    codes = form.codes(Capability.SEE_INSTITUTIONS)
    shown = page(places_of(codes), request, PLACES_A_PAGE)
    context = _frame(
        request,
        form,
        page=shown,
        places=services_matrix(list(shown)),
        sectors=Sector.labels,
        without=villages_without(codes),
    )
    return render(request, "institutions/map_matrix.html", context)


@exported("service-matrix", "matriks layanan", "matriks-layanan", Capability.SEE_INSTITUTIONS)
def export_matrix(asked):
    codes = _form(asked).codes(Capability.SEE_INSTITUTIONS)
    return ListSheet(MatrixResource(), [*places_of(codes), *villages_without(codes)], told=matrix_rows)


@require_safe
@requires(Capability.SEE_FAMILIES)
@requires(Capability.SEE_INSTITUTIONS)
def families(request):
    form = _form(request)
    spots, by_neighbourhood = _spots(form)
    context = _frame(request, form, page=page(spots, request, 50), by_neighbourhood=by_neighbourhood)
    return render(request, "institutions/map_families.html", context)


@exported("family-spots", "jumlah keluarga menurut tempat", "keluarga-menurut-tempat", Capability.SEE_FAMILIES)
def export_families(asked):
    if not asked.user.can(Capability.SEE_INSTITUTIONS):
        raise PermissionDenied(str(Capability.SEE_INSTITUTIONS))
    return ListSheet(SpotResource(), _spots(_form(asked))[0])


def _spots(form):
    """By RT in a single village, by village in more of them."""
    codes = form.codes(Capability.SEE_FAMILIES)
    by_neighbourhood = [len(code) for code in codes] == [VILLAGE_LENGTH]
    return family_spots(codes, by_neighbourhood=by_neighbourhood), by_neighbourhood


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def points(request):
    """What the map draws, as JSON."""
    form = _form(request)
    located = _institutions(request, form).filter(latitude__isnull=False)
    found = list(with_services(located)[: MOST_POINTS + 1])
    shown = found[:MOST_POINTS]
    home = form.codes(Capability.SEE_INSTITUTIONS)
    content = {
        "institutions": [_point(each, home) for each in shown],
        "villages": [{"name": name, "at": at} for name, at in village_labels(shown).items()],
        "families": [{"name": s.place, "count": s.count, "at": s.at} for s in _spots(form)[0] if s.at],
        "cut": len(found) > MOST_POINTS,
    }
    return JsonResponse(content)


def _point(institution, home):
    """``home``: it serves a part of the region that the map is about, so the map begins there."""
    services = [offer.name for offer in institution.given]
    return {
        "name": institution.name,
        "kind": institution.get_kind_display(),
        "place": institution.place,
        "url": institution.get_absolute_url(),
        "services": services[:SERVICES_A_POINT],
        "more": len(services[SERVICES_A_POINT:]),
        "home": institution.region_code.startswith(home),
        "at": [float(institution.latitude), float(institution.longitude)],
    }
