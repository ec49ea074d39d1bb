"""Incidental reports: written on a case, read and received on the office's own list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.services import record_access
from cases.enums import ReportReceiver
from cases.forms import ReceiptForm, SendAgainForm, SendReportForm
from cases.queries import consent_of, incidental_rows
from cases.resources import IncidentalResource
from cases.services import receive_incidental, send_again, send_incidental
from cases.services.papers import office_of
from cases.views.conferences import NO_CONSENT
from cases.views.files import files_url
from cases.views.filling import about, fill, once
from cases.views.pages import found_to_write
from core.exceptions import DomainError
from core.http import page
from documents.views import serve
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported


@require_safe
def incidentals(request):
    """Those of the own cases, and those sent to the own office."""
    _require_reading(request.user)
    rows = page(incidental_rows(request.user), request)
    sees_cases = request.user.can(Capability.SEE_CASES)
    return render(request, "cases/incidentals.html", {"page": rows, "sees_cases": sees_cases})


def _require_reading(user):
    if not (user.can(Capability.CHANGE_CASES) or user.roles & set(ReportReceiver.values)):
        raise PermissionDenied("incidental_reports")


@exported("incidentals", "laporan insidental", "laporan-insidental")
def export(asked):
    _require_reading(asked.user)
    return ListSheet(IncidentalResource(), incidental_rows(asked.user))


def _found(request, pk):
    return get_object_or_404(incidental_rows(request.user), pk=pk)


@require_safe
def incidental(request, pk):
    report = _found(request, pk)
    return _page(request, report)


def _page(request, report, form=None, status=200):
    content, receives = report.document.content, report.may_receive(request.user)
    record_access(AccessKind.VIEW, actor=request.user, subject=report.case, address=request.client_address)
    context = {
        "report": report,
        "content": content,
        "is_office": receives,
        "form": form or ReceiptForm(initial={"version": report.version}),
        "may_receive": receives and not report.received_on,
        "may_send": request.user.can(Capability.CHANGE_CASES, report.case.village_id),
    }
    return render(request, "cases/incidental.html", context, status=status)


@require_safe
def download(request, pk):
    report = _found(request, pk)
    if report.document.file is None:
        raise Http404
    return serve(request, report.document.file, subject=report.case)


@require_POST
def receive(request, pk):
    report = _found(request, pk)
    if not report.may_receive(request.user):
        raise PermissionDenied("receive_incidental")
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _page(request, report, form, 422)
    given = form.cleaned_data
    try:
        receive_incidental(report, note=given["note"], seen=given["version"], actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Laporan ditandai sudah diterima.")
    return redirect(report)


@require_http_methods(["GET", "POST"])
def send(request, pk):
    case = found_to_write(request, pk)
    offices = [(value, f"{label} {office_of(case, value).full_name}") for value, label in ReportReceiver.choices]
    form = SendReportForm(request.POST or None, offices=offices)

    def make():
        given = form.cleaned_data
        return send_incidental(case, receiver=given["receiver"], asked=given["asked"], actor=request.user)

    context = about(case) | {"back_label": "Berkas dan akses", "back_url": files_url(case)}
    context |= {"title": "Buat laporan insidental", "button": "Kirim laporan"}
    context["note"] = "" if consent_of(case) else NO_CONSENT
    save = once(request, form, f"incidental-{case.pk}", make)
    return fill(request, form, save, done="Laporan insidental dikirim.", **context)


@require_http_methods(["GET", "POST"])
def again(request, pk):
    """As the case stands now, under the same number."""
    report = _found(request, pk)
    if not request.user.can(Capability.CHANGE_CASES, report.case.village_id):
        raise PermissionDenied(Capability.CHANGE_CASES)
    form = SendAgainForm(request.POST or None, initial={"asked": report.asked, "version": report.version})

    def save():
        given = form.cleaned_data
        return send_again(report, asked=given["asked"], seen=given["version"], actor=request.user).get_absolute_url()

    context = {"back_label": str(report), "back_url": report.get_absolute_url(), "record": report, "stored": _stored}
    note = "Isi laporan dibaca lagi dari kasus. Penerima mendapat revisi baru dan menerimanya lagi."
    return fill(
        request, form, save, done="Laporan diterbitkan lagi.", title="Terbitkan lagi laporan", note=note,
        button="Terbitkan lagi", **context,
    )  # fmt: skip


def _stored(report):
    return [("Yang diharapkan", report.asked), ("Keadaan", report.badge[2]), ("Catatan penerima", report.receipt_note)]
