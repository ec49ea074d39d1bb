import pytest

from tests.factories.workplans import WorkPlanFactory, months_ago
from tests.workplans.doing import writer_of


@pytest.fixture
def plan():
    return WorkPlanFactory(starts_on=months_ago(6))


@pytest.fixture
def writer(plan):
    return writer_of(plan)
