"""The founding file: the five steps, their papers, and the decree as a draft to sign."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from documents.enums import DocumentState
from documents.views import serve
from institutions.enums import FoundingKind, UnitState
from institutions.forms import DecreeDraftForm, FoundingStepForm, PaperForm
from institutions.models import FoundingPaper, FoundingStep
from institutions.queries import latest_draft, steps_of
from institutions.services import (
    add_founding_paper,
    change_founding_step,
    draft_decree,
    record_founding_step,
    remove_founding_paper,
    require_change,
)
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS, on_unit
from institutions.views.ladder import founding_rungs
from institutions.views.units import find_changeable_unit, find_unit


def _find(request, records, owner, pk):
    """``records`` starts from visible_to; ``owner`` gives the FCU of the one found."""
    record = get_object_or_404(records, pk=pk)
    require_change(request.user, owner(record).village_id)
    return record


def _find_step(request, pk):
    visible = FoundingStep.objects.visible_to(request.user).select_related("care_unit__village")
    return _find(request, visible, lambda step: step.care_unit, pk)


def _papers(request):
    return FoundingPaper.objects.visible_to(request.user).kept().select_related("file", "step__care_unit__village")


def _on_file(unit):
    """The parts of a form page that lead back to the founding file."""
    address = reverse("units:founding", args=[unit.pk])
    return on_unit(unit) | {"back_label": f"Berkas pembentukan {unit}", "back_url": address}


@require_safe
def index(request, pk):
    unit = find_unit(request, pk)
    steps, decree = list(steps_of(unit)), getattr(unit, "decree", None)
    working = unit.state != UnitState.INACTIVE
    context = {
        "unit": unit,
        "decree": decree,
        "rungs": founding_rungs(steps, decree),
        "kinds": [(kind, [step for step in steps if step.kind == kind]) for kind in FoundingKind],
        "may_change": working and request.user.can(Capability.CHANGE_INSTITUTIONS, unit.village_id),
    }
    return render(request, "institutions/founding.html", context)


@require_http_methods(FORM_METHODS)
def add(request, pk):
    unit = find_changeable_unit(request, pk)
    form = FoundingStepForm(request.POST or None, initial={"kind": request.GET.get("langkah", "")})

    def make():
        messages.success(request, "Langkah tersimpan. Tambahkan berkasnya bila ada.")
        return record_founding_step(unit, actor=request.user, **form.values)

    save = once(request, form, f"founding-{unit.pk}", make)
    return fill(request, form, save, title="Catat langkah pembentukan", button="Simpan langkah", **_on_file(unit))


@require_http_methods(FORM_METHODS)
def change(request, pk):
    step = _find_step(request, pk)
    form = FoundingStepForm(request.POST or None, record=step)

    def save():
        return change_founding_step(step, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    title = f"Ubah {step.get_kind_display()}"
    return fill(request, form, save, record=step, title=title, button="Simpan langkah", **_on_file(step.care_unit))


@require_http_methods(FORM_METHODS)
def add_paper(request, pk):
    step = _find_step(request, pk)
    form = PaperForm(request.POST or None, request.FILES or None)

    def make():
        given = form.cleaned_data
        add_founding_paper(step, given["file"], caption=given["caption"], actor=request.user)
        messages.success(request, "Berkas tersimpan.")
        return step

    save = once(request, form, f"founding-paper-{step.pk}", make)
    title = f"Tambah berkas {step.get_kind_display()}"
    return fill(request, form, save, title=title, button="Simpan berkas", upload=True, **_on_file(step.care_unit))


@require_safe
def paper(request, pk):
    found = get_object_or_404(_papers(request), pk=pk)
    return serve(request, found.file, subject=found.step)


@require_POST
def remove_paper(request, pk):
    found = _find(request, _papers(request), lambda paper: paper.step.care_unit, pk)
    remove_founding_paper(found, actor=request.user)
    messages.success(request, "Berkas dihapus dari langkah ini.")
    return redirect(found.step)


@require_http_methods(FORM_METHODS)
def draft(request, pk):
    unit = find_changeable_unit(request, pk)
    decree = getattr(unit, "decree", None)
    form = DecreeDraftForm(request.POST or None, unit=unit, decree=decree, draft=latest_draft(unit))

    def make():
        draft_decree(unit, actor=request.user, **form.values)
        messages.success(request, "Naskah SK sedang dibuat. Muat ulang halaman ini sebentar lagi.")
        return unit

    save = once(request, form, f"decree-draft-{unit.pk}", make)
    return fill(request, form, save, title="Naskah SK kepala desa", button="Buat naskah", **on_unit(unit))


@require_safe
def download_draft(request, pk):
    unit = find_unit(request, pk)
    found = latest_draft(unit)
    if found is None:
        raise Http404
    if found.state != DocumentState.READY:
        messages.info(request, "Naskah sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(unit)
    return serve(request, found.file, subject=unit)
