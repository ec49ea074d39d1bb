"""Steps of a stage, and the photos and documents that show what was done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.views import serve
from institutions.views.filling import fill, once
from workplans.forms.steps import DoneForm, PaperForm, StepPlanForm
from workplans.queries.stages import may_change
from workplans.services.papers import add_paper, remove_paper
from workplans.services.steps import add_step, change_step, finish_step, remove_step, reopen_step
from workplans.views.finding import FORM_METHODS, changeable_stage, changeable_step, found_paper, on_stage, pressed


@require_http_methods(FORM_METHODS)
def finish(request, pk, step):
    step = changeable_step(request, pk, step)
    form = DoneForm(request.POST or None, record=step)

    def save():
        finish_step(step, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        messages.success(request, "Langkah ditandai selesai.")
        return step.stage.plan

    return fill(request, form, save, record=step, title=step.text, button="Tandai selesai", **on_stage(step.stage))


@require_POST
def reopen(request, pk, step):
    step = changeable_step(request, pk, step)
    return pressed(request, lambda: reopen_step(step, actor=request.user), "Tanda selesai dibatalkan.", step.stage)


@require_http_methods(FORM_METHODS)
def add(request, pk, position):
    stage = changeable_stage(request, pk, position)
    form = StepPlanForm(request.POST or None)

    def make():
        add_step(stage, actor=request.user, **form.values)
        return stage

    save = once(request, form, f"plan-step-{stage.pk}", make)
    return fill(request, form, save, title="Tambah langkah", button="Simpan langkah", **on_stage(stage))


@require_http_methods(FORM_METHODS)
def change(request, pk, step):
    step = changeable_step(request, pk, step)
    form = StepPlanForm(request.POST or None, record=step)

    def save():
        change_step(step, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        return step.stage

    return fill(request, form, save, record=step, title=step.text, button="Simpan", **on_stage(step.stage))


@require_POST
def remove(request, pk, step):
    step = changeable_step(request, pk, step)
    return pressed(request, lambda: remove_step(step, actor=request.user), "Langkah dihapus.", step.stage)


@require_http_methods(FORM_METHODS)
def add_evidence(request, pk, position):
    stage = changeable_stage(request, pk, position)
    form = PaperForm(request.POST or None, request.FILES or None, stage=stage, step=request.GET.get("langkah"))

    def make():
        given = form.cleaned_data
        upload, step, caption = given["file"], given["step"], given["caption"]
        add_paper(stage, upload, step=step, caption=caption, actor=request.user)
        return stage

    save = once(request, form, f"stage-paper-{stage.pk}", make)
    context = {"title": "Tambah foto atau dokumen", "button": "Simpan berkas", "upload": True}
    return fill(request, form, save, **context, **on_stage(stage))


@require_safe
def download(request, pk, paper):
    paper = found_paper(request, pk, paper)
    return serve(request, paper.file, subject=paper.stage)


@require_POST
def remove_evidence(request, pk, paper):
    paper = found_paper(request, pk, paper)
    if not may_change(request.user, paper.stage.plan):
        raise PermissionDenied
    return pressed(
        request, lambda: remove_paper(paper, actor=request.user), "Berkas dihapus dari tahap ini.", paper.stage
    )
