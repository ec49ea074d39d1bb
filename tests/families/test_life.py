"""Who may split, let go, take back and reopen, and what all these acts have in common."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from families.enums import LeaveReason, Relation
from families.services import let_member_leave, reopen_family, return_member
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory
from tests.families.household import DAY, closed, make_household, member_of, split_off, splitting
from tests.families.reading import text_of, url_of

R = Relation


@pytest.fixture
def family(village):
    return make_household(village)


def _acts(family):
    member = member_of(family, "Naomi")
    return [url_of("split", family), url_of("leave", family, member.pk), url_of("return_member", family, member.pk)]


@pytest.mark.parametrize("role", [Role.TKSK, Role.DINAS, Role.VILLAGE_HEAD])
def test_readers_change_nothing(family, village, as_role, role):
    client, actor = as_role(role), make_user(role, village)
    for url in (*_acts(family), url_of("reopen", family)):
        assert client.get(url).status_code == 403, url
        assert client.post(url).status_code == 403, url
    for act in (
        lambda: let_member_leave(member_of(family, "Naomi"), reason=LeaveReason.MOVED, on=DAY, actor=actor),
        lambda: return_member(member_of(family, "Naomi"), relation=R.CHILD, actor=actor),
        lambda: split_off(family, actor, {"Naomi": R.HEAD}),
        lambda: reopen_family(family, on=DAY, reason_text="x", actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_another_village_and_another_family_do_not_exist(family, other_village, as_role, secretary, as_user):
    client = as_role(Role.SECRETARY, other_village)
    for url in (*_acts(family), url_of("reopen", family)):
        assert client.get(url).status_code == 404, url
    stranger = FamilyFactory(village=family.village, members=1).members.get()
    for name in ("leave", "return_member"):
        assert as_user(secretary).get(url_of(name, family, stranger.pk)).status_code == 404
        assert as_user(secretary).get(url_of(name, family, 999_999)).status_code == 404
        assert as_user(secretary).delete(url_of(name, family, stranger.pk)).status_code == 405


def test_the_coordinator_may_too(family, as_role):
    client = as_role(Role.COORDINATOR)
    assert [client.get(url).status_code for url in _acts(family)[:2]] == [200, 200]


def test_a_closed_file_takes_no_act(family, secretary, as_user):
    closed(family, secretary)
    client = as_user(secretary)
    for url in _acts(family):
        assert "sudah ditutup" in text_of(client.get(url, follow=True)), url


@pytest.mark.parametrize("gone", [1, 3])
def test_queries_of_the_family_page_do_not_grow_with_those_who_left(
    village, secretary, as_user, django_assert_max_num_queries, gone
):
    family = FamilyFactory(village=village, members=gone + 1)
    for member in family.members.exclude(relation=R.HEAD):
        let_member_leave(member, reason=LeaveReason.MOVED, on=DAY, actor=secretary)
    client = as_user(secretary)
    client.get(family.get_absolute_url())
    with django_assert_max_num_queries(30):
        client.get(family.get_absolute_url())
    with django_assert_max_num_queries(16):
        client.get(url_of("history", family))


def test_the_second_press_of_a_button_leads_where_the_first_did(family, secretary, as_user):
    client, naomi = as_user(secretary), member_of(family, "Naomi")
    split = splitting(family, "Naomi", **{f"relation_{naomi.pk}": "1"})
    close = {"form_token": str(uuid4()), "reason": "moved", "on": f"{timezone.localdate():%d-%m-%Y}", "note": "Pindah"}
    for name, data in (("split", split), ("close", close)):
        first, second = (client.post(url_of(name, family), data) for _ in range(2))
        assert (first.status_code, second.status_code, second.url) == (302, 302, first.url), name
