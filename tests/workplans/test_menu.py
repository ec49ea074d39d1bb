"""Who finds the figures of plans, and what the screen calls the families they are for."""

import pytest

from accounts.enums import Role
from fcu_project.menu import menu_for
from tests.workplans.doing import url
from workplans.enums import PartyGroup

pytestmark = pytest.mark.django_db

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.DISTRICT_HEAD, Role.DINAS_PROVINCE, Role.MINISTRY, Role.TKSK, Role.DINAS])
def test_whoever_sees_figures_finds_those_of_the_plans_in_the_menu(plan, as_role, role):
    client = as_role(role)
    assert f'href="{url("figures")}"' in client.get(url("figures")).content.decode()
    assert client.get(url("figures")).status_code == 200


def test_who_sees_no_figures_has_no_entry_for_them(plan, as_role):
    labels = [item.url_name for item in menu_for(as_role(Role.MENTOR).user)]
    assert "workplans:figures" not in labels


def test_the_target_families_are_called_so():
    assert PartyGroup.TARGET.label == "Keluarga sasaran"
