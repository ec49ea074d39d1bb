from django.core.exceptions import PermissionDenied

from accounts.capabilities import Capability
from cases.models import Case
from core.exceptions import DomainError
from families.services import lock_family

CASE_CLOSED = "Kasus ini sudah ditutup. Buka lagi kasusnya dahulu."


def demand_work(case, actor):
    """PermissionDenied unless ``actor`` writes cases in the village."""
    if not actor.can(Capability.CHANGE_CASES, case.village_id):
        raise PermissionDenied(Capability.CHANGE_CASES)


def demand_note(case, actor):
    """Its handler writes too, a mentor in hand."""
    if actor.pk != case.handler_id:
        demand_work(case, actor)


def hold_open(case):
    """The case as it stands, locked with its family until the transaction ends; a closed one takes no more work."""
    lock_family(case.family_id)
    current = Case.objects.select_for_update().get(pk=case.pk)
    if not current.is_open:
        raise DomainError(CASE_CLOSED)
    return current


def first_day(case):
    """When the family came or was found."""
    return case.intake.received_on if case.intake else case.opened_on
