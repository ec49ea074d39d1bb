"""A stimulus fund from the first draft to the last word: written, decided, paid, accounted for."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.formatting import date_long, rupiah
from core.transitions import advance
from documents.enums import INTRODUCTION, DocumentKind
from documents.services import letter_number, next_number
from families.services import hold, lock_family
from finance.enums import StimulusState
from finance.models import StimulusItem, StimulusProposal
from finance.queries.stimulus import others_of
from finance.services.stimulus_papers import issue_cover_letter
from finance.services.stimulus_telling import tell
from finance.workflow import STIMULUS_STEPS
from institutions.services.rights import STALE, require_change, save_changes

S = StimulusState
MOST_ITEMS = 30
NO_ITEMS = "Isi paling sedikit satu baris anggaran."
TOO_MANY_ITEMS = f"Paling banyak {MOST_ITEMS} baris anggaran. Gabungkan yang sejenis."
OTHERS = (
    "Keluarga ini sudah punya usulan lain yang berjalan atau dibayar. Periksa bantuan yang diterimanya, lalu centang "
    "“Saya sudah memeriksa”."
)
OTHERS_SINCE = (
    "Keluarga ini sementara itu punya usulan lain. Ubah usulan ini, periksa bantuan yang diterimanya, lalu centang "
    "“Saya sudah memeriksa”."
)
GONE = "Berkas keluarga ini sudah ditutup atau pindah desa. Tolak usulan ini; desa barunya dapat mengusulkan lagi."
GONE_FROM_HERE = "Berkas keluarga ini sudah ditutup atau pindah desa. Tarik usulan ini."
NOT_WRITABLE = "Usulan ini sudah diajukan, jadi tidak bisa diubah lagi. Minta dikembalikan dahulu bila perlu."


class OthersRun(DomainError):
    """The family was proposed for already; somebody must say that this was looked at."""


@transaction.atomic
def propose(family, *, items, actor, **facts):
    """A draft. ``items``: [(what for, rupiah)]; ``facts``: purpose, plan, source, bank, account_name, account_number,
    agreed_on, others_checked."""
    require_change(actor, family.village_id, Capability.PROPOSE_STIMULUS)
    held = hold(family)
    _check(held.pk, items, facts)
    proposal = StimulusProposal(family=held, village_id=held.village_id, author=actor, **facts)
    proposal.requested = sum(amount for _, amount in items)
    proposal.save()
    _write_items(proposal, items)
    return proposal


@transaction.atomic
def change_proposal(proposal, *, items, actor, seen=None, **facts):
    """While it is a draft or was returned."""
    require_change(actor, proposal.village_id, Capability.PROPOSE_STIMULUS)
    current = hold_proposal(proposal)
    if current.state != S.DRAFT:
        raise DomainError(NOT_WRITABLE)
    if seen not in (None, current.version):
        raise StaleState(STALE)
    _check(current.family_id, items, facts, but=current.pk)
    changed = save_changes(current, {**facts, "requested": sum(amount for _, amount in items)})
    changed.items.all().delete()
    _write_items(changed, items)
    return changed


def hold_proposal(proposal):
    """The row, locked behind its family's: whoever locks more locks the family first."""
    lock_family(StimulusProposal.objects.values_list("family", flat=True).get(pk=proposal.pk))
    rows = StimulusProposal.objects.select_related("village__parent__parent", "family")
    return rows.select_for_update(of=("self",)).get(pk=proposal.pk)


def _check(family_pk, items, facts, but=None):
    if not items:
        raise DomainError(NO_ITEMS)
    if len(items) > MOST_ITEMS:
        raise DomainError(TOO_MANY_ITEMS)
    if any(amount <= 0 for _, amount in items):
        raise DomainError("Tiap baris anggaran harus lebih dari nol.")
    if facts["agreed_on"] > timezone.localdate():
        raise DomainError("Tanggal persetujuan keluarga belum tiba. Isi hari ini atau sebelumnya.")
    if not facts.get("others_checked") and others_of(family_pk, but).exists():
        raise OthersRun(OTHERS)


def _write_items(proposal, items):
    StimulusItem.objects.bulk_create(
        StimulusItem(proposal=proposal, position=position, name=name, amount=amount)
        for position, (name, amount) in enumerate(items, start=1)
    )


@transaction.atomic
def advance_stimulus(proposal, name, *, actor, note="", seen=None, **extra):
    """Take one step of workflow.STIMULUS_STEPS and return its event row.

    ``extra``: ``approved`` (approve); ``paid``, ``paid_on`` and ``payment_reference`` (pay). Vouching issues the cover
    letter. Whoever waits next is told.
    """
    current, step = hold_proposal(proposal), STIMULUS_STEPS[name]
    if not current.allows(actor, step):
        raise PermissionDenied(name)
    changes = {}
    if current.state in step.sources and seen in (None, current.version):
        changes = _CHANGES.get(name, _nothing)(current, extra)
    told = " ".join(filter(None, [_said(changes), note.strip()]))
    event = advance(current, STIMULUS_STEPS, name, actor=actor, note=told, seen=seen, **changes)
    if name == "vouch":
        issue_cover_letter(current, actor=actor)
    tell(current, event)
    proposal.refresh_from_db()
    return event


def _nothing(proposal, extra):
    return {}


def _submitting(proposal, extra):
    if proposal.has_gone:
        raise DomainError(GONE_FROM_HERE)
    if not proposal.others_checked and others_of(proposal.family_id, proposal.pk).exists():
        raise DomainError(OTHERS_SINCE)
    return {"submitted_on": proposal.submitted_on or _today(proposal)}


def _vouching(proposal, extra):
    """The letter of a proposal that was returned keeps its number. One series with the head's other letters."""
    if proposal.number:
        return {}
    day = _today(proposal)
    sequence = next_number(proposal.village_id, DocumentKind.INTRODUCTION_LETTER, day.year)
    return {"number": letter_number(INTRODUCTION, sequence, proposal.village_id, day)}


def _approving(proposal, extra):
    if proposal.has_gone:
        raise DomainError(GONE)
    amount = extra.get("approved") or 0
    if not 0 < amount <= proposal.requested:
        raise DomainError(f"Yang disetujui lebih dari nol, paling banyak yang diminta: {rupiah(proposal.requested)}.")
    return {"approved": amount, "approved_on": _today(proposal)}


def _rejecting(proposal, extra):
    return {"approved": None, "approved_on": None}


def _paying(proposal, extra):
    if proposal.has_gone:
        raise DomainError(GONE)
    amount, day = extra.get("paid") or 0, extra.get("paid_on")
    if not 0 < amount <= proposal.approved:
        raise DomainError(
            f"Yang dibayarkan lebih dari nol, paling banyak yang disetujui: {rupiah(proposal.approved)}."
        )
    if day is None or day > _today(proposal):
        raise DomainError("Isi tanggal bayar: hari ini atau sebelumnya.")
    if day < proposal.approved_on:
        raise DomainError(f"Pembayaran tidak lebih dulu dari persetujuan, {date_long(proposal.approved_on)}.")
    if not extra.get("payment_reference"):
        raise DomainError("Isi nomor bukti transfer.")
    return {"paid": amount, "paid_on": day, "payment_reference": extra["payment_reference"]}


def _accounting(proposal, extra):
    if proposal.left:
        raise DomainError(
            f"Bukti berjumlah {rupiah(proposal.accounted)} dari {rupiah(proposal.paid)}. Masih kurang "
            f"{rupiah(proposal.left)}: catat kuitansinya, atau sisa yang dikembalikan."
        )
    return {}


_CHANGES = {
    "submit": _submitting,
    "vouch": _vouching,
    "approve": _approving,
    "reject_dinas": _rejecting,
    "pay": _paying,
    "account": _accounting,
}


def _said(changes):
    """What a step fixed, for its event: amounts and days, nobody's name."""
    if changes.get("approved"):
        return f"{rupiah(changes['approved'])} disetujui."
    return f"{rupiah(changes['paid'])} dibayar {date_long(changes['paid_on'])}." if "paid" in changes else ""


def _today(proposal):
    return timezone.localdate(timezone=proposal.village.zone)
