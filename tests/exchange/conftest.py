import pytest

from accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.sheets import PEOPLE, imported, xlsx


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


@pytest.fixture
def people_in(village, secretary):
    """Imports rows under the usual columns, or under ``columns``, and gives the batch with its preview."""

    def send(*rows, columns=PEOPLE, kind="keluarga"):
        return imported(kind, village, xlsx([columns, *rows]), secretary)

    return send
