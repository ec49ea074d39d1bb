"""The timeline on one sheet and the book of a plan."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from documents.enums import DocumentKind, DocumentState
from documents.queries import newest_document
from documents.views import serve
from workplans.services.printing import PAPERS, issue_plan_paper
from workplans.views.finding import found_plan


@require_POST
def issue(request, pk, kind):
    plan = found_plan(request, pk)
    issue_plan_paper(plan, _kind(kind), actor=request.user)
    messages.success(request, f"{DocumentKind(kind).label} sedang dibuat. Unduh sebentar lagi.")
    return redirect(reverse("workplans:timeline", args=[plan.pk]))


@require_safe
def paper(request, pk, kind):
    plan = found_plan(request, pk)
    document = newest_document(plan, _kind(kind))
    if document is None:
        raise Http404
    if document.state != DocumentState.READY:
        if document.state == DocumentState.QUEUED:
            messages.info(request, "Berkas sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(reverse("workplans:timeline", args=[plan.pk]))
    return serve(request, document.file, subject=plan)


def _kind(word):
    if word not in PAPERS:
        raise Http404
    return DocumentKind(word)
