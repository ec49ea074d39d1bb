import logging
import traceback
from datetime import timedelta
from threading import Event, Thread
from uuid import uuid4

from django.conf import settings
from django.db import Error, connection
from django.db.models import F
from django.utils import timezone

from core.exceptions import DomainError
from jobs.enums import JobState
from jobs.handlers import LeaseLost, handler_of
from jobs.models import Job
from jobs.services.aside import drop_aside, note_aside

logger = logging.getLogger("jobs")

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 5
GAVE_UP = "Terjadi gangguan pada sistem. Coba lagi nanti, atau hubungi admin."


def run_job(job_id):
    """Run one queued job here and now. Somebody else's, a finished or an unknown one is left alone."""
    job = _claim(job_id)
    if job is None:
        return
    heartbeat = Heartbeat(job)
    heartbeat.start()
    try:
        outcome = _attempt(job)
    finally:
        heartbeat.stop()
        drop_aside(job.pk)
    _conclude(job, outcome)


def _claim(job_id):
    now, holder = timezone.now(), uuid4()
    mine = {"state": JobState.RUNNING, "holder": holder, "lease_until": now + LEASE}
    fresh = {"attempts": F("attempts") + 1, "started_at": now, "done": 0, "total": 0}
    if not Job.objects.claimable(now).filter(pk=job_id).update(**mine, **fresh):
        return None
    return Job.objects.filter(pk=job_id, holder=holder).first()


def _held(job):
    return Job.objects.filter(pk=job.pk, holder=job.holder, state=JobState.RUNNING)


def _attempt(job):
    """The fields to write at the end; None when the job was lost on the way."""
    try:
        url = handler_of(job.kind)(Progress(job), **job.args)
    except LeaseLost:
        return None
    except DomainError as error:
        return _failed(str(error))
    except Exception as error:  # a handler may raise anything; the worker goes on
        _log(job, error)
        return _failed(GAVE_UP) if job.attempts >= MAX_ATTEMPTS else postponed(job.attempts)
    return {"state": JobState.DONE, "finished_at": timezone.now(), "failure": "", "result_url": url or ""}


class Progress:
    """What a handler is given to say how far it is."""

    def __init__(self, job):
        self.job = job

    def __call__(self, done, total):
        if not _held(self.job).update(done=done, total=total, lease_until=timezone.now() + LEASE):
            raise LeaseLost(self.job.pk)

    def aside(self, done, total):
        """For work inside a transaction: nobody would see the row before its end, and others would wait for it."""
        note_aside(self.job.pk, done, total)


def _conclude(job, outcome):
    if outcome is None or not _held(job).update(holder=None, lease_until=None, **outcome):
        logger.warning("job %s was taken over by another worker; its result here is dropped", job.pk)


def _failed(words):
    return {"state": JobState.FAILED, "finished_at": timezone.now(), "failure": words[:300]}


def postponed(attempts):
    """Back into the queue: after the first try in half a minute, then each time twice as late."""
    due_at = timezone.now() + timedelta(seconds=15 * 2**attempts)
    return {"state": JobState.QUEUED, "due_at": due_at, "rung_at": None}


def _log(job, error):
    """Where it broke, never the message: a database error quotes the row, and rows hold people."""
    place = "".join(traceback.format_tb(error.__traceback__))
    logger.error("job %s %s: %s on try %s\n%s", job.pk, job.kind, type(error).__name__, job.attempts, place)


class Heartbeat(Thread):
    """Keeps the lease while a long step, such as rendering a PDF, has nothing to report.

    It ends with the time limit of a task, so that work which hangs for ever is not kept for ever.
    """

    def __init__(self, job):
        super().__init__(daemon=True, name=f"job-{job.pk}")
        self.job = job
        self.over = Event()
        self.interval = LEASE.total_seconds() / 4

    def run(self):
        beats = int(settings.CELERY_TASK_TIME_LIMIT / self.interval)
        try:
            while beats > 0 and not self.over.wait(self.interval):
                beats -= 1
                self._beat()
        finally:
            connection.close()

    def _beat(self):
        try:
            _held(self.job).update(lease_until=timezone.now() + LEASE)
        except Error as error:  # a busy database: the next beat is soon enough
            logger.warning("job %s could not renew its lease (%s)", self.job.pk, type(error).__name__)

    def stop(self):
        self.over.set()
        self.join()
