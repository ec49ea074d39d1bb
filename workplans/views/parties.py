"""The checklist of those to involve: target families, the community, the government."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from core.exceptions import DomainError
from workplans.enums import PlanState
from workplans.forms.steps import InvolvedForm
from workplans.queries.plans import parties_of
from workplans.queries.stages import may_change
from workplans.services.parties import involve_party, leave_party
from workplans.views.finding import changeable_plan, found_plan, pressed


@require_safe
def index(request, pk):
    return _show(request, found_plan(request, pk))


@require_POST
def tick(request, pk, party):
    plan = changeable_plan(request, pk)
    party = _found(plan, party)
    form = InvolvedForm(request.POST, party=party)
    if not form.is_valid():
        return _show(request, plan, bound=(party.pk, form), status=422)
    try:
        involve_party(plan, party, actor=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return _show(request, plan, bound=(party.pk, form), status=422)
    messages.success(request, "Pelibatan dicatat.")
    return redirect(_address(plan))


@require_POST
def untick(request, pk, party):
    plan = changeable_plan(request, pk)
    party = _found(plan, party)
    return pressed(request, lambda: leave_party(plan, party, actor=request.user), "Tanda dibatalkan.", _address(plan))


def _found(plan, pk):
    for party in parties_of(plan):
        if party.pk == pk:
            return party
    raise Http404


def _address(plan):
    return reverse("workplans:parties", args=[plan.pk])


def _show(request, plan, bound=(None, None), status=200):
    parties = parties_of(plan)
    for party in parties:
        party.is_wrong = party.pk == bound[0]
        party.form = bound[1] if party.is_wrong else InvolvedForm(party=party)
    context = {
        "plan": plan,
        "tab": "parties",
        "groups": [list(rows) for _, rows in groupby(parties, key=lambda party: party.group)],
        "may_tick": may_change(request.user, plan) and plan.state == PlanState.RUNNING,
    }
    return render(request, "workplans/parties.html", context, status=status)
