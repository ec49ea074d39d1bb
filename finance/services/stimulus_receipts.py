"""The receipts by which a payout is accounted for: together never more than was paid."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import date_long, rupiah
from documents.services import store_upload
from finance.enums import StimulusState
from finance.models import StimulusProposal, StimulusReceipt
from finance.services.stimulus import hold_proposal
from institutions.services.rights import require_change

MOST_RECEIPTS = 60
NOT_NOW = "Bukti hanya dicatat sesudah bantuan dibayar dan sebelum pertanggungjawabannya dikirim."


@transaction.atomic
def add_receipt(proposal, *, dated_on, description, amount, upload, is_rest=False, actor):
    """``upload``: a photo or PDF of the original receipt; ``is_rest``: paid back instead of spent."""
    current = _hold_paid(proposal, actor)
    _check(current, dated_on, amount)
    if current.receipts.kept().count() >= MOST_RECEIPTS:
        raise DomainError(f"Paling banyak {MOST_RECEIPTS} bukti. Gabungkan kuitansi kecil dalam satu pindaian.")
    receipt = current.receipts.create(
        dated_on=dated_on, description=description, amount=amount, is_rest=is_rest,
        scan=store_upload(upload, actor=actor), recorded_by=actor,
    )  # fmt: skip
    _count(current, amount)
    proposal.refresh_from_db()
    return receipt


@transaction.atomic
def remove_receipt(receipt, *, actor):
    """It stays stored and counts no more; taken away twice is taken away once."""
    current = _hold_paid(receipt.proposal, actor)
    kept = StimulusReceipt.objects.kept().filter(pk=receipt.pk).first()
    if kept:
        kept.removed_on = timezone.localdate()
        kept.save(update_fields=["removed_on"])
        _count(current, -kept.amount)


def _hold_paid(proposal, actor):
    require_change(actor, proposal.village_id, Capability.PROPOSE_STIMULUS)
    current = hold_proposal(proposal)
    if current.state != StimulusState.PAID:
        raise DomainError(NOT_NOW)
    return current


def _check(proposal, dated_on, amount):
    if dated_on > timezone.localdate():
        raise DomainError("Tanggal bukti belum tiba. Tulis tanggal yang ada pada kuitansi.")
    if dated_on < proposal.paid_on:
        raise DomainError(
            f"Bukti tidak lebih dulu dari pembayaran, {date_long(proposal.paid_on)}. Periksa tanggalnya."
        )
    if not 0 < amount <= proposal.left:
        raise DomainError(
            f"Jumlah bukti tidak boleh lebih dari yang dibayarkan. Yang belum dipertanggungjawabkan: "
            f"{rupiah(proposal.left)}."
        )


def _count(proposal, amount):
    """The version goes up, so that no page sends accounts that it did not show."""
    rows = StimulusProposal.objects.filter(pk=proposal.pk)
    rows.update(accounted=F("accounted") + amount, version=F("version") + 1)
