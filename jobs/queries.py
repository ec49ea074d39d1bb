from datetime import timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Job

OVERDUE = timedelta(minutes=5)


def queue_health():
    """How many jobs wait and run, how many are late, and for how many seconds the oldest has been waiting."""
    now = timezone.now()
    waiting = Q(state=JobState.QUEUED, due_at__lte=now)
    late = Q(state=JobState.QUEUED, due_at__lt=now - OVERDUE) | Q(state=JobState.RUNNING, lease_until__lt=now)
    counted = Job.objects.open().aggregate(
        queued=Count("pk", filter=Q(state=JobState.QUEUED)),
        running=Count("pk", filter=Q(state=JobState.RUNNING)),
        overdue=Count("pk", filter=late),
        since=Min("due_at", filter=waiting),
    )
    since = counted.pop("since")
    return counted | {"oldest_seconds": int((now - since).total_seconds()) if since else 0}


def due_jobs():
    """The ids of the jobs that may run now, the oldest first, and of those that these bring about; each once."""
    seen = set()
    while True:
        claimable = Job.objects.claimable(timezone.now()).exclude(pk__in=seen).order_by("due_at", "pk")
        job_id = claimable.values_list("pk", flat=True).first()
        if job_id is None:
            return
        seen.add(job_id)
        yield job_id
