"""Groups as lists and pages show them, and what a group has for one family."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.capabilities import Capability
from families.enums import Sex
from families.queries.received import Received
from programmes.models import BeneficiaryGroup, GroupMember, Programme, TrainingSession
from programmes.models.groups import OPEN_PROGRAMMES
from regions.queries import villages_below


def reaches(programme, village):
    """Named among its villages; a programme that names none reaches all of its region."""
    named = set(programme.villages.values_list("pk", flat=True))
    return village.pk in named if named else village.pk.startswith(programme.region_id)


def group_rows(user):
    """Groups with ``member_count``, ``session_count``, ``held_count`` and ``late_count``."""
    rows = BeneficiaryGroup.objects.visible_to(user).select_related("programme", "village__parent__parent")
    sessions = TrainingSession.objects.filter(group=OuterRef("pk"))
    counted = {
        "member_count": GroupMember.objects.filter(group=OuterRef("pk")).current(),
        "session_count": sessions.filter(called_off_because=""),
        "held_count": sessions.held(),
        "late_count": sessions.late(),
    }
    return rows.annotate(**{name: _count(each) for name, each in counted.items()})


def _count(rows):
    return Coalesce(Subquery(rows.order_by().values("group").annotate(n=Count("pk")).values("n")), 0)


def villages_to_form_in(user):
    return villages_below(user.codes(Capability.KEEP_GROUPS)).select_related("parent")


def programmes_to_form_in(user):
    """Those that are not over; the service says whether one reaches the village."""
    return Programme.objects.visible_to(user).filter(state__in=OPEN_PROGRAMMES).order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Of the members of today: numbers that everybody may see who sees the group."""

    members: int
    men: int
    women: int
    registered: int

    @property
    def others(self):
        return self.members - self.registered


def counts_of(group):
    women = Q(sex=Sex.FEMALE) | Q(person__sex=Sex.FEMALE)
    counted = group.members.current().order_by().aggregate(
        members=Count("pk"), women=Count("pk", filter=women), registered=Count("person")
    )  # fmt: skip
    return GroupCounts(men=counted["members"] - counted["women"], **counted)


def businesses_of(group):
    """With ``member_count``."""
    members = GroupMember.objects.filter(business=OuterRef("pk")).current()
    n = members.order_by().values("business").annotate(n=Count("pk")).values("n")
    return group.businesses.annotate(member_count=Coalesce(Subquery(n), 0))


def groups_of_families(family_pks):
    """{family: [Received]}: groups of running programmes that one of its members belongs to, in one statement."""
    rows = GroupMember.objects.current().filter(
        person__family__in=family_pks, group__programme__state__in=OPEN_PROGRAMMES
    )  # fmt: skip
    found = {}
    for member in rows.select_related("group__programme", "group__village", "person").order_by("joined_on", "pk"):
        found.setdefault(member.person.family_id, []).append(received_as(member.group, member.joined_on))
    return found


def received_as(group, since=None):
    return Received(
        what=group.name, since=since, place=group.village.full_name, detail=f"program {group.programme}",
        key=f"group-{group.pk}",
    )  # fmt: skip


def sees_names(user, group):
    """Names of members are for those who see the families of the village; all others see numbers."""
    return user.can(Capability.SEE_FAMILIES, group.village_id)
