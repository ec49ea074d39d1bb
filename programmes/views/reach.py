"""Which regions an event reached, and which villages were reached by what."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.formatting import date_short, number
from core.http import requires
from exchange.views.exports import send_tables
from institutions.queries import places_around
from institutions.views.filling import fill
from programmes.enums import EventKind
from programmes.forms.board import ReachedForm
from programmes.forms.events import ReachForm
from programmes.queries.events import reach_lines, regions_inside
from programmes.services.events import set_reach
from programmes.views.events import FORM_METHODS, changeable_event, on_event
from regions.enums import Level
from regions.models import Region

NAME = "jangkauan-kegiatan"
SHOWN = (Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
YEARS_BACK = 5


@require_http_methods(FORM_METHODS)
def set_regions(request, pk):
    """Those below ``?wilayah=``, a region inside that of the event; from there on downwards."""
    event = changeable_event(request, pk)
    parent = _parent(request, event)
    form = ReachForm(request.POST or None, record=event, offered=regions_inside(event, parent))
    here = f"{reverse('programmes:set_reach', args=[pk])}?wilayah={parent.pk if parent else ''}"

    def save():
        data = form.cleaned_data
        set_reach(event, parent, data["regions"], actor=request.user, seen=data["version"])
        messages.success(request, "Wilayah yang terjangkau disimpan.")
        return here

    context = {
        "title": "Wilayah yang terjangkau",
        "button": "Simpan wilayah",
        "parent": parent,
        "deeper": [] if parent and parent.level == Level.DISTRICT else list(form.offered),
        **on_event(event),
    }
    if parent and parent.pk != (event.region_id or ""):
        above = parent.parent_id or ""
        context |= {"back_label": "Wilayah di atasnya", "back_url": f"{here.partition('?')[0]}?wilayah={above}"}
    return fill(request, form, save, "programmes/event_reach.html", record=event, **context)


def _parent(request, event):
    own = event.region_id or ""
    code = request.GET.get("wilayah", "") or own
    if not code.startswith(own):
        raise Http404
    if not code:
        return None
    region = get_object_or_404(Region.objects.visible_to(request.user), pk=code[:20])
    if region.level == Level.VILLAGE:
        raise Http404  # nothing lies below it
    return region


@requires(Capability.SEE_PROGRAMMES)
@require_safe
def matrix(request):
    """``?wilayah=`` a regency or kecamatan of one's own, ``?tahun=``."""
    region, year = _asked(request)
    codes = request.user.codes(Capability.SEE_PROGRAMMES)
    lines = reach_lines(region, year) if region and region.level in SHOWN else []
    villages, reached = sum(line.villages for line in lines), sum(line.reached for line in lines)
    tiles = [("Desa terjangkau", reached, f"dari {number(villages)}"), ("Belum terjangkau", villages - reached, "")]
    context = {
        "tab": "reach",
        "region": region,
        "year": year,
        "form": ReachedForm(
            places=places_around(codes, region.pk if region else ""), years=_years(),
            initial={"wilayah": region.pk if region else "", "tahun": year or ""},
        ),
        "lines": lines,
        "kinds": EventKind.labels,
        "by_village": bool(region) and region.level in (Level.DISTRICT, Level.VILLAGE),
        "tiles": [
            {"label": label, "value": number(value), "of": of, "detail": "", "url": ""} for label, value, of in tiles
        ],
    }  # fmt: skip
    return render(request, "programmes/reach.html", context)


def _asked(request):
    """(the region or None for the nation, the year or None for all)."""
    own = request.user.codes(Capability.SEE_PROGRAMMES)[0]
    code, year = request.GET.get("wilayah", "") or own, request.GET.get("tahun", "")
    region = get_object_or_404(Region.objects.visible_to(request.user), pk=code[:20]) if code else None
    if region and not request.user.can(Capability.SEE_PROGRAMMES, region.pk):
        raise Http404
    return region, int(year) if year in dict(_years()) else None


def _years():
    this = timezone.localdate().year
    return [(str(year), str(year)) for year in range(this, this - YEARS_BACK, -1)]


@requires(Capability.SEE_PROGRAMMES)
@require_safe
def export(request):
    region, year = _asked(request)
    if region is None or region.level not in SHOWN:
        raise Http404
    by_village = region.level != Level.REGENCY
    heads = ["Wilayah", "Kode", *EventKind.labels, "Desa", "Desa terjangkau", "Terakhir ikut sendiri"]
    rows = [_row(line, by_village) for line in reach_lines(region, year)]
    return send_tables(request, {"Jangkauan": [heads, *rows]}, NAME, f"{NAME} {region.pk}")


def _row(line, by_village):
    days = [cell.day for cell in line.cells if cell.day]
    values = [_day(cell.day) if by_village else cell.reached for cell in line.cells]
    last = _day(max(days, default=None))
    return [line.place.full_name, line.place.pk, *values, line.villages, line.reached, last]


def _day(day):
    return date_short(day) if day else ""
