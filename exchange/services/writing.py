"""What was confirmed is written in one transaction, or not at all; and what was written can be taken back."""

from auditlog.context import set_actor
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import AccessKind
from accounts.services import record_access
from core.exceptions import DomainError, StaleState
from core.transitions import advance
from documents.services import whole_or_nothing
from exchange.enums import BatchState, Decision, Verdict
from exchange.models import ImportBatch
from exchange.queries.batches import entering
from exchange.services.sending import READ, UNDO, WRITE, ask_for
from exchange.workflow import STEPS

NOTHING = "Tidak ada baris yang bisa dimasukkan. Betulkan berkasnya, atau putuskan baris yang meragukan."
WRONG_LEFT = "Masih ada {count} baris yang salah. Centang “Masukkan yang benar dulu”, atau betulkan berkasnya."
TOO_LATE = "Impor hanya bisa dibatalkan dalam 30 hari. Betulkan datanya satu per satu."
OVERTAKEN = (
    "Data berubah sejak pratinjau dibuat, jadi belum ada yang masuk. Periksa pratinjau yang baru, lalu masukkan."
)


class Overtaken(StaleState):
    """What the preview was made of is no longer so."""


@transaction.atomic
def decide(batch, *, decision, actor, rows=None):
    """Answer the question of doubtful rows: all of them, or those of the groups or rows named. → how many"""
    _refuse_unless_ready(batch, actor)
    doubtful = batch.rows.filter(verdict=Verdict.DOUBTFUL)
    if rows is not None:
        doubtful = doubtful.filter(pk__in=_together(doubtful, rows))
    return doubtful.update(decision=Decision(decision))


def _together(doubtful, keys):
    """A new record and what hangs on it are answered at once."""
    asked = doubtful.filter(pk__in=keys)
    whole = [row.group for row in asked if row.plan.get("whole")]
    return {*asked.values_list("pk", flat=True), *doubtful.filter(group__in=whole).values_list("pk", flat=True)}


def _refuse_unless_ready(batch, actor):
    if not batch.allows(actor, STEPS["confirm"]):
        raise StaleState("Impor ini bukan milik wilayah Anda.")
    if batch.state != BatchState.READY:
        raise StaleState(f"Impor ini tidak bisa diubah lagi. Keadaannya sekarang: {batch.get_state_display()}.")


@transaction.atomic
def confirm(batch, *, actor, skips_wrong=False, seen=None, address=None):
    """Have the good rows written by the worker, as one. Raises DomainError, StaleState, PermissionDenied."""
    if not entering(batch).exists():
        raise DomainError(NOTHING)
    wrong = batch.counts.get(Verdict.WRONG, 0)
    if wrong and not skips_wrong:
        raise DomainError(WRONG_LEFT.format(count=wrong))
    advance(batch, STEPS, "confirm", actor=actor, seen=seen, written_by=actor, skips_wrong=skips_wrong)
    record_access(AccessKind.IMPORT, actor=actor, subject=batch, address=address)
    ask_for(batch, WRITE, "Memasukkan")


def write_batch(batch_id, progress):
    """All rows that go in, or none. Where the data changed meanwhile, a new preview is made instead."""
    batch = ImportBatch.objects.select_related("region__parent", "written_by").get(pk=batch_id)
    if batch.state != BatchState.WRITING:
        return batch.get_absolute_url()
    rows = list(entering(batch))
    kind = batch.handler
    prepared = kind.prepare(batch, rows, progress) if kind.prepare else None
    try:
        with set_actor(batch.written_by), whole_or_nothing():
            _write(batch, rows, prepared, progress)
    except (IntegrityError, Overtaken):
        with transaction.atomic():
            advance(batch, STEPS, "overtaken", actor=None, failure=OVERTAKEN)
            ask_for(batch, READ, "Membaca lagi")
    return batch.get_absolute_url()


def _write(batch, rows, prepared, progress):
    batch.refresh_from_db(from_queryset=ImportBatch.objects.select_for_update())
    if batch.state != BatchState.WRITING:
        return
    more = {"prepared": prepared} if prepared is not None else {}
    made = batch.handler.write(batch, rows, actor=batch.written_by, progress=progress.aside, **more)
    done = {"made": made, "slips": batch.slips, "written_at": timezone.now(), "failure": ""}
    advance(batch, STEPS, "written", actor=None, **done)


@transaction.atomic
def ask_to_undo(batch, *, actor, seen=None):
    if batch.state == BatchState.DONE and not batch.may_be_undone:
        raise DomainError(TOO_LATE)
    advance(batch, STEPS, "undo", actor=actor, seen=seen)
    ask_for(batch, UNDO, "Membatalkan impor")


def undo_batch(batch_id, progress):
    """Everything that nobody changed since is as before the import; what somebody changed stays, and is named."""
    batch = ImportBatch.objects.select_related("region__parent").get(pk=batch_id)
    actor = batch.events.filter(step="undo").latest("number").actor
    with set_actor(actor), transaction.atomic():
        batch.refresh_from_db(from_queryset=ImportBatch.objects.select_for_update())
        if batch.state == BatchState.UNDOING:
            left = batch.handler.undo(batch, actor=actor, progress=progress.aside)
            advance(batch, STEPS, "undone", actor=None, left_behind=left)
    return batch.get_absolute_url()
