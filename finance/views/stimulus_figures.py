"""What was asked for, approved, paid and accounted for in one period. No family is named, and no proposal."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import number, rupiah
from core.http import asked_period, page, requires
from core.periods import Period
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from families.queries import region_names
from finance.enums import StimulusState
from finance.figures.stimulus import stimulus_figures
from finance.queries.stimulus import placed_lines
from finance.resources import StimulusFiguresResource
from institutions.enums import FundSource

ACCOUNTED = "pertanggung\N{SOFT HYPHEN}jawabkan"  # as long as a tile on a phone is wide


@requires(Capability.SEE_FIGURES)
@require_safe
def figures(request):
    """``?masa=2026-T3``"""
    period, error, counted = _counted(request)
    shown = page(counted.villages, request)
    names = region_names(line.key for line in shown)
    context = {
        "period": period,
        "period_error": error,
        "choices": period.neighbours(),
        "tiles": _tiles(counted),
        "page": shown,
        "rows": [(names.get(line.key, line.key), line) for line in shown],
        "sources": [(FundSource(line.key).label, line) for line in counted.sources],
        "states": [(StimulusState(state).label, count, amount) for state, count, amount in counted.states],
        "reads_proposals": request.user.can(Capability.SEE_STIMULUS),
    }
    return render(request, "finance/stimulus_figures.html", context)


def _counted(asked):
    period, error = asked_period(asked, Period.of("Y", timezone.localdate()))
    return period, error, stimulus_figures(asked.user.codes(Capability.SEE_FIGURES), period)


@exported("stimulus-figures", "angka bantuan tiap desa", "angka-bantuan", Capability.SEE_FIGURES)
def export(asked):
    period, _, counted = _counted(asked)
    return ListSheet(StimulusFiguresResource(), counted.villages, told=placed_lines, part=period.code)


def _tiles(counted):
    total = counted.total
    days = (
        f"rata-rata {number(counted.days_to_payment)} hari sejak diajukan"
        if counted.days_to_payment is not None
        else ""
    )
    tiles = [
        ("Diminta", rupiah(total.asked), f"{number(total.proposals)} usulan"),
        ("Disetujui", rupiah(total.approved), ""),
        ("Dibayarkan", rupiah(total.paid), days),
        (f"Di{ACCOUNTED}", rupiah(total.accounted), "dari yang dibayarkan pada masa ini"),
        (f"Belum di{ACCOUNTED}", rupiah(total.rest), "dari yang dibayarkan pada masa ini"),
    ]
    return [{"label": label, "value": value, "of": "", "detail": detail, "url": ""} for label, value, detail in tiles]
