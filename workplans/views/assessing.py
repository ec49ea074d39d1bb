"""Needs and sources of a plan, and the matrix of which meets which."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import page
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.filling import fill, once
from workplans.forms.assessing import AnswerForm, InstitutionsForm, MatrixForm, NeedForm, SourceForm
from workplans.queries.assessing import (
    activities_for,
    assessing_stages,
    assessment_of,
    institutions_serving,
    needs_of,
    referrals_for,
    referrals_of,
    sources_of,
)
from workplans.resources import MatchResource
from workplans.services.assessing import (
    add_need,
    add_source,
    answer_need,
    change_need,
    change_source,
    remove_need,
    remove_source,
    set_matches,
)
from workplans.views.finding import FORM_METHODS, changeable_plan, found_plan
from workplans.views.inside import find_inside, find_listed, may_work_on, on_plan, sees_institutions

NEEDS_A_PAGE = 8


@require_safe
def needs(request, pk):
    plan = found_plan(request, pk)
    assessment = assessment_of(plan)
    lacking = [row.need for row in assessment.without_source]
    referrals, activities = referrals_of(lacking, request.user), activities_for(lacking)
    context = {
        "plan": plan,
        "assessment": assessment,
        "without_source": [
            (row, referrals.get(row.need.referral_id), activities.get(row.need.pk, []))
            for row in assessment.without_source
        ],
        "stages": assessing_stages(plan),
        "may_change": may_work_on(request.user, plan),
        "sees_institutions": sees_institutions(request.user, plan),
        "writes_referrals": request.user.can(Capability.WRITE_REFERRALS, plan.care_unit.village_id),
    }
    return render(request, "workplans/needs.html", context)


def _on_needs(plan):
    return on_plan(plan, "Kebutuhan dan sumber", reverse("workplans:needs", args=[plan.pk]))


@require_http_methods(FORM_METHODS)
def add_one_need(request, pk):
    plan = changeable_plan(request, pk)
    form = NeedForm(request.POST or None)
    save = once(request, form, f"need-{plan.pk}", lambda: add_need(plan, actor=request.user, **form.values))
    return fill(request, form, save, title="Tambah kebutuhan", button="Simpan kebutuhan", **_on_needs(plan))


@require_http_methods(FORM_METHODS)
def change_one_need(request, pk, need):
    plan = changeable_plan(request, pk)
    record = find_listed(plan, plan.needs, need)
    form = NeedForm(request.POST or None, record=record)

    def save():
        return change_need(record, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    remove_url = reverse("workplans:remove_need", args=[plan.pk, record.pk])
    context = {"title": "Ubah kebutuhan", "button": "Simpan kebutuhan", "remove_url": remove_url, **_on_needs(plan)}
    return fill(request, form, save, "workplans/changing.html", record=record, **context)


@require_POST
def remove_one_need(request, pk, need):
    plan = changeable_plan(request, pk)
    record = find_inside(plan, plan.needs, need)
    return act(request, record, lambda: remove_need(record, actor=request.user), "Kebutuhan dihapus dari daftar.")


def act(request, record, do, done):
    """For a button: ``do()``, and say what happened on the page of ``record``."""
    try:
        do()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(record)


@require_http_methods(FORM_METHODS)
def answer(request, pk, need):
    plan = changeable_plan(request, pk)
    record = find_listed(plan, plan.needs, need)
    form = AnswerForm(request.POST or None, record=record, offered=referrals_for(record, request.user))

    def save():
        given = {"referral": record.referral, **form.values}
        return answer_need(record, actor=request.user, seen=form.cleaned_data["version"], **given)

    context = {"title": f"Jalan keluar: {record}", "button": "Simpan jalan keluar", **_on_needs(plan)}
    return fill(request, form, save, record=record, **context)


@require_http_methods(FORM_METHODS)
def add_one_source(request, pk):
    plan = changeable_plan(request, pk)
    form = SourceForm(request.POST or None)
    save = once(request, form, f"source-{plan.pk}", lambda: add_source(plan, actor=request.user, **form.values))
    return fill(request, form, save, title="Tambah sumber", button="Simpan sumber", **_on_needs(plan))


@require_http_methods(FORM_METHODS)
def change_one_source(request, pk, source):
    plan = changeable_plan(request, pk)
    record = find_listed(plan, plan.sources, source)
    form = SourceForm(request.POST or None, record=record)

    def save():
        return change_source(record, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    remove_url = reverse("workplans:remove_source", args=[plan.pk, record.pk])
    context = {"title": "Ubah sumber", "button": "Simpan sumber", "remove_url": remove_url, **_on_needs(plan)}
    return fill(request, form, save, "workplans/changing.html", record=record, **context)


@require_POST
def remove_one_source(request, pk, source):
    plan = changeable_plan(request, pk)
    record = find_inside(plan, plan.sources, source)
    return act(request, record, lambda: remove_source(record, actor=request.user), "Sumber dihapus dari daftar.")


@require_http_methods(FORM_METHODS)
def take_institutions(request, pk):
    """From the social map: institutions that serve the village, those not among the sources yet."""
    plan = changeable_plan(request, pk)
    serving = institutions_serving(plan, request.user)
    form = InstitutionsForm(request.POST or None, offered=serving)

    def make():
        chosen = form.cleaned_data["institutions"]
        return [add_source(plan, institution=each, actor=request.user) for each in chosen][-1]

    save = once(request, form, f"institutions-{plan.pk}", make)
    taken = plan.sources.filter(removed_on=None, institution__isnull=False).values("institution")
    offered = page(serving.exclude(pk__in=taken).select_related("region"), request)
    context = {"title": "Ambil dari peta sosial", "button": "Jadikan sumber", **_on_needs(plan)}
    return fill(request, form, save, "workplans/institutions.html", plan=plan, page=offered, **context)


@require_http_methods(FORM_METHODS)
def matrix(request, pk):
    """A few needs a page, since each brings a box for every source; readers see the same without a button."""
    plan = changeable_plan(request, pk) if request.method == "POST" else found_plan(request, pk)
    rows = page(needs_of(plan).order_by("pk"), request, NEEDS_A_PAGE)
    form = MatrixForm(request.POST or None, needs=list(rows), sources=list(sources_of(plan)))

    def save():
        set_matches(plan, form.pairs, seen=form.seen, actor=request.user)
        messages.success(request, "Kecocokan kebutuhan dan sumber disimpan.")
        return request.get_full_path()

    context = {"plan": plan, "page": rows, "may_change": may_work_on(request.user, plan), **_on_needs(plan)}
    words = {"title": "Kecocokan kebutuhan dan sumber", "button": "Simpan"}
    return fill(request, form, save, "workplans/matrix.html", record=plan, **words, **context)


@exported("plan-matches", "kecocokan kebutuhan dan sumber", "kebutuhan-dan-sumber")
def export_matrix(asked, pk):
    rows = needs_of(found_plan(asked, pk)).select_related("plan__care_unit__village__parent")
    return ListSheet(MatchResource(), rows.order_by("pk"))
