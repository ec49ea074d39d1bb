"""Many accounts at once: what create_user does for one, by the same rules, and taken back while nobody uses them."""

from dataclasses import dataclass

from auditlog.context import set_actor
from django.db import transaction
from django.utils import timezone

from accounts.models import Assignment, User
from accounts.queries import with_traces
from accounts.services.deputies import give_way
from accounts.services.people import may_manage, refuse_unfit
from accounts.services.trail import Trail
from regions.models import Region

PORTION = 500
USED = "Sudah dipakai untuk masuk."
TRACES = "Sudah ada catatan atas namanya."
CHANGED = "Sudah diubah orang sesudah dibuka."


@dataclass(frozen=True, slots=True)
class Newcomer:
    """``password`` is hashed already, and only that: hashing is slow, so it is no work for a transaction."""

    name: str
    username: str
    email: str
    phone: str
    role: str
    region: Region | None
    password: str


@transaction.atomic
def open_accounts(newcomers, *, actor, note=""):
    """→ the users, in the order of ``newcomers``; ``note`` is told in the change log.

    Raises PermissionDenied and DomainError as create_user does, IntegrityError where a user name is taken.
    """
    for each in newcomers:
        refuse_unfit(each.role, each.region, actor)
    users = User.objects.bulk_create(map(_user, newcomers), batch_size=PORTION)
    held = Assignment.objects.bulk_create(map(_assignment, users, newcomers), batch_size=PORTION)
    with set_actor(actor):
        for assignment in held:
            give_way(assignment, actor=actor)
    trail = Trail(actor, note)
    trail.created(users)
    trail.created(held)
    trail.keep()
    return users


def _user(newcomer):
    return User(
        name=newcomer.name, username=User.normalize_username(newcomer.username), email=newcomer.email,
        phone=newcomer.phone, password=newcomer.password, must_change_password=True,
    )  # fmt: skip


def _assignment(user, newcomer):
    return Assignment(user=user, role=newcomer.role, region=newcomer.region, starts_on=timezone.localdate())


@transaction.atomic
def close_unused(pks, *, actor):
    """Accounts go with what they hold, as long as nobody used or changed them → (user, why) of those who stay."""
    users = list(User.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    held = _held_by(users)
    traces = with_traces(pks)
    staying = [(user, why) for user in users if (why := _why_it_stays(user, held[user.pk], traces, actor))]
    kept = {user.pk for user, _ in staying}
    with set_actor(actor):
        User.objects.filter(pk__in=[user.pk for user in users if user.pk not in kept]).delete()
    return staying


def _held_by(users):
    held = {user.pk: [] for user in users}
    for assignment in Assignment.objects.filter(user__in=users).select_related("region"):
        held[assignment.user_id].append(assignment)
    return held


def _why_it_stays(user, held, traces, actor):
    if user.last_login:
        return USED
    if user.pk in traces:
        return TRACES
    as_opened = user.version == 0 and len(held) == 1 and held[0].ends_on is None
    return "" if as_opened and may_manage(actor, user, held) else CHANGED
