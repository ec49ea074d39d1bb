"""Beneficiary groups with their members, business groups and sessions."""

from datetime import timedelta

import factory
from django.utils import timezone

from programmes.enums import GroupKind, SessionKind
from programmes.models import BeneficiaryGroup, BusinessGroup, GroupMember, MemberFollowUp, TrainingSession
from tests.factories.accounts import UserFactory
from tests.factories.families import FamilyFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.regions import make_village


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def running_programme(village, **fields):
    """Of the regency, since 200 days and for eighteen months, in this village."""
    fields = {"region": village.parent.parent, "villages": [village], "state": "running", **fields}
    return ProgrammeFactory(**{"starts_on": days_ago(200), "ends_on": days_ago(-340), **fields})


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BeneficiaryGroup

    village = factory.LazyFunction(make_village)
    programme = factory.LazyAttribute(lambda group: running_programme(group.village))
    kind = GroupKind.FISHERS
    name = factory.Sequence(lambda n: f"Nelayan Bahari {n + 1}")
    chair = "Melki Tefa"
    formed_on = factory.LazyFunction(lambda: days_ago(190))


class OtherMemberFactory(factory.django.DjangoModelFactory):
    """Somebody of no registered family."""

    class Meta:
        model = GroupMember

    group = factory.SubFactory(GroupFactory)
    name = factory.Sequence(lambda n: f"Warga {n + 1}")
    sex = "L"
    birth_year = 1990
    joined_on = factory.SelfAttribute("group.formed_on")


class MemberFactory(factory.django.DjangoModelFactory):
    """The head of a registered family of the group's village."""

    class Meta:
        model = GroupMember

    group = factory.SubFactory(GroupFactory)
    person = factory.LazyAttribute(lambda member: FamilyFactory(village=member.group.village).members.get())
    joined_on = factory.SelfAttribute("group.formed_on")


class BusinessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BusinessGroup

    group = factory.SubFactory(GroupFactory)
    name = factory.Sequence(lambda n: f"Usaha {n + 1}")
    business = "Ikan asin"


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrainingSession

    group = factory.SubFactory(GroupFactory)
    kind = SessionKind.COUNSELLING
    number = factory.Sequence(lambda n: n + 1)
    planned_on = factory.LazyFunction(lambda: days_ago(7))


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MemberFollowUp

    member = factory.SubFactory(OtherMemberFactory)
    step = "mentor"
    decided_on = factory.LazyFunction(timezone.localdate)
    recorded_by = factory.SubFactory(UserFactory)


def group_records(village):
    """For the walk over all addresses: a group with one of everything."""
    group = GroupFactory(village=village)
    member, session = MemberFactory(group=group), SessionFactory(group=group)
    business = BusinessFactory(group=group)
    of_group = {
        "group", "change_group", "export_group_members", "add_group_members", "add_group_other", "group_follow_up",
        "group_member", "leave_group", "recommend_member", "take_back_step", "add_business", "group_businesses",
        "change_business", "business_goes_on", "group_sessions", "plan_sessions", "add_session",
    }  # fmt: skip
    of_session = {"session", "record_session", "move_session", "call_off_session", "session_attendance"}
    return {
        **{f"programmes:{name}": group for name in of_group},
        **{f"programmes:{name}": session for name in of_session},
        "programmes:member": member,
        "programmes:business": business,
        "programmes:step": FollowUpFactory(member=member),
    }
