"""Papers about a case, and who may see and has seen a sensitive one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from cases.forms import AccessForm
from cases.queries import incidental_rows, looks_at
from cases.services import end_access, issue_summary, name_person
from cases.views.filling import about, fill
from cases.views.pages import found_plainly, found_to_write, may_name, may_write
from core.exceptions import DomainError
from documents.enums import DocumentKind
from documents.queries import newest_document
from documents.views import serve


def files_url(case):
    return reverse("cases:files", args=[case.pk])


@require_safe
def files(request, pk):
    case = found_plainly(request, pk)
    writes = may_write(request, case)
    context = {
        "case": case,
        "tab": "files",
        "summary": newest_document(case, DocumentKind.CASE_SUMMARY) if writes else None,
        "reports": incidental_rows(request.user).filter(case=case) if writes else [],
        "accesses": case.accesses.select_related("user", "granted_by") if case.sensitive else [],
        "looks": looks_at(case) if case.sensitive else [],
        "may_write": writes,
        "may_name": may_name(request, case),
    }
    return render(request, "cases/files.html", context)


@require_POST
def make_summary(request, pk):
    case = found_to_write(request, pk)
    try:
        issue_summary(case, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Ringkasan kasus sedang dibuat. Ada di halaman ini dalam beberapa detik.")
    return redirect(files_url(case))


@require_safe
def summary(request, pk):
    case = found_to_write(request, pk)
    paper = newest_document(case, DocumentKind.CASE_SUMMARY)
    if paper is None or paper.file is None:
        raise Http404
    return serve(request, paper.file, subject=case)


@require_http_methods(["GET", "POST"])
def name(request, pk):
    """The coordinator lets one more person see a sensitive case."""
    case = _nameable(request, pk)
    form = AccessForm(request.POST or None, case=case)

    def save():
        name_person(case, actor=request.user, **form.cleaned_data)
        return files_url(case)

    context = about(case) | {"back_label": "Berkas dan akses", "back_url": files_url(case)}
    return fill(
        request, form, save, done="Izin melihat kasus ini diberikan.", title="Izinkan seseorang melihat",
        button="Beri izin", **context,
    )  # fmt: skip


def _nameable(request, pk):
    case = found_to_write(request, pk)
    if not may_name(request, case):
        raise PermissionDenied(Capability.SEE_SENSITIVE_CASES)
    if not case.sensitive:
        raise Http404
    return case


@require_POST
def end(request, pk, access_pk):
    case = _nameable(request, pk)
    access = get_object_or_404(case.accesses.select_related("case", "user"), pk=access_pk)
    end_access(access, actor=request.user)
    messages.success(request, f"Izin {access.user} dicabut.")
    return redirect(files_url(case))
