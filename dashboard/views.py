from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import number
from core.periods import Period
from dashboard.queries import shortcuts_for, tasks_for
from families.enums import FamilyStatus
from families.figures import family_flows
from referrals.enums import ReferralState
from referrals.models import BADGES
from referrals.queries import states_of

SHOWN = 8


@require_safe
def home(request):
    user, now = request.user, timezone.localtime()
    period = Period.quarter_of(now.date())
    tasks = tasks_for(user)
    context = {
        "greeting": _greeting(now.hour),
        "today": now,
        "period": period,
        "shortcuts": shortcuts_for(user),
        "tasks": tasks[:SHOWN],
        "task_count": len(tasks),
        "more_count": len(tasks[SHOWN:]),
        "late_count": sum(bool(task.late) for task in tasks),
        "assignments": user.current_assignments,
        "tiles": _tiles(user, period),
        "chart": _chart(user),
    }
    return render(request, "dashboard/home.html", context)


def _greeting(hour):
    for until, words in ((10, "Selamat pagi"), (15, "Selamat siang"), (18, "Selamat sore")):
        if hour < until:
            return words
    return "Selamat malam"


def _tiles(user, period):
    """Families of the user's regions as they stand, and what the quarter brought."""
    codes = user.codes(Capability.SEE_FIGURES)
    if not codes:
        return []
    flows = family_flows(codes, period)
    stock = flows["stock"]
    total = f"dari {number(sum(stock.values()))}"
    return [
        _tile(
            "Keluarga plasma", stock[FamilyStatus.PLASMA], total, f"{number(flows['became_plasma'])} baru triwulan ini"
        ),
        _tile(
            "Keluarga pionir", stock[FamilyStatus.PIONEER], total, f"{number(flows['graduated'])} lulus triwulan ini"
        ),
        _tile("Keluarga terdata", sum(stock.values()), "", f"{number(flows['new'])} baru triwulan ini"),
    ]


def _tile(label, value, of, detail):
    return {"label": label, "value": number(value), "of": of, "detail": detail, "url": ""}


def _chart(user):
    """Open referrals by state; None for whoever has to do with none."""
    if not user.can(Capability.SEE_REFERRALS):
        return None
    counts = states_of(user)
    rows = [(BADGES[state][2], counts[state]) for state in ReferralState if counts.get(state)]
    words = ", ".join(f"{label} {n}" for label, n in rows) or "tidak ada"
    args = {"rows": [label for label, _ in rows], "values": [n for _, n in rows]}
    return {"shape": "bars", "title": f"Rujukan menurut keadaan: {words}.", "args": args, "rows": rows}
