"""What the activities of a programme reached and spent in one month."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce

from core.exceptions import DomainError, StaleState
from core.formatting import number, rupiah
from institutions.services.rights import STALE
from programmes.enums import ProgrammeState
from programmes.models import MonthlyProgress
from programmes.services.programme import hold_changeable, today_of


class MoreThanPlanned(DomainError):
    """Possible, and often a slip of the pen: asked once."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What is typed for one activity; ``done`` None takes the month's row away. ``seen``: the version of the row that
    the page showed, 0 where it showed none."""

    done: int | None
    spent: int = 0
    note: str = ""
    seen: int = 0


@transaction.atomic
def save_progress(programme, month, reached, *, actor, sure=False):
    """``month``: a Period; ``reached``: {key of an activity: Reached}. Raises MoreThanPlanned unless ``sure``."""
    current = hold_changeable(programme, actor)
    _check_month(current, month)
    activities = {each.pk: each for each in current.activities.filter(removed_on=None, pk__in=reached)}
    if len(activities) < len(reached):
        raise DomainError("Salah satu kegiatan sudah dihapus orang lain. Muat ulang halamannya.")
    stored = {
        row.activity_id: row for row in MonthlyProgress.objects.filter(activity__in=activities, month=month.first_day)
    }
    if any((stored[key].version if key in stored else 0) != given.seen for key, given in reached.items()):
        raise StaleState(STALE)
    if not sure:
        _ask(activities, month, reached)
    for key, given in reached.items():
        _write(activities[key], month, stored.get(key), given, actor)
    return current


def _check_month(programme, month):
    if programme.state != ProgrammeState.RUNNING:
        raise DomainError("Program ini belum dimulai. Mulai dahulu programnya, lalu catat kemajuannya.")
    if month not in programme.months:
        raise DomainError(f"{month.label} di luar masa program ini. Pilih bulan dari daftarnya.")
    if month.first_day > today_of(programme):
        raise DomainError(f"{month.label} belum tiba. Catat kemajuannya mulai bulan itu.")


def _ask(activities, month, reached):
    """More than the target or the budget over all months together, where this month adds to it."""
    others = MonthlyProgress.objects.filter(activity__in=activities).exclude(month=month.first_day).order_by()
    sums = others.values("activity").annotate(done=Coalesce(Sum("done"), 0), spent=Coalesce(Sum("spent"), 0))
    before = {row["activity"]: (row["done"], row["spent"]) for row in sums}
    found = [
        words
        for key, given in reached.items()
        if given.done is not None
        for words in _excess(activities[key], given, *before.get(key, (0, 0)))
    ]
    if found:
        raise MoreThanPlanned(f"{'; '.join(found)}. Periksa angkanya. Bila benar, centang “Angka ini benar”.")


def _excess(activity, given, done, spent):
    done, spent = done + given.done, spent + given.spent
    if given.done and done > activity.target:
        yield f"“{activity}” menjadi {number(done)} dari target {number(activity.target)} {activity.unit}"
    if given.spent and activity.budget is not None and spent > activity.budget:
        yield f"“{activity}” memakai {rupiah(spent)} dari anggaran {rupiah(activity.budget)}"


def _write(activity, month, row, given, actor):
    if given.done is None:
        if row:
            row.delete()
        return
    values = {"done": given.done, "spent": given.spent, "note": given.note}
    if row is None:
        MonthlyProgress.objects.create(activity=activity, month=month.first_day, recorded_by=actor, **values)
    elif any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.version, row.recorded_by = row.version + 1, actor
        row.save()
