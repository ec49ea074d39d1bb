"""With a real worker, started as the house starts it, and the broker of the run: Redis, or files."""

import os
import signal
import subprocess
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Event
from time import monotonic

import pytest
from celery import Celery
from django.conf import settings
from django.utils import timezone

from documents.enums import DocumentState
from fcu_project.celery import app as celery_app
from jobs.enums import JobState
from jobs.models import Job
from jobs.services import enqueue, sweep
from ops import services
from tests.factories.documents import DocumentFactory
from tests.jobs.errands import address_of_database, wait_at_the_gate

pytestmark = pytest.mark.django_db(transaction=True)
KIND = f"tests.{wait_at_the_gate.__name__}"
PATIENCE = 60


def until(condition):
    """What ``condition`` gives once it is true; it fails when that takes too long."""
    deadline = monotonic() + PATIENCE
    while not (found := condition()):
        assert monotonic() < deadline, "nothing happened"
        Event().wait(0.05)
    return found


@pytest.fixture
def start_worker(monkeypatch, tmp_path):
    """Starts a worker on the database and the broker of this test; all of them end with it."""
    monkeypatch.setattr(celery_app, "send_task", partial(Celery.send_task, celery_app))
    for folder in ("queue", "control"):
        (settings.BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    started = []

    def start():
        pool = "prefork" if settings.REDIS_URL else "threads"
        command = [*services.worker(f"test-{os.getpid()}-{len(started)}", pool), "--include", "tests.jobs.errands"]
        log = (tmp_path / "worker.log").open("ab")
        environment = {**os.environ, "DATABASE_URL": address_of_database()}
        process = subprocess.Popen(
            command, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        started.append(process)
        return process

    yield start
    for process in started:
        _end(process)


def _end(process):
    """kill -9 of the whole group: the power cut that jobs must survive."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)


@pytest.fixture
def gate(tmp_path):
    os.mkfifo(tmp_path / "gate")
    return tmp_path


def lines(path):
    return path.read_text().split() if path.exists() else []


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def let_go(gate):
    (gate / "gate").write_text("go")


def test_a_real_worker_makes_the_pdf(start_worker):
    document = DocumentFactory(queued=True)
    start_worker()

    job = enqueue("documents.render_document", title="Surat", args={"document_id": document.pk})

    until(lambda: state_of(job) == JobState.DONE)
    document.refresh_from_db()
    assert document.state == DocumentState.READY


def test_a_job_whose_worker_is_killed_in_the_middle_is_done_once(start_worker, gate):
    worker = start_worker()
    job = enqueue(KIND, title="Menunggu", args={"folder": str(gate)})
    (first,) = until(lambda: lines(gate / "begun"))

    os.kill(int(first), signal.SIGKILL)
    if int(first) == worker.pid:
        worker.wait(20)
        start_worker()
    assert state_of(job) == JobState.RUNNING
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert sweep() == 1

    until(lambda: len(lines(gate / "begun")) == 2)
    let_go(gate)
    until(lambda: state_of(job) == JobState.DONE)
    assert len(lines(gate / "ended")) == 1
    assert Job.objects.get().attempts == 2


def test_after_a_power_cut_the_queue_goes_on(start_worker, gate):
    worker = start_worker()
    job = enqueue(KIND, title="Menunggu", args={"folder": str(gate)})
    waiting = enqueue("documents.render_document", title="Surat", args={"document_id": DocumentFactory().pk})
    until(lambda: lines(gate / "begun"))

    _end(worker)
    Job.objects.filter(state=JobState.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))
    Job.objects.update(rung_at=None)
    start_worker()
    sweep()

    until(lambda: len(lines(gate / "begun")) == 2)
    let_go(gate)
    until(lambda: {state_of(job), state_of(waiting)} == {JobState.DONE})
    assert len(lines(gate / "ended")) == 1


def test_jobs_asked_for_while_no_worker_was_there_are_done_when_one_comes(start_worker, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(celery_app, "send_task", _broker_is_away)
        job = enqueue("documents.render_document", title="Surat", args={"document_id": DocumentFactory().pk})
    assert Job.objects.get().rung_at is None

    start_worker()
    sweep()

    until(lambda: state_of(job) == JobState.DONE)


def _broker_is_away(*args, **options):
    raise ConnectionError
