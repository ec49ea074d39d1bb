"""What waits with the events of the tiers: results that nobody recorded, follow-ups past their day."""

from django.db.models import Q
from django.utils import timezone

from accounts.capabilities import Capability as C
from core.formatting import due_words
from dashboard.queries.task import MOST, Task
from programmes.enums import EventState
from programmes.models import TierEvent


def events_waiting(user):
    if not user.can(C.RECORD_EVENTS):
        return []
    late = TierEvent.objects.with_open_follow_up().filter(follow_up_due__lt=timezone.localdate())
    waiting = (TierEvent.objects.unrecorded() | late).filter(_mine(user)).select_related("region")
    return [_task(event) for event in waiting.order_by("held_on", "pk")[:MOST]]


def _mine(user):
    """One's own tier: a regency does not answer for what its villages hold."""
    codes = user.codes(C.RECORD_EVENTS)
    own = Q(region__in=codes)
    return own | Q(region=None) if "" in codes else own


def _task(event):
    is_held = event.state == EventState.HELD
    what, day = ("Tindak lanjut terlambat", event.follow_up_due) if is_held else ("Hasil belum dicatat", event.held_on)
    return Task(
        rank=1,
        tone="bad",
        icon="warn",
        title=f"{what}: {event}",
        text=f"{event.get_kind_display()}, {event.scope_label}.",
        url=event.get_absolute_url(),
        action="Lihat" if is_held else "Catat hasil",
        late=due_words(day, timezone.localdate(), own_work=True),
    )


SOURCES = (events_waiting,)
