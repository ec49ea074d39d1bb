import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.exceptions import StaleState
from jobs.enums import JobState
from jobs.handlers import job
from jobs.models import Job
from jobs.services import cancel_job, cancel_jobs, retry_job, run_job
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def test_one_that_waits_never_starts(errand):
    asked = JobFactory()
    cancel_job(asked, actor=asked.owner)
    run_job(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == (JobState.CANCELLED, 0)


def test_one_that_runs_stops_at_its_next_step_and_stays_cancelled():
    reached = []

    @job
    def cancelled_on_the_way(progress):
        Job.objects.filter(kind=kind).open().update(state=JobState.CANCELLED, holder=None, lease_until=None)
        progress(1, 2)
        reached.append("after")

    kind = f"{__name__.partition('.')[0]}.cancelled_on_the_way"
    asked = JobFactory(kind=kind)
    run_job(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, reached) == (JobState.CANCELLED, [])


def test_a_cancelled_job_is_tried_again(errand):
    asked = JobFactory()
    cancel_job(asked, actor=asked.owner)
    assert retry_job(asked, actor=asked.owner).state == JobState.QUEUED


@pytest.mark.parametrize("ended", ["finished", "failed"])
def test_what_is_over_stays_as_it_is(ended):
    asked = JobFactory(**{ended: True})
    with pytest.raises(StaleState):
        cancel_job(asked, actor=asked.owner)
    assert cancel_jobs(Job.objects.all()) == 0


def test_only_the_owner_cancels(as_user):
    asked = JobFactory()
    with pytest.raises(PermissionDenied):
        cancel_job(asked, actor=UserFactory())
    assert as_user(UserFactory()).post(reverse("jobs:cancel", args=[asked.pk])).status_code == 404


def test_the_button_cancels_and_a_second_press_is_answered(as_user):
    asked = JobFactory()
    client, url = as_user(asked.owner), reverse("jobs:cancel", args=[asked.pk])
    assert "Dibatalkan" in client.post(url, follow=True).content.decode()
    assert "sudah berakhir" in client.post(url, follow=True).content.decode()
    assert client.get(url).status_code == 405
