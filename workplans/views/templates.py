"""The versions of the seven stages: what holds in a regency, and the draft of the next one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.http import requires
from institutions.views.filling import fill, once
from workplans.forms.templates import EnforceForm, PartyForm, StageForm, StartForm, StepForm
from workplans.models import PlanTemplate
from workplans.queries.templates import held_in, keepable_regencies, steps_of
from workplans.services.templates import (
    add_step,
    discard_template,
    fingerprint,
    hold_back,
    put_in_force,
    remove_step,
    reword_party,
    reword_stage,
    reword_step,
    start_template,
    swap_stages,
)
from workplans.views.finding import FORM_METHODS, pressed

keeper = requires(Capability.SET_UP_WORK_PLANS)
GET_POST = require_http_methods(FORM_METHODS)


@keeper
@require_safe
def index(request):
    rows = PlanTemplate.objects.visible_to(request.user).select_related("region", "based_on", "made_by")
    held = held_in(keepable_regencies(request.user))
    lines = [(template, _badge(template, held)) for template in rows]
    return render(request, "workplans/templates.html", {"lines": lines})


def _badge(template, held):
    if template.is_draft:
        return "mute", "pen", "Konsep"
    if template.is_ahead:
        return "wait", "clock", "Belum mulai berlaku"
    return ("ok", "ok", "Berlaku") if template.pk in held else ("mute", "lock", "Tidak dipakai lagi")


@keeper
@require_safe
def show(request, template):
    found = _found(request, template)
    keeps = request.user.can(Capability.SET_UP_WORK_PLANS, found.region_id or "")
    context = {
        "template": found,
        "stages": found.stages.prefetch_related("steps"),
        "parties": found.parties.all(),
        "seen": fingerprint(found),
        "may_change": keeps and found.is_draft,
        "may_hold_back": keeps and found.is_ahead,
    }
    return render(request, "workplans/template.html", context)


@keeper
@GET_POST
def start(request):
    form = StartForm(request.POST or None, regencies=keepable_regencies(request.user))

    def make():
        return start_template(form.cleaned_data["region"], note=form.cleaned_data["note"], actor=request.user)

    words = {"title": "Buat versi baru", "button": "Buat konsep"}
    where = {"back_label": "Susunan tahap", "back_url": reverse("workplans:templates")}
    return fill(request, form, once(request, form, "plan-template", make), **words, **where)


@keeper
@GET_POST
def change_stage(request, template, template_stage):
    found = _kept(request, template)
    record = get_object_or_404(found.stages, pk=template_stage)
    form = StageForm(request.POST or None, initial=_seen(found) | {"title": record.title, "goal": record.goal})
    return _fill(request, found, form, f"Ubah tahap {record}", lambda data: reword_stage(
        record, title=data["title"], goal=data["goal"], actor=request.user, seen=data["seen"]
    ))  # fmt: skip


@keeper
@GET_POST
def add(request, template, template_stage):
    found = _kept(request, template)
    record = get_object_or_404(found.stages, pk=template_stage)
    form = StepForm(request.POST or None, initial=_seen(found))
    return _fill(request, found, form, f"Tambah langkah, tahap {record}", lambda data: add_step(
        record, text=data["text"], actor=request.user, seen=data["seen"]
    ))  # fmt: skip


@keeper
@GET_POST
def change_step(request, template, template_step):
    found, record = _step(request, template, template_step)
    form = StepForm(request.POST or None, initial=_seen(found) | {"text": record.text})
    return _fill(request, found, form, "Ubah langkah", lambda data: reword_step(
        record, text=data["text"], actor=request.user, seen=data["seen"]
    ))  # fmt: skip


@keeper
@GET_POST
def change_party(request, template, template_party):
    found = _kept(request, template)
    record = get_object_or_404(found.parties, pk=template_party)
    form = PartyForm(request.POST or None, initial=_seen(found) | {"text": record.text})
    return _fill(request, found, form, "Ubah pelibatan", lambda data: reword_party(
        record, text=data["text"], actor=request.user, seen=data["seen"]
    ))  # fmt: skip


@keeper
@GET_POST
def enforce(request, template):
    found = _kept(request, template)
    form = EnforceForm(request.POST or None, initial=_seen(found) | {"note": found.note})
    return _fill(request, found, form, f"Berlakukan susunan {found}", lambda data: put_in_force(
        found, on=data["on"], note=data["note"], actor=request.user, seen=data["seen"]
    ))  # fmt: skip


@keeper
@require_POST
def remove(request, template, template_step):
    found, record = _step(request, template, template_step)
    seen = request.POST.get("seen", "")
    return pressed(request, lambda: remove_step(record, actor=request.user, seen=seen), "Langkah dihapus.", found)


@keeper
@require_POST
def swap(request, template):
    found, seen = _kept(request, template), request.POST.get("seen", "")
    return pressed(
        request, lambda: swap_stages(found, actor=request.user, seen=seen), "Kedua tahap bertukar bulan.", found
    )


@keeper
@require_POST
def take_back(request, template):
    found = _kept(request, template)
    return pressed(request, lambda: hold_back(found, actor=request.user), f"{found} menjadi konsep lagi.", found)


@keeper
@require_POST
def discard(request, template):
    found = _kept(request, template)
    try:
        discard_template(found, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(found)
    messages.success(request, f"Konsep {found} dihapus.")
    return redirect("workplans:templates")


def _found(request, pk):
    visible = PlanTemplate.objects.visible_to(request.user).select_related("region", "based_on", "made_by")
    return get_object_or_404(visible, pk=pk)


def _kept(request, pk):
    """One that the user may change: 403 for the nation's, which is there to be read."""
    found = _found(request, pk)
    if not request.user.can(Capability.SET_UP_WORK_PLANS, found.region_id or ""):
        raise PermissionDenied(str(Capability.SET_UP_WORK_PLANS))
    return found


def _step(request, template, step):
    found = _kept(request, template)
    return found, get_object_or_404(steps_of(found), pk=step)


def _seen(template):
    return {"seen": fingerprint(template)}


def _fill(request, template, form, title, act):
    """A stale save is told and may be repeated with what is stored now as seen."""

    def make():
        try:
            act(form.cleaned_data)
        except StaleState:
            form.data = form.data | {"seen": fingerprint(template)}
            raise
        return template

    where = {"back_label": f"Susunan {template}", "back_url": template.get_absolute_url()}
    name = f"plan-template-{template.pk}"
    return fill(request, form, once(request, form, name, make), record=template, title=title, button="Simpan", **where)
