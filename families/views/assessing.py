"""Assessments: make one, read one, compare two."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.capabilities import Capability
from accounts.services import discard_draft, open_entry, submit_once
from core.exceptions import DomainError
from families.forms.assessing import AssessmentForm, as_last_time
from families.queries import assessments_of, checklist_for, checklists_of, compare
from families.services import CLOSED, record_assessment
from families.views.charts import dimension_chart, dimension_rows
from families.views.rights import opened, opened_for, rights_on


@require_http_methods(["GET", "POST"])
def assess(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    if family.closed_on:
        messages.error(request, CLOSED)
        return redirect(family)
    if request.method == "GET":
        return _begin(request, family)
    checklist = _checklist_named(family, request.POST.get("indicator_set"))
    form = AssessmentForm(request.POST, checklist=checklist)
    if form.is_valid():
        try:
            url = _record(request, family, checklist, form)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Asesmen tersimpan.")
            return redirect(url)
    return _render(request, family, form, status=422)


def _begin(request, family):
    """What was left unfinished; else an empty page, or one that looks like the last assessment."""
    left = open_entry(request.user, _form_name(family))
    initial = {name: values[-1] for name, values in left.data.items() if values}
    checklist = _checklist_named(family, initial.get("indicator_set"))
    sheets = [] if left.data else assessments_of(family)
    copied = sheets[-1] if sheets and request.GET.get("seperti") == "terakhir" else None
    if copied:
        initial = as_last_time(checklist, copied)
    form = AssessmentForm(checklist=checklist, initial=initial | {"form_token": left.token})
    return _render(request, family, form, left=left, last=sheets[-1] if sheets else None, copied=copied)


def _checklist_named(family, key):
    """The version that the page was begun on, even if a newer one holds by now; else today's."""
    sets = {str(each.pk): each for each in checklists_of(family.village_id)}
    return sets.get(str(key)) or checklist_for(family.village_id)


def _render(request, family, form, *, left=None, last=None, copied=None, status=200):
    token = form.cleaned_data.get("form_token") if form.is_bound else left.token
    context = {
        "family": family, "form": form, "last": last, "copied": copied,
        "reopened_at": left.updated_at if left and left.data else None,
        "draft_url": reverse("accounts:draft", args=[_form_name(family), token]) if token else "",
        "draft_version": left.version if left else 0,
        "newer": _newer(family, form.checklist),
    }  # fmt: skip
    return render(request, "families/assess.html", context, status=status)


def _newer(family, checklist):
    current = checklist_for(family.village_id)
    return current if current.pk != checklist.pk else None


def _form_name(family):
    return f"assess-{family.pk}"


def _record(request, family, checklist, form):
    data = form.cleaned_data
    return submit_once(
        data["form_token"], actor=request.user, form=_form_name(family),
        make=lambda: record_assessment(
            family, indicator_set=checklist, assessed_on=data["assessed_on"], ratings=form.ratings(),
            notes=form.notes(), note=data["note"], assessor_name=data["assessor_name"], actor=request.user,
        ),
    )  # fmt: skip


@require_POST
def start_over(request, pk):
    """Throw away the unfinished assessment."""
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    discard_draft(open_entry(request.user, _form_name(family)).token, actor=request.user)
    return redirect("families:assess", pk)


@require_GET
def show(request, pk, assessment_pk):
    family = opened(request, pk)
    sheets = assessments_of(family)
    place = next((i for i, each in enumerate(sheets) if each.assessment.pk == assessment_pk), None)
    if place is None:
        raise Http404
    context = {
        "family": family, "rights": rights_on(request.user, family), "sheet": sheets[place],
        "before": sheets[place - 1] if place else None, "is_last": place == len(sheets) - 1,
    }  # fmt: skip
    return render(request, "families/assessment.html", context)


@require_GET
def show_comparison(request, pk):
    """``?a=`` and ``?b=``: two assessments of the family; the first and the last where they are not named."""
    family = opened(request, pk)
    sheets = assessments_of(family)
    context = {"family": family, "rights": rights_on(request.user, family), "sheets": sheets, "first": None}
    if len(sheets) > 1:
        context |= _compared(*_two_of(request, sheets))
    return render(request, "families/comparison.html", context)


def _two_of(request, sheets):
    """The earlier one first, whichever way they were asked for."""
    keys = [str(each.assessment.pk) for each in sheets]
    asked = request.GET.get("a") or keys[0], request.GET.get("b") or keys[-1]
    if not set(asked) <= set(keys):
        raise Http404
    return [sheets[place] for place in sorted(keys.index(key) for key in asked)]


def _compared(first, last):
    groups = list(compare(first, last))
    steps = [pair.step for _, pairs in groups for pair in pairs if pair.step is not None]
    return {
        "first": first, "last": last, "groups": groups,
        "risen": sum(step > 0 for step in steps), "fallen": sum(step < 0 for step in steps),
        "same": sum(step == 0 for step in steps),
        "dimension_chart": dimension_chart(first, last), "dimension_rows": dimension_rows(first, last),
    }  # fmt: skip
