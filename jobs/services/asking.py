import logging
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.exceptions import StaleState
from jobs.enums import ENDED_BADLY, JobState
from jobs.handlers import handler_of
from jobs.models import Job
from jobs.tasks import run

logger = logging.getLogger("jobs")


@transaction.atomic
def enqueue(kind, *, title, args, owner=None, key=None):
    """Ask for long work; it starts once the surrounding transaction is committed.

    Asked again with the same ``key`` while the first is not finished, it returns that first job.
    """
    handler_of(kind)
    return _open_job(kind, key) or _create(kind=kind, title=title[:200], args=args, owner=owner, key=key or "")


def retry_job(job, *, actor):
    """The owner tries a failed or cancelled job again. Returns the job that is now open; StaleState otherwise."""
    if job.owner_id != actor.pk:
        raise PermissionDenied("jobs.retry_job")
    try:
        with transaction.atomic():
            _reopen(job)
    except IntegrityError:  # the same work was asked for anew in the meantime
        return _open_job(job.kind, job.key)
    return job


def ring(job_id):
    """Tell the broker. That it is away must break nothing: the sweeper rings again."""
    try:
        run.delay(job_id)
    except Exception as error:  # whatever the broker or its client raises, the row is safe
        logger.warning("job %s waits for the sweeper: the broker is away (%s)", job_id, type(error).__name__)
        return False
    Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(rung_at=timezone.now())
    return True


def _open_job(kind, key):
    return Job.objects.open().filter(kind=kind, key=key).first() if key else None


def _create(**fields):
    try:
        with transaction.atomic():
            job = Job.objects.create(**fields)
    except IntegrityError:  # somebody asked for the same at the same moment
        job = _open_job(fields["kind"], fields["key"])
        if job is None:
            raise
        return job
    transaction.on_commit(partial(ring, job.pk), robust=True)
    return job


def _reopen(job):
    failed = Job.objects.filter(pk=job.pk, state__in=ENDED_BADLY)
    anew = {"state": JobState.QUEUED, "attempts": 0, "failure": "", "finished_at": None, "done": 0, "total": 0}
    if not failed.update(due_at=timezone.now(), rung_at=None, **anew):
        raise StaleState("Pekerjaan ini sudah dicoba lagi. Lihat keadaannya sekarang.")
    job.refresh_from_db()
    transaction.on_commit(partial(ring, job.pk), robust=True)
