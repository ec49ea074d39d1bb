from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.services import submit_once
from core.exceptions import DomainError
from documents.enums import DocumentState
from documents.views import serve
from referrals.forms import AttachmentForm
from referrals.queries import own_placement
from referrals.services import attach_file, remove_attachment
from referrals.views.pages import found, show


@require_safe
def letter(request, pk):
    """The letter of the present placement; a provider has only its own, while the referral opens to it."""
    referral = found(request, pk)
    if not referral.in_office and not _opens_to(request.user, referral):
        raise Http404
    if referral.letter is None:
        raise Http404
    if referral.letter.state != DocumentState.READY:
        messages.info(request, "Surat sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(referral)
    return serve(request, referral.letter.file, subject=referral)


def _opens_to(user, referral):
    return referral.opens_to_provider and own_placement(referral, user) == referral.placement


@require_POST
def attach(request, pk):
    referral = found(request, pk)
    if not referral.may_change_draft(request.user):
        raise PermissionDenied("attach")
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        _attach_once(request, referral, form)
    if form.errors:
        return show(request, referral, attaching=form, status=422)
    messages.success(request, "Lampiran ditambahkan.")
    return redirect(referral)


def _attach_once(request, referral, form):
    given = form.cleaned_data

    def make():
        attach_file(
            referral, given["file"], label=given["label"], for_provider=given["for_provider"], actor=request.user
        )
        return referral

    try:
        submit_once(given["form_token"], actor=request.user, form="attachment", make=make)
    except DomainError as error:
        form.add_error("file", str(error))


@require_safe
def attachment(request, pk, file_pk):
    """Scans of the family's papers: for the FCU and the tiers; for the provider those marked for it, while it has
    the referral."""
    referral = found(request, pk)
    scans = referral.attachments.select_related("file")
    if not referral.in_office:
        if not _opens_to(request.user, referral):
            raise Http404
        scans = scans.filter(for_provider=True)
    scan = get_object_or_404(scans, pk=file_pk)
    return serve(request, scan.file, subject=referral)


@require_POST
def detach(request, pk, file_pk):
    referral = found(request, pk)
    scan = get_object_or_404(referral.attachments.select_related("referral"), pk=file_pk)
    remove_attachment(scan, actor=request.user)
    messages.success(request, "Lampiran dihapus.")
    return redirect(referral)
