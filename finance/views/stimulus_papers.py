"""The cover letter and the list of realisation as PDF."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from documents.enums import DocumentState
from documents.queries import newest_document
from documents.views import serve
from finance.services.stimulus_papers import issue_realisation
from finance.views.stimulus import found
from finance.views.stimulus_page import PAPERS


@require_POST
def make_realisation(request, pk):
    proposal = found(request, pk)
    if not request.user.can(Capability.PROPOSE_STIMULUS, proposal.village_id):
        raise PermissionDenied(str(Capability.PROPOSE_STIMULUS))
    try:
        issue_realisation(proposal, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Daftar realisasi sedang dibuat. Ada di bagian “Surat dan daftar” sebentar lagi.")
    return redirect(f"{proposal.get_absolute_url()}#surat")


@require_safe
def paper(request, pk, kind):
    """Both bear the family's name."""
    proposal = found(request, pk)
    if not proposal.names_family_to(request.user):
        raise PermissionDenied("names_family")
    document = newest_document(proposal, kind) if kind in PAPERS else None
    if document is None or document.state != DocumentState.READY:
        raise Http404
    return serve(request, document.file, subject=proposal)
