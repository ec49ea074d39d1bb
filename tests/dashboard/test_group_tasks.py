"""Sessions of groups that nobody recorded wait for whoever keeps the groups, and for nobody else."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from tests.factories.groups import GroupFactory, SessionFactory, days_ago

pytestmark = pytest.mark.django_db
URL = reverse("dashboard:home")


@pytest.mark.parametrize(
    ("role", "count"), [(Role.SECRETARY, 1), (Role.COORDINATOR, 1), (Role.TKSK, 0), (Role.DINAS, 0)]
)
def test_a_late_session_waits(as_role, village, other_village, role, count):
    group = GroupFactory(village=village, name="Nelayan Bahari")
    SessionFactory(group=group, planned_on=days_ago(2)), SessionFactory(group=group, planned_on=days_ago(0))
    SessionFactory(group=GroupFactory(village=other_village))
    page = as_role(role).get(URL).content.decode()
    assert page.count("Kelompok Nelayan Bahari.") == count
    assert ("terlambat 2 hari" in page) == bool(count)
