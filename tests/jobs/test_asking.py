import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.exceptions import StaleState
from jobs.enums import JobState
from jobs.models import Job
from jobs.services import enqueue, retry_job
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def ask(**changes):
    return enqueue("jobs.errand", **{"title": "Berkas", "args": {}} | changes)


def test_a_job_is_published_with_its_id_alone_once_the_transaction_is_committed(
    errand, published, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(args={"document_id": 7})
        assert published == []

    job.refresh_from_db()
    assert published == [("jobs.run", (job.pk,), {})]
    assert (job.state, job.args) == (JobState.QUEUED, {"document_id": 7})
    assert job.rung_at


def test_asking_twice_with_one_key_is_one_job(errand):
    assert ask(key="laporan-7") == ask(key="laporan-7")
    assert ask(key="laporan-8").pk
    assert Job.objects.count() == 2


def test_jobs_without_a_key_are_never_taken_for_one_another(errand):
    assert ask() != ask()


def test_a_finished_job_does_not_stand_in_the_way_of_a_new_one(errand):
    JobFactory(key="laporan-7", finished=True)

    assert ask(key="laporan-7").state == JobState.QUEUED


def test_the_database_refuses_two_open_jobs_with_one_key(errand):
    JobFactory(key="laporan-7", running=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        JobFactory(key="laporan-7")


def test_an_unknown_kind_is_refused_before_it_is_queued():
    with pytest.raises(KeyError):
        enqueue("jobs.nothing_of_ours", title="x", args={})

    assert not Job.objects.exists()


def test_a_broker_that_is_away_leaves_the_job_queued_for_the_sweeper(
    errand, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def refuse(*args, **kwargs):
        raise ConnectionError("redis://:secret@broker/0")

    monkeypatch.setattr("fcu_project.celery.app.send_task", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        job = ask()

    job.refresh_from_db()
    assert (job.state, job.rung_at) == (JobState.QUEUED, None)
    assert "secret" not in caplog.text


def test_the_owner_tries_a_failed_job_again(errand, published, django_capture_on_commit_callbacks):
    job = JobFactory(failed=True, attempts=5)

    with django_capture_on_commit_callbacks(execute=True):
        retry_job(job, actor=job.owner)

    assert (job.state, job.attempts, job.failure) == (JobState.QUEUED, 0, "")
    assert published == [("jobs.run", (job.pk,), {})]


def test_nobody_else_tries_it_again(errand):
    job = JobFactory(failed=True)

    with pytest.raises(PermissionDenied):
        retry_job(job, actor=UserFactory())


@pytest.mark.parametrize("trait", ["running", "finished"])
def test_only_a_failed_job_can_be_tried_again(errand, trait):
    job = JobFactory(**{trait: True})

    with pytest.raises(StaleState):
        retry_job(job, actor=job.owner)


def test_trying_again_finds_the_job_that_was_asked_for_in_the_meantime(errand):
    failed = JobFactory(failed=True, key="laporan-7")
    newer = JobFactory(key="laporan-7", owner=failed.owner)

    assert retry_job(failed, actor=failed.owner) == newer
    failed.refresh_from_db()
    assert failed.state == JobState.FAILED
