"""Scans and photos kept of a family. They carry full numbers, so a shared file does not open them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.capabilities import Capability
from core.exceptions import DomainError
from documents.views import serve
from families.enums import ConsentPurpose, PaperKind
from families.forms.papers import PaperForm
from families.queries import has_consent
from families.services import add_paper, remove_paper
from families.views.acting import back_with, fill_act
from families.views.rights import opened, opened_for, rights_on


@require_http_methods(["GET", "POST"])
def add(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = PaperForm(request.POST or None, request.FILES or None)
    return fill_act(request, family, form, "Tambah dokumen", "Simpan dokumen", lambda data: add_paper(
        family, kind=data["kind"], upload=data["scan"], note=data["note"], actor=request.user
    ))  # fmt: skip


@require_POST
def remove(request, pk, paper):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    record = get_object_or_404(family.papers, pk=paper)
    try:
        remove_paper(record, actor=request.user)
    except DomainError as error:
        return back_with(request, family, str(error))
    messages.success(request, f"{record} dihapus.")
    return redirect(family)


@require_GET
def download(request, pk, paper):
    family = opened(request, pk)
    record = get_object_or_404(family.papers.select_related("file"), pk=paper)
    if not rights_on(request.user, family).sees_papers:
        raise PermissionDenied("family_paper")
    if record.removed_on or _is_withdrawn(family, record):
        raise Http404
    return serve(request, record.file, subject=family, name=f"{record} {family.file_number}")


def _is_withdrawn(family, paper):
    """A photo that the family no longer agrees to is not handed out, also before somebody takes it away."""
    return paper.kind == PaperKind.HOUSE_PHOTO and not has_consent(family, ConsentPurpose.PHOTO)
