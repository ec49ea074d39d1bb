"""Accounts and what people hold. Nobody gives or touches what lies above or outside their own."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.capabilities import may_give
from accounts.enums import ROLE_LEVELS, Role
from accounts.models import Assignment, User
from accounts.services.deputies import end_all_of, end_together, give_way
from core.exceptions import DomainError, StaleState
from regions.enums import level_of

# Without the letters and digits that are read for one another: 0 o, 1 l i.
PASSWORD_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 -- an alphabet


def may_assign(actor, role, region):
    """``region`` is the Region of the assignment, None for the nation."""
    code = region.pk if region else ""
    return any(may_give(own.role, own.region_id or "", role, code) for own in actor.current_assignments)


def may_manage(actor, user, held=None):
    """One manages others, never oneself, and only people who hold nothing that one could not have given.

    ``held``: the assignments of ``user`` that are not over, for who has read them already.
    """
    if actor == user or user.is_superuser:
        return False
    if held is None:
        held = user.assignments.not_over().select_related("region")
    return all(may_assign(actor, assignment.role, assignment.region) for assignment in held)


@transaction.atomic
def create_user(*, name, username, email, phone, role, region, actor):
    """Returns the user and the start password, which is stored nowhere else."""
    username = User.normalize_username(username)
    password = start_password()
    user = User(name=name, username=username, email=email, phone=phone, must_change_password=True)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise DomainError("Nama pengguna itu sudah dipakai. Pilih yang lain.") from error
    _assign(user, role, region, timezone.localdate(), None, actor)
    return user, password


@transaction.atomic
def change_user(user, *, name, email, phone, actor, seen=None):
    stored = _to_manage(user, actor)
    if seen not in (None, stored.version):
        raise StaleState("Orang lain baru saja mengubah akun ini. Periksa isinya sekarang, lalu simpan lagi.")
    stored.name, stored.email, stored.phone = name, email, phone
    stored.version = F("version") + 1
    stored.save(update_fields=["name", "email", "phone", "version"])


@transaction.atomic
def add_assignment(user, *, role, region, starts_on, ends_on=None, actor):
    _to_manage(user, actor)
    if ends_on and ends_on < starts_on:
        raise DomainError("Tanggal sampai lebih awal daripada tanggal mulai. Periksa kedua tanggal.")
    same = user.assignments.proper().not_over(starts_on).filter(role=role, region=region)
    if same.exists():
        raise DomainError("Penugasan itu sudah ada dan belum berakhir. Akhiri dahulu yang lama.")
    return _assign(user, role, region, starts_on, ends_on, actor)


@transaction.atomic
def end_assignment(assignment, *, on, actor):
    _to_manage(assignment.user, actor)
    if on < assignment.starts_on:
        raise DomainError("Tanggal sampai lebih awal daripada tanggal mulai. Periksa tanggalnya.")
    assignment.ends_on = on
    assignment.save(update_fields=["ends_on"])
    end_together(assignment, actor=actor)


@transaction.atomic
def set_active(user, active, *, actor):
    """A switched-off account is signed out at its next request."""
    stored = _to_manage(user, actor)
    stored.is_active = active
    stored.save(update_fields=["is_active"])
    if not active:
        end_all_of(stored, actor=actor)
    for assignment in stored.current_assignments:
        give_way(assignment, actor=actor)


@transaction.atomic
def give_start_password(user, *, actor):
    """A new password for somebody who forgot theirs; all their sessions end. Returns it: it is shown once."""
    stored, password = _to_manage(user, actor), start_password()
    stored.set_password(password)
    stored.must_change_password = True
    stored.save(update_fields=["password", "must_change_password"])
    return password


def start_password():
    """Three groups of four signs, 59 bits: easy to read out, and changed at first sign-in."""
    return "-".join("".join(secrets.choice(PASSWORD_SIGNS) for _ in range(4)) for _ in range(3))


def _to_manage(user, actor):
    """The user's row, locked; refused unless the actor may manage it."""
    stored = User.objects.select_for_update().visible_to(actor).filter(pk=user.pk).first()
    if stored is None or not may_manage(actor, stored):
        raise PermissionDenied("manage_accounts")
    return stored


def refuse_unfit(role, region, actor):
    """Raises PermissionDenied for what ``actor`` may not give, DomainError for a region of another level."""
    if not may_assign(actor, role, region):
        raise PermissionDenied("manage_accounts")
    level = ROLE_LEVELS[Role(role)]
    if (level_of(region.pk) if region else None) != level:
        raise DomainError(
            f"Peran ini memerlukan wilayah {level.label.lower()}." if level else "Peran ini tanpa wilayah."
        )


def _assign(user, role, region, starts_on, ends_on, actor):
    refuse_unfit(role, region, actor)
    assignment = Assignment.objects.create(user=user, role=role, region=region, starts_on=starts_on, ends_on=ends_on)
    give_way(assignment, actor=actor)
    return assignment
