from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Job
from tests.factories.accounts import UserFactory


class JobFactory(factory.django.DjangoModelFactory):
    """A queued job whose kind the tests of the house register: see tests/jobs/conftest.py."""

    class Meta:
        model = Job

    kind = "jobs.errand"
    title = factory.Sequence(lambda n: f"Berkas {n}")
    owner = factory.SubFactory(UserFactory)

    class Params:
        running = factory.Trait(
            state=JobState.RUNNING,
            attempts=1,
            holder=factory.LazyFunction(uuid4),
            lease_until=factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=1)),
        )
        left = factory.Trait(
            running=True, lease_until=factory.LazyFunction(lambda: timezone.now() - timedelta(seconds=1))
        )
        finished = factory.Trait(state=JobState.DONE, result_url="/laporan/")
        failed = factory.Trait(state=JobState.FAILED, failure="Tempat penyimpanan penuh.")
