"""What waits with the groups of the programmes: sessions whose day is over and that nobody recorded."""

from django.utils import timezone

from accounts.capabilities import Capability as C
from core.formatting import due_words
from dashboard.queries.task import MOST, Task
from programmes.models import TrainingSession


def sessions_to_record(user):
    if not user.can(C.KEEP_GROUPS):
        return []
    mine = user.scope(C.KEEP_GROUPS, TrainingSession.village_path)
    sessions = TrainingSession.objects.late().filter(mine).select_related("group")
    return [_task(session) for session in sessions.order_by("planned_on", "pk")[:MOST]]


def _task(session):
    return Task(
        rank=0,
        tone="bad",
        icon="warn",
        title=f"{session} belum dicatat",
        text=f"Kelompok {session.group}.",
        url=session.get_absolute_url(),
        action="Catat",
        late=due_words(session.planned_on, timezone.localdate(), own_work=True),
    )


SOURCES = (sessions_to_record,)
