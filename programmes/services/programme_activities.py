"""The activities of a programme, with targets and budgets."""

from django.db import transaction

from core.exceptions import DomainError
from institutions.services.rights import locked, save_changes
from programmes.models import ProgrammeActivity
from programmes.services.programme import hold_changeable, today_of

MOST_ACTIVITIES = 20


@transaction.atomic
def add_activity(programme, *, actor, **data):
    """``data``: fields of ProgrammeActivity."""
    current = hold_changeable(programme, actor)
    if current.activities.filter(removed_on=None).count() >= MOST_ACTIVITIES:
        raise DomainError(f"Satu program memuat paling banyak {MOST_ACTIVITIES} kegiatan. Gabungkan yang serupa.")
    activity = ProgrammeActivity(programme=current, **data)
    _check(activity)
    activity.save()
    return activity


@transaction.atomic
def change_activity(activity, *, actor, seen=None, **data):
    current = _kept(activity, actor, seen)
    for name, value in data.items():
        setattr(current, name, value)
    _check(current)
    return save_changes(current, {})


@transaction.atomic
def remove_activity(activity, *, actor):
    """Removed twice is removed once; one with progress stays."""
    programme = hold_changeable(activity.programme, actor)
    current = locked(ProgrammeActivity.objects, activity.pk)
    if current.removed_on:
        return current
    if current.progress.exists():
        raise DomainError("Kegiatan ini sudah punya kemajuan bulanan, jadi tetap dalam program. Ubah saja isinya.")
    return save_changes(current, {"removed_on": today_of(programme)})


def _kept(activity, actor, seen):
    programme = hold_changeable(activity.programme, actor)
    current = locked(ProgrammeActivity.objects, activity.pk, seen)
    if current.removed_on:
        raise DomainError(
            f"“{current}” sudah dihapus orang lain. Kembali ke programnya untuk melihat isinya sekarang."
        )
    current.programme = programme
    return current


def _check(activity):
    programme = activity.programme
    if activity.ends_on < activity.starts_on:
        raise DomainError("Bulan terakhir kegiatan sebelum bulan pertamanya. Periksa keduanya.")
    if activity.starts_on < programme.months[0].first_day or activity.ends_on > programme.months[-1].last_day:
        raise DomainError("Kegiatan harus di dalam masa program. Pilih bulannya dari daftar.")
    if activity.target < 1:
        raise DomainError("Target kegiatan paling kecil 1.")
