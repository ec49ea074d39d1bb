from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.capabilities import Capability
from cases.enums import IntakeState
from cases.models import Intake
from core.exceptions import DomainError, StaleState
from families.services import hold, record_decile

DECILE_SOURCE = "Diperiksa saat penerimaan"


@transaction.atomic
def record_intake(*, village, data, actor, family=None, information=""):
    """``data``: what cases.models.Intake holds, but for the village, the family and what becomes of it.

    With ``information`` the need was answered at once.
    """
    _check_may_write(actor, village.pk)
    if family and family.village_id != village.pk:
        raise DomainError("Keluarga ini tercatat di desa lain. Catat penerimaannya di desa itu.")
    if family:
        hold(family)
    intake = Intake.objects.create(village=village, family=family, taken_by=actor, **data)
    if family:
        _keep_decile(intake, actor)
    if information.strip():
        give_information(intake, information=information, actor=actor)
    return intake


def _keep_decile(intake, actor):
    """What was looked up in DTSEN belongs to the family's series, unless it says so already."""
    new = intake.decile is not None and intake.decile != intake.family.decile
    if new and actor.can(Capability.CHANGE_FAMILIES, intake.village_id):
        data = {"value": intake.decile, "stated_on": intake.checked_on, "source": DECILE_SOURCE}
        record_decile(intake.family, data=data, actor=actor)


def give_information(intake, *, information, actor):
    """The need was answered at once; it is counted, and no case is opened."""
    _check_may_write(actor, intake.village_id)
    if not information.strip():
        raise DomainError("Tulis informasi yang diberikan.")
    settle(intake, IntakeState.INFORMED, information_given=information.strip())


def cancel_intake(intake, *, reason, actor):
    """It was written down by mistake, or twice: it stays readable, with the reason, and is counted no more."""
    _check_may_write(actor, intake.village_id)
    if not reason.strip():
        raise DomainError("Tulis alasan penerimaan ini dibatalkan.")
    settle(intake, IntakeState.CANCELLED, cancel_reason=reason.strip())


@transaction.atomic
def link_family(intake, family, *, actor):
    """Whose need it was, when that was not known at the time."""
    _check_may_write(actor, intake.village_id)
    if family.village_id != intake.village_id:
        raise DomainError("Keluarga ini tercatat di desa lain. Pilih keluarga dari desa yang sama.")
    hold(family)
    if not Intake.objects.filter(pk=intake.pk, state=IntakeState.OPEN).update(family=family):
        raise StaleState("Penerimaan ini sudah ditindaklanjuti. Keluarganya tidak bisa diganti lagi.")
    intake.refresh_from_db()
    _keep_decile(intake, actor)


def settle(intake, state, **changes):
    """An intake is followed up once; the second one is told."""
    waiting = Intake.objects.filter(pk=intake.pk, state=IntakeState.OPEN)
    if not waiting.update(state=state, **changes):
        intake.refresh_from_db()
        raise StaleState(f"Penerimaan ini sudah ditindaklanjuti: {intake.get_state_display().lower()}.")
    intake.refresh_from_db()


def _check_may_write(actor, village_code):
    if not actor.can(Capability.CHANGE_CASES, village_code):
        raise PermissionDenied(Capability.CHANGE_CASES)
