"""The record behind an address: 404 out of sight, 403 for who only reads."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import moment
from workplans.queries.plans import plan_rows, stage_rows
from workplans.queries.stages import may_change, paper_rows, step_rows

FORM_METHODS = ["GET", "POST"]


def found_plan(request, pk):
    return get_object_or_404(plan_rows(request.user).select_related("template"), pk=pk)


def changeable_plan(request, pk):
    return _changeable(request, found_plan(request, pk))


def found_stage(request, pk, position):
    return get_object_or_404(stage_rows(request.user), plan=pk, position=position)


def changeable_stage(request, pk, position):
    stage = found_stage(request, pk, position)
    _changeable(request, stage.plan)
    return stage


def changeable_step(request, pk, step):
    found = get_object_or_404(step_rows(request.user), pk=step, stage__plan=pk)
    _changeable(request, found.stage.plan)
    return found


def found_paper(request, pk, paper):
    return get_object_or_404(paper_rows(request.user), pk=paper, stage__plan=pk)


def _changeable(request, plan):
    if not may_change(request.user, plan):
        raise PermissionDenied(str(Capability.CHANGE_WORK_PLANS))
    return plan


def pressed(request, act, said, target):
    """For a button without a form: do it, say so or why not, and go on."""
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect(target)


def refused(form, record, error):
    """The form as it was typed, for another try upon what ``record`` is now."""
    form.add_error(None, str(error))
    form.data = form.data.copy()
    form.data["version"] = record.version
    return form


def on_stage(stage):
    return {"back_label": str(stage), "back_url": stage.get_absolute_url(), "place": stage.plan.care_unit.name}


def told(events, titles):
    """Events as components/timeline.html shows them."""
    return [
        {
            "title": titles[event.step],
            "meta": f"{moment(timezone.localtime(event.happened_at))} · {event.actor}",
            "note": event.note,
            "late": "",
        }
        for event in events
    ]


def act_of(form, address):
    """One act with its form, open where the form was not right."""
    return {"form": form, "url": address, "step": form.step, "open": form.is_bound and bool(form.errors)}
