from django.db.models import Q

from accounts.capabilities import GIVES
from accounts.enums import DEMO_ACCOUNTS, Role
from accounts.models import Assignment, User
from regions.models import in_regions


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
