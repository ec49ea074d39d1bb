"""Working groups (pokja): formed of members for a task and a time."""

from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from core.formatting import date_long
from institutions.models import WorkingGroup
from institutions.services.rights import locked, save_changes, working_unit


@transaction.atomic
def form_group(unit, *, name, purpose, chair, actor, members=(), starts_on=None, ends_on=None):
    """The chair is one of the members, whether named among them or not."""
    unit = working_unit(unit, actor)
    starts_on = starts_on or timezone.localdate()
    _check(unit, name, {chair, *members}, starts_on, ends_on)
    group = WorkingGroup.objects.create(
        care_unit=unit, name=name, purpose=purpose, chair=chair, starts_on=starts_on, ends_on=ends_on
    )
    group.members.set({chair, *members})
    return group


@transaction.atomic
def change_group(group, *, actor, seen=None, members=None, **data):
    """``data``: name, purpose, chair, starts_on, ends_on. ``members`` is the whole list when given."""
    unit = working_unit(group.care_unit, actor)
    current = locked(WorkingGroup.objects, group.pk, seen)
    wanted = {data.get("chair", current.chair), *(current.members.all() if members is None else members)}
    term = data.get("starts_on", current.starts_on), data.get("ends_on", current.ends_on)
    _check(unit, data.get("name", current.name), wanted, *term, besides=current)
    save_changes(current, data)
    current.members.set(wanted)
    return current


@transaction.atomic
def end_group(group, *, ends_on, actor):
    """Its task is done; it stays in the history with those who belonged to it."""
    working_unit(group.care_unit, actor)
    current = locked(WorkingGroup.objects, group.pk)
    today = timezone.localdate()
    if not current.is_running(today):
        raise DomainError(f"{current} sudah berakhir pada {date_long(current.ends_on)}.")
    if not current.starts_on <= ends_on <= max(today, current.starts_on):
        raise DomainError(f"Pilih tanggal antara {date_long(current.starts_on)} dan hari ini.")
    return save_changes(current, {"ends_on": ends_on})


def _check(unit, name, members, starts_on, ends_on, besides=None):
    if ends_on and ends_on < starts_on:
        raise DomainError("Pokja harus berakhir sesudah mulai. Periksa kedua tanggal.")
    _refuse_twin(unit, name, starts_on, ends_on, besides)
    for member in members:
        if member.care_unit_id != unit.pk or not _belongs(member, starts_on, ends_on):
            raise DomainError(f"{member.name} bukan anggota FCU pada masa itu. Pokja dibentuk dari anggota.")


def _belongs(member, starts_on, ends_on):
    """Joined before the group ends, and does not leave before it does; a group without an end goes on."""
    last_day = ends_on or max(starts_on, timezone.localdate())
    stays = member.left_on is None or (ends_on is not None and ends_on <= member.left_on)
    return member.joined_on <= last_day and stays


def _refuse_twin(unit, name, starts_on, ends_on, besides):
    same = unit.working_groups.filter(name__iexact=name).running_between(starts_on, ends_on)
    if same.exclude(pk=besides.pk if besides else None).exists():
        raise DomainError(f"Pokja “{name}” sudah ada pada masa itu. Ubah pokja itu, atau pakai nama lain.")
