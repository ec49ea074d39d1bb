"""The FCU of Desa Tablolong and who writes for it."""

import pytest

from accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)
