import pytest
from django.core.management import CommandError, call_command

from jobs.enums import JobState
from jobs.models import Job
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def test_the_command_runs_what_is_due_and_says_so(errand, capsys):
    left, queued = JobFactory(left=True), JobFactory()

    call_command("run_due_jobs")

    assert {job.state for job in Job.objects.all()} == {JobState.DONE}
    assert {int(line.split()[0]) for line in capsys.readouterr().out.splitlines()} == {left.pk, queued.pk}


def test_what_a_job_brings_about_is_run_too(errand):
    errand.does = lambda progress, **args: JobFactory() and "" if errand.runs == 1 else ""

    JobFactory()
    call_command("run_due_jobs")

    assert [job.state for job in Job.objects.all()] == [JobState.DONE, JobState.DONE]


def test_a_job_that_is_not_done_makes_the_command_fail_but_not_stop(errand, capsys):
    errand.does = lambda progress, **args: 1 / 0 if errand.runs == 1 else ""
    JobFactory.create_batch(2)

    with pytest.raises(CommandError, match="1 job"):
        call_command("run_due_jobs")

    assert Job.objects.filter(state=JobState.DONE).count() == 1
    assert len(capsys.readouterr().out.splitlines()) == 2
