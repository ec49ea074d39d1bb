"""Deputies of vacant posts: named by the Dinas, bounded, and gone once the post has a holder again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import Role
from accounts.models import Assignment
from accounts.queries import post_of, stand_ins
from accounts.services.deputies import dismiss_deputy, name_deputy
from accounts.services.people import add_assignment, end_assignment, set_active
from core.exceptions import DomainError
from tests.factories.accounts import UserFactory, assign, make_user, region_for
from tests.factories.regions import make_region, make_village

pytestmark = pytest.mark.django_db
VACANT = "53.01.06.2001"
DAY = timedelta(days=1)


@pytest.fixture
def dinas(village):
    return make_user(Role.DINAS, village, name="Alfons Taneo")


@pytest.fixture
def tksk(village):
    return make_user(Role.TKSK, village, name="Ferdi Sabuin")


@pytest.fixture
def vacant(village):
    """A kecamatan of the same regency where nobody is TKSK."""
    return make_village(VACANT).parent


def today():
    return timezone.localdate()


def named(user, region, actor, **changes):
    given = {"role": Role.TKSK, "region": region, "starts_on": today(), "ends_on": None, "actor": actor} | changes
    return name_deputy(user, **given)


def test_a_deputy_has_at_once_what_the_post_has(dinas, tksk, vacant):
    assert not tksk.can(Capability.DECIDE_REFERRALS, VACANT)

    deputy = named(tksk, vacant, dinas, ends_on=today() + 30 * DAY)

    del tksk.current_assignments
    assert tksk.can(Capability.DECIDE_REFERRALS, VACANT)
    assert tksk.is_acting(Capability.DECIDE_REFERRALS, VACANT)
    assert not tksk.is_acting(Capability.DECIDE_REFERRALS, "53.01.05.2011")
    assert not dinas.is_acting(Capability.DECIDE_REFERRALS, VACANT)
    assert deputy.title == "Pelaksana tugas TKSK"
    assert str(deputy) == "TKSK Kecamatan Wilayah 53.01.06 (pelaksana tugas)"
    post = post_of(Role.TKSK, vacant)
    assert (post.is_vacant, post.deputy) == (True, deputy)


@pytest.mark.parametrize("role", [Role.DINAS_PROVINCE, Role.MINISTRY, Role.ADMIN, Role.LK3, Role.TKSK])
def test_only_the_dinas_of_the_regency_names_and_dismisses(dinas, tksk, vacant, village, role):
    deputy = named(tksk, vacant, dinas)
    for actor in (make_user(role, village), make_user(Role.DINAS, make_village("73.09.13.2001"))):
        with pytest.raises(PermissionDenied):
            named(tksk, vacant, actor)
        with pytest.raises(PermissionDenied):
            dismiss_deputy(deputy, actor=actor)
    assert Assignment.objects.acting().get().ends_on is None


def test_a_held_post_and_one_with_a_deputy_get_none(dinas, tksk, vacant, village):
    other = make_user(Role.TKSK, make_village("53.01.07.2001"))
    with pytest.raises(DomainError, match="sudah terisi"):
        named(other, village.parent, dinas)
    named(tksk, vacant, dinas)
    with pytest.raises(DomainError, match="sudah punya pelaksana tugas: Ferdi Sabuin"):
        named(other, vacant, dinas)
    assert Assignment.objects.acting().count() == 1


def test_only_officers_of_the_same_regency_stand_in_and_nobody_names_oneself(dinas, vacant, village):
    strangers = [
        UserFactory(), make_user(Role.TKSK, make_village("73.09.13.2001")), make_user(Role.SECRETARY, village),
        make_user(Role.TKSK, make_village("53.01.07.2001"), is_active=False), dinas,
    ]  # fmt: skip
    for user in strangers:
        with pytest.raises(DomainError, match="petugas lain"):
            named(user, vacant, dinas)
    regency = vacant.parent
    with pytest.raises(DomainError, match="petugas lain"):
        named(dinas, regency, dinas, role=Role.LK3)
    colleague = make_user(Role.DINAS, village)
    assert set(stand_ins(Role.LK3, regency).values_list("user", flat=True)) == {dinas.pk, colleague.pk}
    assert named(colleague, regency, dinas, role=Role.LK3).acting


def test_dates_that_do_not_fit_are_told(dinas, tksk, vacant):
    for starts_on, ends_on, words in [
        (today() - DAY, None, "sudah lewat"), (today() + DAY, today(), "lebih awal"),
    ]:  # fmt: skip
        with pytest.raises(DomainError, match=words):
            named(tksk, vacant, dinas, starts_on=starts_on, ends_on=ends_on)
    tksk.assignments.update(ends_on=today() + DAY)
    with pytest.raises(DomainError, match="hanya dapat sampai"):
        named(tksk, vacant, dinas, starts_on=today() + 2 * DAY)


def test_a_deputy_ends_with_the_own_term_and_before_the_next_holder(dinas, tksk, vacant):
    tksk.assignments.update(ends_on=today() + 20 * DAY)
    assert named(tksk, vacant, dinas).ends_on == today() + 20 * DAY
    Assignment.objects.acting().delete()
    assign(UserFactory(), Role.TKSK, vacant, starts_on=today() + 9 * DAY)
    assert named(tksk, vacant, dinas, ends_on=today() + 30 * DAY).ends_on == today() + 8 * DAY


def test_deputies_give_way_to_a_new_holder(dinas, tksk, vacant):
    started = assign(tksk, Role.TKSK, vacant, starts_on=today() - 9 * DAY)
    coming = make_user(Role.MENTOR, make_village(VACANT))
    Assignment.objects.filter(pk=started.pk).update(acting=True)

    add_assignment(coming, role=Role.TKSK, region=vacant, starts_on=today(), actor=dinas)

    started.refresh_from_db()
    assert started.ends_on == today() - DAY
    assert post_of(Role.TKSK, vacant).holders == (coming,)


def test_a_deputy_who_had_not_begun_never_does(dinas, tksk, vacant):
    named(tksk, vacant, dinas, starts_on=today() + 5 * DAY)
    coming = make_user(Role.MENTOR, make_village(VACANT))
    add_assignment(coming, role=Role.TKSK, region=vacant, starts_on=today(), actor=dinas)
    assert not Assignment.objects.acting().exists()


def test_a_deputy_may_become_the_holder(dinas, tksk, vacant):
    deputy = named(tksk, vacant, dinas)
    add_assignment(tksk, role=Role.TKSK, region=vacant, starts_on=today() + 5 * DAY, actor=dinas)
    deputy.refresh_from_db()
    assert deputy.ends_on == today() + 4 * DAY


def test_a_holder_whose_account_opens_again_takes_over(dinas, tksk, vacant):
    away = make_user(Role.TKSK, make_village(VACANT), is_active=False)
    assert post_of(Role.TKSK, vacant).is_vacant
    deputy = named(tksk, vacant, dinas)

    set_active(away, True, actor=dinas)

    deputy.refresh_from_db()
    assert deputy.ends_on == today(), "the first day stays in the history"
    assert post_of(Role.TKSK, vacant).holders == (away,)


def test_who_leaves_the_own_post_or_is_switched_off_leaves_the_other(dinas, tksk, vacant):
    deputy = named(tksk, vacant, dinas)
    end_assignment(tksk.assignments.proper().get(), on=today() + 3 * DAY, actor=dinas)
    deputy.refresh_from_db()
    assert deputy.ends_on == today() + 3 * DAY

    set_active(tksk, False, actor=dinas)
    deputy.refresh_from_db()
    assert deputy.ends_on == today()


def test_dismissed_today_is_the_last_day(dinas, tksk, vacant):
    deputy = named(tksk, vacant, dinas)
    dismiss_deputy(deputy, actor=dinas)
    deputy.refresh_from_db()
    assert deputy.ends_on == today()


def test_a_post_says_since_when_it_is_vacant(vacant, tksk, village):
    assert post_of(Role.TKSK, vacant).vacant_since is None
    gone = make_user(Role.TKSK, vacant)
    gone.assignments.update(ends_on=today() - 4 * DAY)
    assert post_of(Role.TKSK, vacant).vacant_since == today() - 3 * DAY
    held = post_of(Role.TKSK, village.parent)
    assert (held.holders, held.vacant_since) == ((tksk,), None)


def test_the_database_knows_deputies_of_posts_only(village):
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            user=UserFactory(), role=Role.SECRETARY, region=region_for(Role.SECRETARY, village), acting=True
        )


def test_the_page_of_the_account_says_so(as_user, dinas, tksk, vacant):
    named(tksk, vacant, dinas)
    for page in (tksk.get_absolute_url(), "/pengguna/"):
        assert "Pelaksana tugas TKSK" in as_user(dinas).get(page).content.decode()
    assert make_region("53.01.06").name in as_user(tksk).get("/akun/").content.decode()
