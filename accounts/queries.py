from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.capabilities import GIVES
from accounts.enums import DEMO_ACCOUNTS, STAND_INS, Role
from accounts.models import Assignment, User
from regions.models import Region, in_regions

REGENCY_CODE = 5


def holder_of(role, region_code):
    """The name of whoever holds ``role`` in the region today; empty when the post is vacant."""
    held = Assignment.objects.current().filter(role=role, region=region_code, user__is_active=True)
    return held.order_by("-starts_on", "-pk").values_list("user__name", flat=True).first() or ""


def demo_accounts():
    """The accounts of a trial installation that are really there, in the order of the list, with what each is."""
    held = Assignment.objects.filter(user__username__in=DEMO_ACCOUNTS, user__is_active=True)
    by_name = {a.user.username: a for a in held.select_related("user", "region")}
    return [(name, by_name[name]) for name in DEMO_ACCOUNTS if name in by_name]


def people_managed_by(actor):
    """For the list: each with what they hold now, one query for all."""
    return User.objects.visible_to(actor).prefetch_related("assignments__region")


def search_people(rows, wanted):
    """``wanted``: q (a word), peran (a role), wilayah (a region code), keadaan; what is empty does not filter."""
    word = wanted.get("q", "")
    if word:
        rows = rows.filter(Q(name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word))
    held = Assignment.objects.current()
    states = {"aktif": Q(is_active=True), "nonaktif": Q(is_active=False), "tanpa": ~Q(pk__in=held.values("user"))}
    rows = rows.filter(states.get(wanted.get("keadaan"), Q()))
    return _holding(rows, held, wanted.get("peran"), wanted.get("wilayah"))


def _holding(rows, held, role, code):
    if not role and not code:
        return rows
    held = held.filter(role=role) if role else held
    return rows.filter(pk__in=held.filter(in_regions("region__code", (code or "",))).values("user"))


def roles_given_by(actor):
    """The roles that ``actor`` may give somewhere, in the order of the list of roles."""
    given = frozenset().union(*(GIVES.get(own.role, frozenset()) for own in actor.current_assignments))
    return [role for role in Role if role in given]


@dataclass(frozen=True, slots=True)
class Post:
    """Who holds ``role`` in ``region`` today; ``deputy`` is the assignment of whoever acts there, now or soon.

    ``vacant_since`` is None while it is held, was never filled, or has a holder whose account is ``switched_off``.
    """

    role: str
    region: Region
    holders: tuple
    deputy: Assignment | None
    vacant_since: date | None = None
    switched_off: bool = False

    @property
    def is_vacant(self):
        return not self.holders


def posts_of(role, regions):
    """The post ``role`` of each region, all in one statement."""
    held = Assignment.objects.filter(role=role, region__in=[region.pk for region in regions]).select_related("user")
    by_region = {region.pk: [] for region in regions}
    for assignment in held.order_by("starts_on", "pk"):
        by_region[assignment.region_id].append(assignment)
    return [_post(role, region, by_region[region.pk], timezone.localdate()) for region in regions]


def post_of(role, region):
    return posts_of(role, [region])[0]


def _post(role, region, assignments, today):
    proper = [a for a in assignments if not a.acting and a.starts_on <= today]
    open_now = [a for a in proper if not a.is_over]
    holders = tuple(a.user for a in open_now if a.user.is_active)
    deputies = [a for a in assignments if a.acting and not a.is_over and a.user.is_active]
    ended = [a.ends_on for a in proper if a.is_over]
    since = max(ended) + timedelta(days=1) if ended and not open_now else None
    return Post(role, region, holders, deputies[-1] if deputies else None, since, bool(open_now) and not holders)


def stand_ins(role, region, day=None):
    """The assignments of those who may stand in for ``role`` there: officers of the same regency, in office."""
    regency = in_regions("region__code", (region.pk[:REGENCY_CODE],))
    held = Assignment.objects.current(day).proper().filter(regency, role__in=STAND_INS[role], user__is_active=True)
    return held.select_related("user", "region").order_by("user__name", "pk")


def with_traces(pks):
    """Which of these users rows of any app point at, but for what they hold: found through the models."""
    relations = User._meta.get_fields(include_hidden=True)
    links = [each for each in relations if each.auto_created and (each.one_to_many or each.one_to_one)]
    found = set()
    for link in links:
        if link.related_model is not Assignment:
            rows = link.related_model._base_manager.filter(**{f"{link.field.name}__in": pks})
            found |= set(rows.order_by().values_list(link.field.attname, flat=True).distinct())
    return found
