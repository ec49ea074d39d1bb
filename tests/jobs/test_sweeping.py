from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Job
from jobs.queries import queue_health
from jobs.services import run_job, sweep
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def rung(published):
    return [args[0] for name, args, _ in published if name == "jobs.run"]


def test_a_job_left_by_a_dead_worker_is_done_after_all(errand, published):
    job = JobFactory(left=True)

    assert sweep() == 1
    assert rung(published) == [job.pk]

    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_a_job_that_kills_its_worker_each_time_comes_to_an_end(errand, published):
    job = JobFactory(left=True, attempts=5)

    assert sweep() == 0

    job.refresh_from_db()
    assert (job.state, rung(published)) == (JobState.FAILED, [])
    assert job.failure.startswith("Terjadi gangguan")


def test_running_and_finished_jobs_are_left_alone(errand, published):
    for trait in ("running", "finished", "failed"):
        JobFactory(**{trait: True})
    states = set(Job.objects.values_list("pk", "state"))

    assert sweep() == 0
    assert set(Job.objects.values_list("pk", "state")) == states


def test_a_job_whose_message_never_left_is_rung_for_and_not_again_at_once(errand, published):
    job = JobFactory()

    assert (sweep(), sweep()) == (1, 0)
    assert rung(published) == [job.pk]


def test_a_job_whose_message_was_lost_is_rung_for_after_a_while(errand, published):
    JobFactory(rung_at=timezone.now() - timedelta(minutes=4))
    lost = JobFactory(rung_at=timezone.now() - timedelta(minutes=6))

    assert sweep() == 1
    assert rung(published) == [lost.pk]


def test_a_postponed_job_waits_for_its_time(errand, published):
    JobFactory(due_at=timezone.now() + timedelta(minutes=1))

    assert sweep() == 0


def test_with_the_broker_away_the_sweeper_stops_at_the_first(errand, monkeypatch):
    calls = []

    def refuse(name, args, *rest, **options):
        calls.append(args)
        raise ConnectionError

    monkeypatch.setattr("fcu_project.celery.app.send_task", refuse)
    JobFactory.create_batch(3)

    assert sweep() == 0
    assert len(calls) == 1


def test_health_counts_what_waits_runs_and_is_late(django_assert_num_queries):
    now = timezone.now()
    JobFactory(due_at=now - timedelta(minutes=10))
    JobFactory(due_at=now + timedelta(minutes=10))
    JobFactory(running=True)
    JobFactory(left=True)
    JobFactory(finished=True)

    with django_assert_num_queries(1):
        health = queue_health()

    assert 600 <= health.pop("oldest_seconds") < 660
    assert health == {"queued": 2, "running": 2, "overdue": 2}


def test_health_of_an_empty_queue():
    assert queue_health() == {"queued": 0, "running": 0, "overdue": 0, "oldest_seconds": 0}
