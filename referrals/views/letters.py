"""Papers of a referral for the family to carry: the village head's letter, and where the referral stands."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from core.exceptions import DomainError
from documents.enums import DocumentKind, DocumentState
from documents.queries import newest_document, newest_documents
from documents.views import serve
from referrals.queries import referral_file
from referrals.services.letters import (
    issue_introduction,
    issue_status,
    may_introduce,
    may_tell_family,
    record_introduction_look,
)

BEING_MADE = "{} sedang dibuat. Ada di bagian “Surat untuk keluarga” dalam beberapa detik."
INTRODUCTION, STATUS = DocumentKind.INTRODUCTION_LETTER, DocumentKind.REFERRAL_STATUS


def papers_box(referral, user):
    """What referrals/letters/_box.html needs; {} for those who may have none of the papers."""
    if not referral.in_office or not may_tell_family(referral, user):
        return {}
    papers = newest_documents(referral, [INTRODUCTION, STATUS])
    return {
        "status": papers.get(STATUS),
        "introduction": papers.get(INTRODUCTION),
        "may_introduce": may_introduce(referral, user),
    }


@require_POST
def make_introduction(request, pk):
    referral = _found(request, pk, may_introduce)
    return _made(request, referral, "Surat pengantar desa", lambda: issue_introduction(
        referral, actor=request.user, address=request.client_address
    ))  # fmt: skip


@require_POST
def make_status(request, pk):
    referral = _found(request, pk, may_tell_family)
    return _made(request, referral, "Lembar keterangan", lambda: issue_status(referral, actor=request.user))


@require_safe
def introduction(request, pk):
    """Whoever takes the file reads the numbers in it, each time."""
    referral = _found(request, pk, may_introduce)
    paper = _ready(referral, INTRODUCTION)
    record_introduction_look(referral, actor=request.user, address=request.client_address)
    return serve(request, paper.file, subject=referral)


@require_safe
def status(request, pk):
    referral = _found(request, pk, may_tell_family)
    return serve(request, _ready(referral, STATUS).file, subject=referral)


def _found(request, pk, may):
    """404 outside the scope and for the provider, 403 for those who only read."""
    referral = get_object_or_404(referral_file(request.user), pk=pk)
    if not referral.in_office:
        raise Http404
    if not may(referral, request.user):
        raise PermissionDenied(may.__name__)
    return referral


def _ready(referral, kind):
    paper = newest_document(referral, kind)
    if paper is None or paper.state != DocumentState.READY:
        raise Http404
    return paper


def _made(request, referral, what, issue):
    try:
        issue()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, BEING_MADE.format(what))
    return redirect(f"{referral.get_absolute_url()}#surat-keluarga")
