from django.db import IntegrityError, transaction

from core.exceptions import DomainError
from core.transitions import advance
from institutions.enums import UnitState
from institutions.models import CareUnit, Decree
from institutions.queries import founding_day
from institutions.services.rights import refuse_future, require_change, save_changes, working_unit
from institutions.workflow import STEPS

HAS_ONE = "Desa ini sudah punya FCU. Satu desa satu FCU yang aktif."


def found_unit(*, village, name, actor, address="", founded_on=None):
    """A new FCU for a village without an active one; it is being formed until its decree is recorded."""
    require_change(actor, village.pk)
    refuse_future(founded_on, "Tanggal pembentukan")
    try:
        with transaction.atomic():
            return CareUnit.objects.create(village=village, name=name, address=address, founded_on=founded_on)
    except IntegrityError as error:
        raise DomainError(HAS_ONE) from error


@transaction.atomic
def change_unit(unit, *, actor, seen=None, **data):
    """``data``: name, address, founded_on."""
    current = working_unit(unit, actor, seen)
    founded_on = data.get("founded_on", current.founded_on)
    refuse_future(founded_on, "Tanggal pembentukan")
    decree = Decree.objects.filter(care_unit=current).first()
    if decree and founded_on and decree.decided_on < founded_on:
        raise DomainError("Tanggal pembentukan tidak boleh sesudah tanggal SK. Periksa kedua tanggal.")
    return save_changes(current, data)


@transaction.atomic
def record_decree(unit, *, number, decided_on, signed_by, actor, scan=None, seen=None):
    """Record or replace the decree; the first one confirms the FCU. Without ``scan`` an earlier scan stays.

    ``seen``: the version of the unit that the page showed.
    """
    current = working_unit(unit, actor, seen)
    _check_decree_date(current, decided_on)
    kept = {"scan": scan} if scan else {}
    values = {"number": number, "decided_on": decided_on, "signed_by": signed_by, **kept}
    decree = Decree.objects.update_or_create(care_unit=current, defaults=values)[0]
    if current.state == UnitState.FORMING:
        advance(current, STEPS, "confirm", actor=actor, note=f"SK {number}")
    else:
        save_changes(current, {})
    return decree


def _check_decree_date(unit, decided_on):
    refuse_future(decided_on, "Tanggal SK")
    founded_on = founding_day(unit)
    if founded_on and decided_on < founded_on:
        raise DomainError("Tanggal SK tidak boleh sebelum FCU dibentuk. Periksa tanggal SK atau tanggal pembentukan.")


@transaction.atomic
def deactivate_unit(unit, *, reason, actor, seen=None):
    """The FCU no longer works and is only read from now on; the village may form a new one."""
    return advance(
        unit, STEPS, "deactivate", actor=actor, note=reason, seen=seen, inactive_reason=reason.strip()[:200]
    )
