"""A file arrives: it is kept privately, and a worker reads it. Nothing of the data changes before it is confirmed."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.exceptions import DomainError
from core.reading import limits
from core.transitions import advance
from documents.services import UploadRefused, store_bytes
from exchange.enums import BatchState
from exchange.handlers import KINDS
from exchange.models import ColumnMap, ImportBatch
from exchange.workflow import STEPS
from jobs.services import enqueue

READ, WRITE, UNDO = "exchange.read_batch", "exchange.write_batch", "exchange.undo_batch"
CONTENT = "application/octet-stream"
STILL_WORKING = "Pekerjaan impor ini masih berjalan. Tunggu sampai selesai, atau batalkan pekerjaannya dahulu."


@transaction.atomic
def send_file(kind, *, region, upload, actor):
    """Keep ``upload`` and have it read for ``region`` (None: the nation). → ImportBatch

    Raises PermissionDenied; UploadRefused for an empty or too large file.
    """
    handler = KINDS[kind]
    if not actor.can(handler.capability, region.pk if region else ""):
        raise PermissionDenied(str(handler.capability))
    data = _data_of(upload)
    file = store_bytes(data, name=upload.name or "impor", content_type=CONTENT, actor=actor)
    batch = ImportBatch.objects.create(
        kind=kind, region=region, owner=actor, file=file, file_name=file.name, sha256=hashlib.sha256(data).hexdigest()
    )
    batch.events.create(number=1, step="send", from_state="", to_state=batch.state, actor=actor)
    ask_for(batch, READ, "Membaca")
    return batch


def _data_of(upload):
    data = upload.read(limits.LARGEST_FILE + 1)
    if not data:
        raise UploadRefused(limits.EMPTY)
    if len(data) > limits.LARGEST_FILE:
        raise UploadRefused(limits.TOO_LARGE)
    return data


@transaction.atomic
def read_again(batch, *, actor, seen=None):
    advance(batch, STEPS, "read", actor=actor, seen=seen, failure="")
    ask_for(batch, READ, "Membaca")


@transaction.atomic
def match_columns(batch, columns, *, actor, seen=None):
    """``columns``: key of a header → name of a column, "" to leave it aside. Remembered for the next file like it."""
    ColumnMap.objects.update_or_create(
        kind=batch.kind, place=batch.region_id or "", headers=batch.found["signature"],
        defaults={"columns": columns, "told_by": actor},
    )  # fmt: skip
    read_again(batch, actor=actor, seen=seen)


@transaction.atomic
def discard(batch, *, actor, seen=None):
    """Throw the file and its preview away; nothing of it was written."""
    _refuse_working(batch)
    advance(batch, STEPS, "discard", actor=actor, seen=seen)
    forget(batch)


@transaction.atomic
def give_up(batch, *, actor, seen=None):
    """After a job that failed or was cancelled: back to what was there before it began."""
    _refuse_working(batch)
    step = {BatchState.WRITING: "back_to_preview", BatchState.UNDOING: "keep"}.get(batch.state)
    if step is None:
        raise DomainError("Impor ini tidak sedang dikerjakan. Lihat keadaannya sekarang.")
    advance(batch, STEPS, step, actor=actor, seen=seen)


def forget(batch):
    """The rows, what stood there before and the file go; the record of the import stays."""
    from documents.services.files import discard as remove  # noqa: PLC0415 -- the name is taken here

    batch.rows.all().delete()
    file, batch.file, batch.made, batch.left_behind = batch.file, None, {}, []
    batch.save(update_fields=["file", "made", "left_behind"])
    if file:
        transaction.on_commit(lambda: remove(file))


def _refuse_working(batch):
    if batch.is_working and batch.job and batch.job.is_open:
        raise DomainError(STILL_WORKING)


def ask_for(batch, kind, verb):
    batch.job = enqueue(
        kind, title=f"{verb} {batch.handler.title}, {batch.place}", args={"batch_id": batch.pk}, owner=batch.owner,
        key=str(batch.pk),
    )  # fmt: skip
    batch.save(update_fields=["job"])
