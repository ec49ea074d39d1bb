"""The votes of one meeting, on a page that can be thrown on a wall."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from institutions.views.filling import fill
from workplans.enums import ASSESSING
from workplans.forms.voting import VotesForm
from workplans.queries.assessing import assessment_of
from workplans.queries.voting import Hall
from workplans.services.voting import count_votes
from workplans.views.finding import FORM_METHODS, changeable_plan, found_plan
from workplans.views.inside import may_work_on


@require_http_methods(FORM_METHODS)
def vote(request, pk, position):
    plan = changeable_plan(request, pk) if request.method == "POST" else found_plan(request, pk)
    stage = _stage(plan, position)
    hall, rows = Hall.of(stage), assessment_of(plan, stage).needs
    form = VotesForm(request.POST or None, stage=stage, rows=sorted(rows, key=lambda row: row.need.pk))

    def save():
        given = form.cleaned_data
        count_votes(stage, form.votes, given["votes_each"], actor=request.user, seen=given["version"])
        messages.success(request, "Suara warga disimpan.")
        return request.path

    context = {
        "title": "Suara warga", "button": "Simpan suara", "plan": plan, "stage": stage, "hall": hall, "ranking": rows,
        "may_count": may_work_on(request.user, plan) and rows and not hall.closed_because,
        "back_label": str(stage), "back_url": stage.get_absolute_url(),
        "needs_url": reverse("workplans:needs", args=[plan.pk]), **_measures(hall, stage, form, rows),
    }  # fmt: skip
    return fill(request, form, save, "workplans/vote.html", record=stage, **context)


def _measures(hall, stage, form, rows):
    most = hall.attended * stage.votes_each
    longest = max([1, hall.attended, *(row.votes or 0 for row in rows)])
    return {"most": most, "left": most - form.given, "most_of_one": longest}


def _stage(plan, position):
    stages = plan.stages.select_related("template_stage", "meeting")
    stage = get_object_or_404(stages, position=position)
    if stage.code not in ASSESSING:
        raise Http404
    stage.plan = plan
    return stage
