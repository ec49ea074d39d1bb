from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from core.exceptions import DomainError
from jobs.enums import JobState
from jobs.models import Job
from jobs.services import release_left, run_job, running
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def raising(error):
    def does(progress, **args):
        raise error

    return does


def again(job):
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
    run_job(job.pk)
    job.refresh_from_db()


def test_a_job_ends_with_the_address_of_what_it_made(errand):
    job = JobFactory()

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.result_url, job.attempts, job.lease_until) == (JobState.DONE, "/hasil/", 1, None)
    assert job.started_at <= job.finished_at


def test_the_handler_gets_its_arguments_and_shows_how_far_it_is(errand):
    seen = []

    def does(progress, *, document_id):
        progress(2, 5)
        seen.append((document_id, *Job.objects.values_list("done", "total").get()))

    errand.does = does
    run_job(JobFactory(args={"document_id": 7}).pk)

    assert seen == [(7, 2, 5)]


@pytest.mark.parametrize("trait", ["running", "finished", "failed"])
def test_a_message_that_comes_twice_does_nothing_more(errand, trait):
    run_job(JobFactory(**{trait: True}).pk)

    assert errand.runs == 0


def test_a_message_for_a_job_that_is_gone_does_nothing(errand):
    run_job(99)

    assert errand.runs == 0


def test_words_for_the_user_end_the_job_at_once(errand):
    errand.does = raising(DomainError("Tempat penyimpanan penuh."))
    job = JobFactory()

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.failure, job.attempts) == (JobState.FAILED, "Tempat penyimpanan penuh.", 1)


def test_a_fault_is_tried_again_later_each_time_after_a_longer_pause(errand):
    errand.does = raising(RuntimeError())
    job = JobFactory()
    pauses = []

    for _ in range(2):
        again(job)
        pauses.append(job.due_at - timezone.now())

    assert job.state == JobState.QUEUED
    assert timedelta(seconds=20) < pauses[0] < pauses[1] / 1.5
    run_job(job.pk)
    assert errand.runs == 2, "a message that comes too early must wait for its time"


def test_the_fifth_fault_is_the_last_and_is_told_in_words(errand):
    errand.does = raising(RuntimeError())
    job = JobFactory()

    for _ in range(7):
        again(job)

    assert (job.state, job.attempts, errand.runs) == (JobState.FAILED, 5, 5)
    assert job.failure.startswith("Terjadi gangguan")


def test_the_log_tells_where_it_broke_but_nothing_about_people(errand, caplog):
    errand.does = raising(IntegrityError("Key (national_id)=(5301050101900001) already exists."))

    run_job(JobFactory().pk)

    assert "IntegrityError" in caplog.text
    assert "test_running.py" in caplog.text
    assert "5301050101900001" not in caplog.text


def taken_over(job_id):
    Job.objects.filter(pk=job_id).update(holder=uuid4(), done=4)


def test_who_lost_the_job_cannot_write_its_progress(errand):
    job = JobFactory()
    after = []

    def does(progress, **args):
        taken_over(job.pk)
        progress(1, 9)
        after.append("went on")

    errand.does = does
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, after) == (JobState.RUNNING, 4, [])


@pytest.mark.parametrize("outcome", [lambda: "/hasil/", lambda: 1 / 0])
def test_who_lost_the_job_cannot_end_it(errand, outcome):
    job = JobFactory()

    def does(progress, **args):
        taken_over(job.pk)
        return outcome()

    errand.does = does
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.result_url) == (JobState.RUNNING, "")


def test_progress_renews_the_lease(errand):
    job = JobFactory()

    def does(progress, **args):
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=5))
        progress(1, 2)
        assert release_left() == 0

    errand.does = does
    run_job(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.DONE


@pytest.mark.django_db(transaction=True)
def test_a_long_step_without_progress_keeps_its_lease(errand, monkeypatch):
    monkeypatch.setattr(running, "LEASE", timedelta(seconds=1))
    renewed = Event()
    beat = running.Heartbeat._beat

    def beat_and_tell(self):
        beat(self)
        renewed.set()

    monkeypatch.setattr(running.Heartbeat, "_beat", beat_and_tell)
    job = JobFactory()
    leases = []

    def does(progress, **args):
        leases.append(Job.objects.get(pk=job.pk).lease_until)
        assert renewed.wait(10)
        leases.append(Job.objects.get(pk=job.pk).lease_until)

    errand.does = does
    run_job(job.pk)

    assert leases[0] < leases[1]
    job.refresh_from_db()
    assert job.state == JobState.DONE
