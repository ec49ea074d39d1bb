from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Job
from jobs.services.asking import ring
from jobs.services.running import GAVE_UP, MAX_ATTEMPTS

RING_AGAIN = timedelta(minutes=5)
RINGS_A_SWEEP = 200


def sweep():
    """Bring back what a dead worker left, and ring for what waits unheard. Returns how many were rung for."""
    release_left()
    now = timezone.now()
    unheard = Q(rung_at=None) | Q(rung_at__lt=now - RING_AGAIN)
    waiting = Job.objects.claimable(now).filter(unheard).order_by("due_at")[:RINGS_A_SWEEP]
    rung = 0
    for job_id in list(waiting.values_list("pk", flat=True)):
        if not ring(job_id):
            break
        rung += 1
    return rung


def release_left():
    """Jobs whose worker died go back into the queue, and after the last try to their end."""
    now = timezone.now()
    free = {"holder": None, "lease_until": None}
    spent = Job.objects.left(now).filter(attempts__gte=MAX_ATTEMPTS)
    spent.update(state=JobState.FAILED, finished_at=now, failure=GAVE_UP, **free)
    return Job.objects.left(now).update(state=JobState.QUEUED, due_at=now, rung_at=None, **free)
