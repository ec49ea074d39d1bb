"""Receipts of a payout: added with their scan, handed out, taken away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import rupiah
from documents.services import UploadRefused
from documents.views import serve
from finance.enums import StimulusState
from finance.forms.stimulus_steps import ReceiptForm
from finance.queries.stimulus import kept_receipts
from finance.services.stimulus_receipts import NOT_NOW, add_receipt, remove_receipt
from finance.views.stimulus import found
from institutions.views.filling import fill, once


def _writable(request, pk):
    proposal = found(request, pk)
    if not request.user.can(Capability.PROPOSE_STIMULUS, proposal.village_id):
        raise PermissionDenied(str(Capability.PROPOSE_STIMULUS))
    return proposal


@require_http_methods(["GET", "POST"])
def add(request, pk):
    proposal = _writable(request, pk)
    if request.method == "GET" and proposal.state != StimulusState.PAID:
        messages.error(request, NOT_NOW)
        return redirect(proposal)
    form = ReceiptForm(request.POST or None, request.FILES or None)

    def make():
        add_receipt(proposal, actor=request.user, **form.values)
        return proposal

    def save():
        try:
            url = once(request, form, f"stimulus-receipt-{proposal.pk}", make)()
        except UploadRefused as error:
            form.add_error("scan", str(error))
            raise DomainError("Pindaiannya tidak diterima. Isian lain masih ada, pilih berkas lain.") from error
        return f"{url}#bukti"

    left = f"Belum dipertanggungjawabkan: {rupiah(proposal.left)}"
    return fill(
        request, form, save, title="Tambah bukti", button="Simpan bukti", upload=True, place=left,
        back_label=str(proposal), back_url=proposal.get_absolute_url(),
    )  # fmt: skip


@require_safe
def scan(request, pk, receipt_pk):
    """For who may know the family: a receipt bears its name."""
    proposal = found(request, pk)
    if not proposal.names_family_to(request.user):
        raise PermissionDenied("names_family")
    receipt = get_object_or_404(kept_receipts(proposal), pk=receipt_pk)
    return serve(request, receipt.scan, subject=proposal, name=f"bukti-{receipt.pk}")


@require_POST
def remove(request, pk, receipt_pk):
    proposal = _writable(request, pk)
    receipt = proposal.receipts.filter(pk=receipt_pk).first()
    if receipt is None:
        raise Http404
    try:
        remove_receipt(receipt, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Bukti dikeluarkan dari pertanggungjawaban.")
    return redirect(f"{proposal.get_absolute_url()}#bukti")
