from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.capabilities import Capability
from families.models import Family, Merge
from families.queries import merges_of
from families.services import may_undo_until


@dataclass(frozen=True, slots=True)
class MergeLine:
    """``opens``, ``may_undo``: of the reader; ``until``: the last day on which it can be taken back."""

    merge: Merge
    other: Family
    went: bool
    opens: bool
    may_undo: bool
    until: date


def merges_panel(request, family):
    """Where a merged file went, and which files were merged into this one; nothing where none was."""
    lines = [_line(request.user, family, merge) for merge in merges_of(family)]
    if not lines:
        return None
    went = next((line for line in lines if line.went), None)
    alerts = [("info", f"Berkas ini digabung ke {_name(went)}.")] if went else []
    return {"family": family, "lines": lines, "alerts": alerts}


def _name(line):
    return f"berkas {line.other.file_number}" if line.opens else "berkas lain"


def _line(user, family, merge):
    went = merge.absorbed_id == family.pk
    other, until = merge.kept if went else merge.absorbed, may_undo_until(merge)
    may_change = all(user.can(Capability.CHANGE_FAMILIES, each.village_id) for each in (family, other))
    return MergeLine(
        merge=merge,
        other=other,
        went=went,
        opens=user.can(Capability.SEE_FAMILIES, other.village_id),
        may_undo=may_change and not merge.kept.closed_on and timezone.localdate() <= until,
        until=until,
    )
