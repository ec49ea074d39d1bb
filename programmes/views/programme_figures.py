"""What the figures say of the programmes of a region in one period."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import number, rupiah, share
from core.http import asked_period, requires
from core.periods import Period
from institutions.enums import FundSource, Sector
from programmes.figures.programmes import programme_figures

MOST_AGENCIES = 25


@requires(Capability.SEE_FIGURES)
@require_safe
def figures(request):
    """``?masa=2026-T3``"""
    period, error = asked_period(request, Period.quarter_of(timezone.localdate()))
    counted = programme_figures(request.user.codes(Capability.SEE_FIGURES), period)
    context = {
        "period": period,
        "period_error": error,
        "choices": period.neighbours(),
        "tiles": _tiles(counted),
        "tables": _tables(counted),
        "reads_programmes": request.user.can(Capability.SEE_PROGRAMMES),
    }
    return render(request, "programmes/figures.html", context)


def _tiles(counted):
    tiles = [
        ("Program berjalan", number(counted.running), "", f"anggaran {rupiah(counted.budget)}"),
        ("Terpakai pada masa ini", rupiah(counted.spent), "", f"sejauh ini {_spent_share(counted)}"),
        ("Kegiatan mencapai target", number(counted.activities_reached), f"dari {number(counted.activities)}", ""),
        ("Orang terlayani", number(counted.people_reached), f"dari {number(counted.people_targeted)}", ""),
        ("Desa terjangkau", number(counted.villages_reached), f"dari {number(counted.villages)}", ""),
        ("Evaluasi dilakukan", number(counted.reviews_done), f"dari {number(counted.reviews_due)}",
         f"{number(counted.reviews_late)} terlambat kini"),
    ]  # fmt: skip
    return [
        {"label": label, "value": value, "of": of, "detail": detail, "url": ""} for label, value, of, detail in tiles
    ]


def _spent_share(counted):
    return f"{rupiah(counted.spent_so_far)}, {share(counted.spent_so_far, counted.budget)}"


def _tables(counted):
    """(title, rows of (label, programmes)), the most first."""
    sectors, sources = dict(Sector.choices), {**dict(FundSource.choices), "": "Belum disebut"}
    return [
        ("Menurut bidang", _ranked(counted.by_sector, sectors.get)),
        ("Menurut instansi", _ranked(counted.by_agency, str)[:MOST_AGENCIES]),
        ("Menurut sumber dana", _ranked(counted.by_source, sources.get)),
    ]


def _ranked(counter, said):
    return [(said(value), count) for value, count in sorted(counter.items(), key=lambda item: (-item[1], item[0]))]
