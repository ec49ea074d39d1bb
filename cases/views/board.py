"""The open cases of an FCU side by side, one column a state."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from cases.enums import OPEN_STATES, CaseState
from cases.models import Case
from cases.queries import board_cards, state_counts
from core.http import requires

MOST_CARDS = 20
COLUMNS = [state for state in CaseState if state in OPEN_STATES]


@requires(Capability.SEE_CASES)
@require_safe
def board(request):
    """Moves are made on the page of the case."""
    visible, today = Case.objects.visible_to(request.user), timezone.localdate()
    counts, to_check = state_counts(visible), visible.to_check(today)
    columns = [_column(visible.filter(state=state), counts.get(state, 0), state, state.label) for state in COLUMNS]
    columns.append(_column(to_check, to_check.count(), "periksa", "Perlu ditengok lagi"))
    context = {"columns": columns, "today": today, "may_write": request.user.can(Capability.CHANGE_CASES)}
    return render(request, "cases/board.html", context)


def _column(cases, count, key, label):
    return {
        "label": label,
        "count": count,
        "cards": board_cards(cases)[:MOST_CARDS] if count else [],
        "more_url": f"{reverse('cases:list')}?keadaan={key}&urut=kegentingan" if count > MOST_CARDS else "",
    }
