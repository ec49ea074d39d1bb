"""The instrument on one page: kept while it is typed, saved with a button, sent from the same page."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.exceptions import DomainError
from institutions.views.filling import fill
from monitoring.enums import VisitState
from monitoring.forms.findings import FindingForm
from monitoring.forms.visits import FillForm
from monitoring.services.findings import change_finding, keep_finding, remove_finding
from monitoring.services.visits import SENT, keep_answers, send_visit
from monitoring.views.places import FORM_METHODS
from monitoring.views.visits import own_visit

SEND = "kirim"
NOT_WHOLE = "Halaman ini tidak lengkap. Muat ulang untuk melanjutkan."


@require_http_methods(FORM_METHODS)
def fill_visit(request, pk):
    visit = own_visit(request, pk)
    if visit.state == VisitState.SENT:
        messages.info(request, SENT)
        return redirect(visit)
    form = FillForm(request.POST or None, visit=visit)

    def save():
        _keep(visit, form, request.user)
        if SEND in request.POST:
            send_visit(visit, actor=request.user)
            messages.success(request, "Hasil kunjungan dikirim. FCU diberi tahu.")
            return visit
        messages.success(request, "Isian tersimpan. Kirim bila sudah lengkap.")
        return reverse("monitoring:fill", args=[visit.pk])

    context = {
        "title": f"{visit.get_kind_display()} {visit.place}",
        "visit": visit,
        "findings": visit.findings.order_by("pk"),
        "back_label": "Kunjungan",
        "back_url": reverse("monitoring:visits"),
    }
    return fill(request, form, save, "monitoring/fill.html", record=visit, **context)


def _keep(visit, form, actor):
    data = form.cleaned_data
    page, finding = data["form_token"], form.finding
    keep_answers(
        visit, answers=form.answers, met=data["met"], summary=data["summary"], typed_finding={}, page=page,
        seen=data["version"], actor=actor,
    )  # fmt: skip
    if finding:
        keep_finding(visit, token=page, actor=actor, **finding)


@require_POST
def keep(request, pk):
    """Where draft.js sends what is typed: what is right is kept, the rest waits on the page."""
    visit = own_visit(request, pk)
    form = FillForm(request.POST, visit=visit)
    form.is_valid()
    data = form.cleaned_data
    if not {"form_token", "version"} <= data.keys():
        return JsonResponse({"error": NOT_WHOLE}, status=409)
    try:
        kept = keep_answers(
            visit, answers=form.answers, met=data.get("met"), summary=data.get("summary"),
            typed_finding=form.finding_typed, page=data["form_token"], seen=data["version"], actor=request.user,
        )  # fmt: skip
    except DomainError as error:
        return JsonResponse({"error": str(error)}, status=409)
    return HttpResponse(status=204, headers={"X-Draft-Version": str(kept.version)})


def _own_finding(request, pk, finding):
    visit = own_visit(request, pk)
    found = get_object_or_404(visit.findings, pk=finding)
    found.visit = visit
    return found


@require_http_methods(FORM_METHODS)
def change_one_finding(request, pk, finding):
    record = _own_finding(request, pk, finding)
    form = FindingForm(request.POST or None, record=record)
    filling = reverse("monitoring:fill", args=[pk])

    def save():
        change_finding(record, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        return f"{filling}#temuan"

    remove_url = reverse("monitoring:remove_finding", args=[pk, record.pk])
    context = {"title": "Ubah temuan", "button": "Simpan temuan", "place": record.visit.place}
    back = {"back_label": "Isian kunjungan", "back_url": filling, "remove_url": "" if record.told_on else remove_url}
    return fill(request, form, save, "monitoring/finding_form.html", record=record, **context, **back)


@require_POST
def remove_one_finding(request, pk, finding):
    visit = own_visit(request, pk)
    found = visit.findings.filter(pk=finding).first()
    try:
        if found:
            remove_finding(found, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Temuan dihapus.")
    return redirect(f"{reverse('monitoring:fill', args=[pk])}#temuan")
