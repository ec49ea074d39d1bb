"""Nobody's data lies about: files and rows of imports go after thirty days, slips with passwords after seven."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.transitions import advance
from documents.services.files import discard as remove_file
from exchange.enums import BatchState
from exchange.models import ImportBatch
from exchange.models.batches import UNDO_DAYS
from exchange.services.sending import forget
from exchange.workflow import STEPS

SLIP_DAYS = timedelta(days=7)


def forget_old():
    """→ how many imports were forgotten."""
    now = timezone.now()
    for batch in ImportBatch.objects.exclude(slips=None).filter(written_at__lt=now - SLIP_DAYS):
        drop_slips(batch)
    old = ImportBatch.objects.exclude(file=None).filter(state_since__lt=now - UNDO_DAYS - timedelta(days=1))
    forgotten = 0
    for batch in old:
        with transaction.atomic():
            _end(batch)
            forget(batch)
        forgotten += 1
    return forgotten


def _end(batch):
    """What nobody confirmed or decided on in all that time is thrown away; the clock does it."""
    if batch.state in (BatchState.UNREADABLE, BatchState.MAPPING, BatchState.READY):
        advance(batch, STEPS, "expire", actor=None)


@transaction.atomic
def drop_slips(batch):
    slips, batch.slips = batch.slips, None
    batch.save(update_fields=["slips"])
    transaction.on_commit(lambda: remove_file(slips))
