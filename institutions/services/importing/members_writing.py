"""Members of an FCU written as the page writes them, one by one, and taken back as long as nothing hangs on them."""

from datetime import date

from core.exceptions import DomainError
from exchange.services import Overtaken
from families.models import Family
from institutions.models import Institution, Membership
from institutions.queries import unit_of
from institutions.services.importing.leftovers import CHANGED, IN_USE, in_use
from institutions.services.members import add_member, change_position
from institutions.services.rights import require_change

OTHERS = "Keanggotaan berubah sejak pratinjau."


def write(batch, rows, *, actor, progress):
    """→ {"members": key → what was written, "positions": key → [before, after]}."""
    unit = unit_of(batch.region_id)
    if unit is None:
        raise Overtaken(OTHERS)
    made = {"members": {}, "positions": {}}
    for done, row in enumerate(rows, start=1):
        try:
            _write_one(unit, row, made, actor)
        except DomainError as error:
            raise Overtaken(str(error)) from error
        progress(done, len(rows))
    return made


def _write_one(unit, row, made, actor):
    if "member" in row.plan:
        member = unit.memberships.filter(pk=row.plan["member"], left_on=None).first()
        if member is None or member.position != row.plan["old"]:
            raise Overtaken(OTHERS)
        change_position(member, position=row.plan["position"], actor=actor)
        made["positions"][member.pk] = [row.plan["old"], row.plan["position"]]
    else:
        member = add_member(unit, actor=actor, **_new(row))
        made["members"][member.pk] = _facts(member)


def _new(row):
    """Arguments of add_member. What was found by name may be gone meanwhile."""
    plan, joined_on = row.plan, row.values.get("joined_on")
    return {
        "kind": plan["kind"],
        "name": plan["name"],
        "position": row.values.get("position", ""),
        "joined_on": date.fromisoformat(joined_on) if joined_on else None,
        "institution": _still(Institution.objects.active(), plan.get("institution")),
        "family": _still(Family.objects.active(), plan.get("family")),
    }


def _still(rows, pk):
    found = rows.filter(pk=pk).first() if pk else None
    if pk and found is None:
        raise Overtaken(OTHERS)
    return found


def _facts(member):
    return [member.name, member.position, member.joined_on.isoformat(), str(member.left_on or "")]


def undo(batch, *, actor, progress):
    """→ [name, why it stays, address] of each member who stays as it is."""
    require_change(actor, batch.region_id)
    left = _undo_positions(batch.made["positions"], actor) + _remove(batch.made["members"])
    progress(1, 1)
    return left


def _undo_positions(positions, actor):
    left = []
    for member in Membership.objects.filter(pk__in=positions).select_related("care_unit"):
        before, after = positions[str(member.pk)]
        if member.position == after:
            change_position(member, position=before, actor=actor)
        else:
            left.append(_named(member, CHANGED))
    return left


def _remove(members):
    found = list(Membership.objects.filter(pk__in=members).select_related("care_unit"))
    used = in_use(Membership, [member.pk for member in found])
    staying = {member.pk: IN_USE for member in found if member.pk in used}
    staying |= {member.pk: CHANGED for member in found if _facts(member) != members[str(member.pk)]}
    Membership.objects.filter(pk__in=[member.pk for member in found if member.pk not in staying]).delete()
    return [_named(member, staying[member.pk]) for member in found if member.pk in staying]


def _named(member, why):
    return [member.name, why, member.care_unit.get_absolute_url()]
