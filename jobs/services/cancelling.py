from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.exceptions import StaleState
from jobs.enums import JobState
from jobs.models import Job


def cancel_job(job, *, actor):
    """The owner no longer wants it: what waits never starts, what runs stops when it next tells how far it is."""
    if job.owner_id != actor.pk:
        raise PermissionDenied("jobs.cancel_job")
    if not cancel_jobs(Job.objects.filter(pk=job.pk)):
        raise StaleState("Pekerjaan ini sudah berakhir. Lihat keadaannya sekarang.")
    job.refresh_from_db()


def cancel_jobs(jobs):
    """End those of ``jobs`` that are open; whoever holds one of them can write to it no more. Returns how many."""
    ended = {"state": JobState.CANCELLED, "finished_at": timezone.now(), "holder": None, "lease_until": None}
    return jobs.open().update(**ended)
