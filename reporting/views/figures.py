"""Figures of any region below one's own and of any period, counted as they stand now. No person is named."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import moment, number
from core.http import asked_period, requires
from core.periods import Period
from exchange.views.exports import send_tables
from referrals.figures import extent_of
from reporting.documents.counted import Counted
from reporting.documents.key_figures import tiles
from reporting.documents.parts import PARTS
from reporting.views.open_data import office_codes

CHARTS = "bagan"
# How many of each kind the page offers; any other period may stand in the address.
OFFERED = {"M": ("Bulan", 12), "T": ("Triwulan", 6), "S": ("Semester", 4), "Y": ("Tahun", 3)}


@require_safe
@requires(Capability.SEE_FIGURES)
def figures(request):
    """``?wilayah=`` one of one's own or below, ``?masa=2026-07``, ``?bagian=A4`` a part of the report, else charts."""
    counted, error = _asked(request)
    tables = counted.tables
    parts = _parts(tables)
    part = request.GET.get("bagian")
    part = part if part in parts else CHARTS
    context = {
        "counted": counted,
        "extent": counted.extent,
        "period": counted.period,
        "error": error,
        "periods": _offered(_today(counted.extent), counted.period),
        "parts": parts,
        "part": part,
        "part_label": parts[part],
        "tables": [table for table in tables if table.part == part],
        "tiles": _tiles(counted) if part == CHARTS else [],
        "charts": counted.charts if part == CHARTS else [],
        "below": [] if counted.extent.is_village else counted.extent.places.items(),
        "publishes": bool(office_codes(request.user)),
        "query": urlencode({"wilayah": counted.extent.chosen or "", "masa": counted.period.code}),
    }
    return render(request, "reporting/figures.html", context)


@require_safe
@requires(Capability.SEE_FIGURES)
def figures_excel(request):
    """The same: a sheet about what it is, and one for each part."""
    counted, _ = _asked(request)
    code, place = counted.period.code, counted.extent.chosen or "wilayah"
    sheets = {"Keterangan": _about(counted), **_sheets(counted.tables)}
    return send_tables(request, sheets, f"angka-{place}-{code}", f"Angka wilayah {code} {place}")


def _asked(request):
    """(what is counted, what was wrong with the period); the last finished month where none is asked for."""
    extent = extent_of(request.user.codes(Capability.SEE_FIGURES), request.GET.get("wilayah", ""))
    if extent is None:
        raise Http404
    today = _today(extent)
    period, error = asked_period(request, Period.of("M", today).previous())
    return Counted(extent, period, today), error


def _today(extent):
    return timezone.localdate(timezone=ZoneInfo(extent.zone_name))


def _offered(today, asked):
    """(kind, [(code, label)]) to choose from, the newest first, the one asked for among them."""
    offered = []
    for kind, (word, count) in OFFERED.items():
        periods = [Period.of(kind, today)]
        while len(periods) < count:
            periods.append(periods[-1].previous())
        if asked.kind == kind and asked not in periods:
            periods.append(asked)
        offered.append((word, [(period.code, period.label) for period in periods]))
    return offered


def _parts(tables):
    """{part: label} of those that have tables, the charts before all."""
    return {CHARTS: "Ringkasan"} | {part: PARTS[part] for part in dict.fromkeys(table.part for table in tables)}


def _tiles(counted):
    return [
        {"label": label, "value": number(now), "detail": f"sebelumnya {number(before)}"}
        for label, now, before in tiles(counted.now, counted.before)
    ]


def _about(counted):
    return [
        ["Wilayah", counted.extent.name],
        ["Masa", counted.period.label],
        ["Hari", counted.period.days_label],
        ["Keadaan", "sementara, masa belum berakhir" if counted.is_running else "masa sudah berakhir"],
        ["Dihitung", moment(timezone.localtime(counted.at))],
        ["Pembanding", "dihitung dari catatan yang sama, bukan dari laporan yang dikirim"],
    ]


def _sheets(tables):
    """{name of at most 31 letters: rows}: the tables of a part below one another."""
    sheets = {}
    for table in tables:
        rows = sheets.setdefault(f"{table.part} {PARTS[table.part]}"[:31].replace("/", "-"), [])
        rows += [[table.caption], ["Uraian", *table.value_heads]]
        rows += [[row.label, *row.values] for row in table.rows]
        rows.append([])
    return sheets
