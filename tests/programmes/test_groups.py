"""Groups, their members and business groups: who may write them, and which rules hold."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import LeaveReason
from programmes.enums import GroupKind, NextStep, ProgrammeState
from programmes.models import BeneficiaryGroup, GroupMember, MemberFollowUp
from programmes.queries.members import members_of, others_alike, served_already
from programmes.services.businesses import add_business, change_business, say_whether_it_goes_on
from programmes.services.groups import change_group, form_group
from programmes.services.members import (
    ServedAlready,
    add_members,
    add_other,
    assign_businesses,
    leave_group,
    recommend,
    take_back,
)
from tests.factories.accounts import assign, make_user
from tests.factories.families import AidFactory, FamilyFactory, FamilyMemberFactory
from tests.factories.groups import (
    BusinessFactory,
    GroupFactory,
    MemberFactory,
    OtherMemberFactory,
    SessionFactory,
    days_ago,
    running_programme,
)

pytestmark = pytest.mark.django_db
READERS = [role for role in Role if role not in {Role.SECRETARY, Role.COORDINATOR}]


@pytest.fixture
def group(village):
    return GroupFactory(village=village)


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


@pytest.fixture
def person(village):
    return FamilyFactory(village=village).members.get()


def over(group, state=ProgrammeState.ENDED):
    group.programme.state = state
    group.programme.save()
    return group


def test_a_group_is_formed_in_a_village_that_the_programme_reaches(village, other_village, secretary):
    programme = running_programme(village)
    data = {"kind": GroupKind.WOMEN, "name": "Mawar", "formed_on": days_ago(1), "actor": secretary}
    group = form_group(programme, village, chair="", **data)
    assert list(BeneficiaryGroup.objects.visible_to(secretary)) == [group]
    stranger = make_user(Role.SECRETARY, other_village)
    with pytest.raises(DomainError, match="bukan desa sasaran"):
        form_group(programme, other_village, **data | {"actor": stranger})
    with pytest.raises(DomainError, match="belum tiba"):
        form_group(programme, village, **data | {"formed_on": days_ago(-1)})
    assert not BeneficiaryGroup.objects.visible_to(stranger).exists()


def test_a_programme_that_names_no_village_reaches_its_whole_region(village, secretary):
    programme = running_programme(village, region=village.parent, villages=[])
    form_group(programme, village, kind=GroupKind.WOMEN, name="Mawar", formed_on=days_ago(1), actor=secretary)


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_writes_nothing(group, person, role):
    user = make_user(role, group.village)
    member, business = OtherMemberFactory(group=group), BusinessFactory(group=group)
    acts = [
        lambda: form_group(
            group.programme, group.village, kind="women", name="x", formed_on=days_ago(1), actor=user
        ),
        lambda: change_group(group, name="x", actor=user),
        lambda: add_members(group, [person], joined_on=days_ago(0), actor=user),
        lambda: add_other(group, name="x", sex="L", birth_year=1990, joined_on=days_ago(0), actor=user),
        lambda: leave_group(member, left_on=days_ago(0), reason="x", actor=user),
        lambda: recommend(member, step=NextStep.MENTOR, decided_on=days_ago(0), actor=user),
        lambda: add_business(group, name="x", business="x", actor=user),
        lambda: change_business(business, name="x", actor=user),
        lambda: assign_businesses(group, {}, actor=user),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("state", [ProgrammeState.ENDED, ProgrammeState.STOPPED])
def test_after_the_programme_only_what_follows_is_written(group, person, secretary, state):
    member, business = OtherMemberFactory(group=group), BusinessFactory(group=group)
    with pytest.raises(DomainError, match="belum berakhir"):
        say_whether_it_goes_on(business, True, actor=secretary)
    over(group, state)
    for act in (
        lambda: change_group(group, name="x", actor=secretary),
        lambda: add_members(group, [person], joined_on=days_ago(0), actor=secretary),
        lambda: leave_group(member, left_on=days_ago(0), reason="x", actor=secretary),
        lambda: add_business(group, name="x", business="x", actor=secretary),
        lambda: form_group(
            group.programme, group.village, kind="women", name="x", formed_on=days_ago(1), actor=secretary
        ),
    ):  # fmt: skip
        with pytest.raises(DomainError, match="sudah ber|sudah dih"):
            act()
    recommend(member, step=NextStep.INSTRUCTOR, decided_on=days_ago(0), actor=secretary)
    say_whether_it_goes_on(business, True, actor=secretary)
    business.refresh_from_db()
    assert business.goes_on is True
    assert GroupMember.objects.count() == 1


def test_several_join_at_once_and_each_once(group, village, secretary):
    people = [FamilyFactory(village=village).members.get() for _ in range(3)]
    add_members(group, people, joined_on=days_ago(5), actor=secretary)
    add_members(group, people[:2], joined_on=days_ago(5), actor=secretary)
    assert group.members.count() == 3


def test_only_people_of_the_groups_own_village_join(group, village, other_village, secretary):
    strange, closed = FamilyFactory(village=other_village), FamilyFactory(village=village)
    type(closed).objects.filter(pk=closed.pk).update(closed_on=days_ago(1), closed_reason="moved")
    left = FamilyMemberFactory(
        family=FamilyFactory(village=village), left_on=days_ago(1), left_reason="moved", birth_date=days_ago(30 * 365)
    )
    assign(secretary, Role.SECRETARY, other_village)
    for one in (strange.members.get(), closed.members.get(), left):
        with pytest.raises(DomainError, match="berkasnya masih terbuka"):
            add_members(group, [one], joined_on=days_ago(0), actor=secretary)
    assert not group.members.exists()


@pytest.mark.parametrize(("years", "joins"), [(17, False), (18, True), (60, True), (61, False)])
def test_members_are_18_to_60(group, village, secretary, years, joins):
    today = timezone.localdate()
    family = FamilyFactory(village=village)
    born = today.replace(year=today.year - years, day=1)
    one = FamilyMemberFactory(family=family, birth_date=born)
    acts = (
        lambda: add_members(group, [one], joined_on=today, actor=secretary),
        lambda: add_other(
            group, name="Ina", sex="P", birth_year=today.year - years, joined_on=today, actor=secretary
        ),
    )  # fmt: skip
    for act in acts:
        if joins:
            act()
        else:
            with pytest.raises(DomainError, match=f"{years} tahun. Anggota kelompok berusia 18 sampai 60"):
                act()
    assert group.members.count() == 2 * joins


def test_who_is_served_already_is_a_question(group, person, secretary):
    AidFactory(family=person.family)
    elsewhere = MemberFactory(group=GroupFactory(village=group.village, name="Tani Maju"), person=person)
    with pytest.raises(ServedAlready) as asked:
        add_members(group, [person], joined_on=days_ago(0), actor=secretary)
    said = " ".join(asked.value.sentences)
    assert person.name in said
    assert "Tani Maju" in said
    assert elsewhere.group.programme.name in said
    assert len(asked.value.sentences) == 2
    assert not group.members.exists()
    add_members(group, [person], joined_on=days_ago(0), actor=secretary, sure=True)
    assert group.members.count() == 1


def test_a_group_whose_programme_is_over_serves_nobody(group, person):
    elsewhere = over(GroupFactory(village=group.village))
    MemberFactory(group=elsewhere, person=person)
    MemberFactory(group=group, person=person)
    assert served_already([person], group) == {}


def test_another_person_of_the_same_name_and_year_is_asked_about(group, secretary):
    OtherMemberFactory(group=GroupFactory(village=group.village, name="Tani Maju"), name="Ina Koa", birth_year=1990)
    data = {"name": "ina  koa", "sex": "P", "birth_year": 1990, "joined_on": days_ago(0), "actor": secretary}
    with pytest.raises(ServedAlready) as asked:
        add_other(group, **data)
    assert asked.value.sentences == ["ina koa: anggota Tani Maju"]
    add_other(group, **data, sure=True)
    with pytest.raises(DomainError, match="sudah anggota kelompok ini"):
        add_other(group, **data, sure=True)
    assert len(others_alike(group, "INA KOA", 1990)) == 2


def test_who_split_off_is_still_the_same_person(group, person, secretary):
    MemberFactory(group=group, person=person)
    person.left_on, person.left_reason = days_ago(1), LeaveReason.SPLIT
    person.save()
    own = FamilyFactory(village=group.village)
    after = FamilyMemberFactory(family=own, birth_date=person.birth_date, earlier=person)
    assert add_members(group, [after], joined_on=days_ago(0), actor=secretary) == []
    assert group.members.count() == 1


def test_leaving_has_a_day_and_a_reason_and_comes_once(group, secretary):
    member = OtherMemberFactory(group=group, business=BusinessFactory(group=group))
    SessionFactory(group=group, held_on=days_ago(3)).attendances.create(member=member)
    for day, words in ((days_ago(-1), "belum tiba"), (days_ago(999), "bergabung"), (days_ago(4), "masih hadir")):
        with pytest.raises(DomainError, match=words):
            leave_group(member, left_on=day, reason="Pindah", actor=secretary)
    left = leave_group(member, left_on=days_ago(3), reason="Pindah", actor=secretary)
    assert (left.left_reason, left.business) == ("Pindah", None)
    with pytest.raises(DomainError, match="sudah dicatat keluar"):
        leave_group(member, left_on=days_ago(0), reason="Lagi", actor=secretary)
    assert not GroupMember.objects.current().exists()
    assert GroupMember.objects.current(days_ago(5)).exists()


def test_members_are_placed_in_the_businesses_of_their_group(group, secretary):
    ours, theirs = BusinessFactory(group=group), BusinessFactory(group=GroupFactory(village=group.village))
    member = OtherMemberFactory(group=group)
    assign_businesses(group, {member.pk: ours.pk}, actor=secretary, seen=1)
    member.refresh_from_db()
    assert member.business == ours
    with pytest.raises(StaleState):
        assign_businesses(group, {member.pk: None}, actor=secretary, seen=1)
    with pytest.raises(DomainError, match="bukan bagian kelompok"):
        assign_businesses(group, {member.pk: theirs.pk}, actor=secretary)
    with pytest.raises(StaleState):
        assign_businesses(group, {OtherMemberFactory().pk: ours.pk}, actor=secretary)


def test_capital_comes_with_its_day(group, secretary):
    data = {"name": "Asin", "business": "Ikan asin", "actor": secretary}
    for wrong in ({"capital": 5}, {"capital_on": days_ago(1)}, {"capital": 0, "capital_on": days_ago(1)}):
        with pytest.raises(DomainError, match="modal dan tanggalnya"):
            add_business(group, **data, **wrong)
    business = add_business(group, **data)
    with pytest.raises(DomainError, match="belum tiba"):
        change_business(business, capital=5, capital_on=days_ago(-1), actor=secretary)
    change_business(business, capital=5_000_000, capital_on=days_ago(1), actor=secretary, seen=1)
    with pytest.raises(StaleState):
        change_business(business, name="x", actor=secretary, seen=1)


def test_a_step_is_recommended_once_and_can_be_taken_back(group, secretary):
    member = OtherMemberFactory(group=group)
    recommend(member, step=NextStep.CAPITAL, decided_on=days_ago(2), actor=secretary)
    said = recommend(member, step=NextStep.CAPITAL, decided_on=days_ago(1), note="Mesin", actor=secretary)
    assert MemberFollowUp.objects.get().note == "Mesin"
    with pytest.raises(DomainError, match="bergabung"):
        recommend(member, step=NextStep.MENTOR, decided_on=member.joined_on - timedelta(1), actor=secretary)
    take_back(said, actor=secretary)
    take_back(said, actor=secretary)
    assert not MemberFollowUp.objects.exists()


def test_the_day_of_forming_stays_before_the_first_member(group, secretary):
    OtherMemberFactory(group=group, joined_on=days_ago(100))
    with pytest.raises(DomainError, match="Anggota pertama"):
        change_group(group, formed_on=days_ago(99), actor=secretary)
    change_group(group, formed_on=days_ago(100), actor=secretary, seen=1)
    with pytest.raises(StaleState):
        change_group(group, name="x", actor=secretary, seen=1)
    with pytest.raises(DomainError, match="dibentuk"):
        add_other(group, name="x", sex="L", birth_year=1990, joined_on=days_ago(101), actor=secretary)


def test_who_moved_away_or_died_stays_in_the_group_without_a_name_for_others(group, other_village, secretary):
    moved, died = MemberFactory(group=group), MemberFactory(group=group)
    moved.person.family.village = other_village
    moved.person.family.save()
    died.person.left_on, died.person.left_reason = days_ago(1), LeaveReason.DECEASED
    died.person.save()
    words = {member.pk: member.words for member in members_of(group, secretary)}
    assert words == {moved.pk: "Nama tidak tampil, keluarganya di luar desa ini", died.pk: died.person.name}
