"""The checklist of those to involve."""

from django.db import transaction

from core.exceptions import DomainError
from workplans.services.holding import check_day, hold_running


@transaction.atomic
def involve_party(plan, party, *, done_on, note="", actor):
    """Ticked again it is put right: a line is ticked once."""
    current = hold_running(plan, actor)
    if party.template_id != current.template_id:
        raise DomainError("Baris itu tidak ada dalam daftar rencana ini.")
    check_day(done_on, current, "Tanggal pelibatan")
    values = {"done_on": done_on, "note": note, "recorded_by": actor}
    return current.involved.update_or_create(party=party, defaults=values)[0]


@transaction.atomic
def leave_party(plan, party, *, actor):
    """Take the tick away; without one there is nothing to take."""
    hold_running(plan, actor).involved.filter(party=party).delete()
