"""What every change inside a plan begins with."""

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from institutions.services.rights import STALE, locked, require_change
from workplans.models import WorkPlan


def running_plan(plan, actor):
    """The plan, locked: what belongs to it is written one after another. Stopped or closed it is only read, save for a
    closed one of which a stage came back."""
    require_change(actor, plan.care_unit.village_id, Capability.CHANGE_WORK_PLANS)
    current = locked(WorkPlan.objects.select_related("care_unit"), plan.pk)
    if not current.takes_work:
        words = current.get_state_display().lower()
        raise DomainError(f"Rencana kerja ini sudah {words}, jadi isinya hanya bisa dibaca.")
    return current


def kept(queryset, pk, seen=None):
    """The row, held as by ``locked``. What somebody took away in the meantime is changed no more."""
    record = locked(queryset, pk)
    if record.removed_on:
        raise DomainError(f"“{record}” sudah dihapus orang lain. Kembali ke daftarnya untuk melihat isinya sekarang.")
    if seen not in (None, record.version):
        raise StaleState(STALE)
    return record
