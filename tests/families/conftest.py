"""Who writes for Desa Tablolong and its neighbour, and the social office of the regency."""

import pytest

from accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.families import make_secretary
from tests.factories.regions import make_village


@pytest.fixture
def actor(village):
    return make_secretary(village)


@pytest.fixture
def secretary(actor):
    return actor


@pytest.fixture
def near(village):
    """Desa Lifuleo, in the same kecamatan."""
    return make_village("53.01.05.2010")


@pytest.fixture
def receiver(near):
    return make_secretary(near)


@pytest.fixture
def regency(village):
    return village.parent.parent


@pytest.fixture
def dinas(regency):
    return make_user(Role.DINAS, regency)
