"""Two secretaries press at the same moment, and two files of one person become one: nothing is lost or doubled."""

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from core.exceptions import DomainError, StaleState
from families.services import undo_merge
from families.services.merging import PersonChoice, merge_families
from programmes.models import BeneficiaryGroup, GroupMember, TrainingSession
from programmes.queries.groups import counts_of
from programmes.queries.members import members_of
from programmes.services.members import add_members, add_other
from programmes.services.sessions import plan_sessions, record_session
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory
from tests.factories.groups import GroupFactory, MemberFactory, OtherMemberFactory, SessionFactory, days_ago
from tests.referrals.test_races import at_once

CROWD = 4


def again(user):
    """As each request does it: with a row of its own."""
    return User.objects.get(pk=user.pk)


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


@pytest.mark.django_db(transaction=True)
def test_one_person_joins_once(village):
    group, secretary = GroupFactory(village=village), make_user(Role.SECRETARY, village)
    person, today = FamilyFactory(village=village).members.get(), timezone.localdate()

    def join():
        found = BeneficiaryGroup.objects.get(pk=group.pk)
        return add_members(found, [person], joined_on=today, actor=again(secretary))

    def join_by_name():
        found = BeneficiaryGroup.objects.get(pk=group.pk)
        return add_other(found, name="Ina", sex="P", birth_year=1990, joined_on=today, actor=again(secretary))

    results = at_once([join] * 3 + [join_by_name] * 3)

    assert sorted(len(result) for result in results if isinstance(result, list)) == [0, 0, 1]
    assert sum(isinstance(result, DomainError) for result in results) == 2
    assert group.members.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_made_once(village):
    group, secretary = GroupFactory(village=village), make_user(Role.SECRETARY, village)

    def plan():
        found = BeneficiaryGroup.objects.get(pk=group.pk)
        return plan_sessions(found, starts_on=days_ago(150), actor=again(secretary))

    assert outcomes(at_once([plan] * CROWD)) == ["DomainError"] * (CROWD - 1) + ["list"]
    assert group.sessions.count() == 30


@pytest.mark.django_db(transaction=True)
def test_of_two_attendances_one_counts_whole(village):
    group, secretary = GroupFactory(village=village), make_user(Role.SECRETARY, village)
    session, members = SessionFactory(group=group), [OtherMemberFactory(group=group) for _ in range(4)]

    def record(present):
        found = TrainingSession.objects.get(pk=session.pk)
        return record_session(
            found, held_on=days_ago(1), present=present, actor=again(secretary), seen=1, subject="x", teacher="x",
            place="x",
        )  # fmt: skip

    results = at_once([lambda: record(members[:2]), lambda: record(members[2:]), lambda: record(members[:2])])

    assert sum(isinstance(result, StaleState) for result in results) == 2
    there = set(session.attendances.values_list("member", flat=True))
    assert there in ({one.pk for one in members[:2]}, {one.pk for one in members[2:]})


@pytest.fixture
def files(village):
    return FamilyFactory(village=village), FamilyFactory(village=village)


def merged(kept, absorbed, actor):
    same = PersonChoice(absorbed.members.get().pk, same_as=kept.members.get().pk)
    seen = (kept.version, absorbed.version)
    return merge_families(kept, absorbed, seen=seen, take=frozenset(), people=[same], actor=actor)


@pytest.mark.django_db
def test_a_member_goes_along_when_files_are_merged_and_back(village, files):
    kept, absorbed = files
    secretary, member = make_user(Role.SECRETARY, village), MemberFactory(person=absorbed.members.get())
    merge, _ = merged(kept, absorbed, secretary)
    member.refresh_from_db()
    assert member.person == kept.members.get()
    undo_merge(merge, actor=secretary)
    member.refresh_from_db()
    assert member.person == absorbed.members.get()


@pytest.mark.django_db
def test_who_was_in_a_group_under_both_files_counts_once_and_keeps_the_history(village, files):
    kept, absorbed = files
    secretary, group = make_user(Role.SECRETARY, village), GroupFactory(village=village)
    rows = [MemberFactory(group=group, person=each.members.get()) for each in files]
    session = SessionFactory(group=group, held_on=days_ago(3))
    session.attendances.create(member=rows[1])
    merge, _ = merged(kept, absorbed, secretary)
    assert counts_of(group).members == 1
    assert [member.pk for member in members_of(group, secretary)] == [rows[0].pk]
    record_session(session, held_on=days_ago(3), present=[rows[0]], actor=secretary)
    assert GroupMember.objects.count() == 2
    assert rows[1].attendances.exists()
    undo_merge(merge, actor=secretary)
    assert counts_of(group).members == 2
