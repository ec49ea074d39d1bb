"""Files that somebody sent and that wait for a decision."""

from dashboard.queries.task import MOST, Task
from exchange.enums import BatchState
from exchange.models import ImportBatch

WAITING = {
    BatchState.READY: ("Pratinjau siap. Periksa, lalu masukkan atau buang.", "Periksa"),
    BatchState.MAPPING: ("Judul kolomnya belum dikenal.", "Cocokkan kolom"),
    BatchState.UNREADABLE: ("Berkasnya tidak terbaca.", "Lihat sebabnya"),
}


def imports_to_decide(user):
    """One's own: what a colleague has begun waits for the colleague."""
    mine = ImportBatch.objects.visible_to(user).filter(owner=user, state__in=WAITING)
    return [_task(batch) for batch in mine.select_related("region").order_by("state_since")[:MOST]]


def _task(batch):
    text, action = WAITING[batch.state]
    return Task(2, "wait", "out", f"{batch}: {batch.file_name}", text, batch.get_absolute_url(), action)


SOURCES = (imports_to_decide,)
