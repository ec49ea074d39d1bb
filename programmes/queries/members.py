"""The people of a group: who may become a member, who is served already, and how each took part."""

from dataclasses import dataclass, field
from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.formatting import share
from core.periods import months_later
from families.models import Family, FamilyMember
from families.models.search import name_key
from families.queries.received import what_families_receive
from programmes.models import GroupMember, SessionAttendance
from programmes.models.groups import AGES, OPEN_PROGRAMMES
from programmes.queries.groups import received_as, sees_names

UNSEEN = "Nama tidak tampil, keluarganya di luar desa ini"
DILIGENT = 80  # percent of the sessions that a member could attend


def candidates(group, user):
    """Members of open files of the group's own village that the user may see."""
    families = Family.objects.visible_to(user).active().filter(village=group.village_id)
    return FamilyMember.objects.filter(family__in=families.values("pk"), left_on=None)


def candidates_to_show(group, user, words, today=None):
    """Those of the right age who are no members yet, by parts of their name or by its sound."""
    today = today or timezone.localdate()
    born = (months_later(today, -12 * (AGES[1] + 1)), months_later(today, -12 * AGES[0]))
    rows = candidates(group, user).filter(birth_date__gt=born[0], birth_date__lte=born[1])
    members = group.members.filter(left_on=None, person__isnull=False)
    rows = rows.exclude(pk__in=members.values("person")).select_related("family")
    if words.strip():
        spelt = reduce(and_, (Q(name__icontains=word) for word in words.split()))
        rows = rows.filter(spelt | Q(name_key=name_key(words)))
    return rows.order_by("name", "pk")


def one_person(people):
    """{key of a row: keys of all rows of that person so far}, back through the families that split."""
    rows = {person.pk: {person.pk} for person in people}
    ahead = {person.pk: person.earlier_id for person in people if person.earlier_id}
    while ahead:
        for key, earlier in ahead.items():
            rows[key].add(earlier)
        before = dict(FamilyMember.objects.filter(pk__in=ahead.values()).values_list("pk", "earlier"))
        ahead = {key: before[earlier] for key, earlier in ahead.items() if before.get(earlier)}
    return rows


def served_already(people, group):
    """{key of a person: sentences}: what its family receives now, so that none is served twice by mistake."""
    received = what_families_receive([person.family_id for person in people])
    own = received_as(group).key
    found = {
        person.pk: [_said(one) for one in received.get(person.family_id, ()) if one.key != own] for person in people
    }
    return {key: sentences for key, sentences in found.items() if sentences}


def _said(received):
    return f"keluarganya menerima {received.what}{f', {received.detail}' if received.detail else ''}"


def others_alike(group, name, birth_year):
    """People without a registered family who are called so, were born then and are in a running group there."""
    rows = GroupMember.objects.current().filter(
        person=None, birth_year=birth_year, name__iexact=name, group__village=group.village_id,
        group__programme__state__in=OPEN_PROGRAMMES,
    )  # fmt: skip
    return list(rows.select_related("group"))


def members_of(group, user):
    """All there were, with ``is_seen``: may this user know who it is? ``words``: the name, or why there is none."""
    seen = Family.objects.visible_to(user).filter(pk=OuterRef("person__family"))
    rows = group.members.of_one_row().select_related("person__family", "business").prefetch_related("follow_ups")
    members = list(rows.annotate(family_seen=Exists(seen)))
    named = sees_names(user, group)
    for member in members:
        member.is_seen = named and (member.person_id is None or member.family_seen)
        member.words = str(member) if member.is_seen else UNSEEN
        member.group = group
    return sorted(members, key=lambda member: (member.words.casefold(), member.pk))


@dataclass(slots=True)
class TakingPart:
    """One member: of the sessions held while they belonged, how many they attended."""

    member: GroupMember
    could: int = 0
    came: int = 0
    suggestions: int = 0
    by_kind: dict = field(default_factory=dict)

    @property
    def label(self):
        return self.member.words

    @property
    def share(self):
        return share(self.came, self.could)

    @property
    def percent(self):
        return 100 * self.came / self.could if self.could else 0

    @property
    def is_diligent(self):
        return self.percent >= DILIGENT

    def count(self, session, suggested):
        """``suggested``: None where the member was not there."""
        could, came = self.by_kind.get(session.kind, (0, 0))
        was_there = suggested is not None
        self.could, self.came = self.could + 1, self.came + was_there
        self.suggestions += bool(suggested)
        self.by_kind[session.kind] = (could + 1, came + was_there)


def taking_part(members, sessions):
    """One TakingPart for each member; ``sessions`` are those held, of the same group."""
    held = [session for session in sessions if session.held_on]
    rows = SessionAttendance.objects.filter(session__in=[session.pk for session in held])
    there = {(session, member): said for session, member, said in rows.values_list("session", "member", "suggested")}
    found = []
    for member in members:
        part = TakingPart(member)
        for session in held:
            if member.belongs_on(session.held_on):
                part.count(session, there.get((session.pk, member.pk)))
        found.append(part)
    return found
