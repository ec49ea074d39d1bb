import pytest

from accounts.enums import Role
from tests.factories.cases import CaseFactory
from tests.factories.families import ConsentFactory, FamilyFactory


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


@pytest.fixture
def case(village, secretary):
    return CaseFactory(family=FamilyFactory(village=village), handler=secretary.user)


@pytest.fixture
def agreed(case):
    """The family has agreed that its data is shared."""
    return ConsentFactory(family=case.family)
