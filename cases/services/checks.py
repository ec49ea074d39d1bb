from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cases.enums import CaseResult, CaseState, CheckResult
from cases.models import Case, CaseCheck
from cases.services.handling import advance_case
from cases.services.rights import demand_work
from core.exceptions import DomainError, StaleState
from families.services import lock_family

TRY_AGAIN_AFTER = timedelta(days=7)


@transaction.atomic
def record_check(case, *, result, note, actor, seen=None, checked_on=None):
    """How the family is doing after its case was closed. Relapsed: the case opens again, the note is the reason."""
    demand_work(case, actor)
    lock_family(case.family_id)
    case = Case.objects.select_for_update().select_related("family").get(pk=case.pk)
    day = checked_on or timezone.localdate()
    _check(case, result, note, day, seen)
    check = CaseCheck.objects.create(case=case, checked_on=day, result=result, note=note.strip(), checked_by=actor)
    if result == CheckResult.RELAPSED:
        advance_case(case, "reopen", actor=actor, note=note)
    elif result == CheckResult.NOT_MET:
        Case.objects.filter(pk=case.pk).update(check_on=day + TRY_AGAIN_AFTER, check_told_on=None)
    else:
        Case.objects.filter(pk=case.pk).update(checked_on=day)
    return check


def _check(case, result, note, day, seen):
    if case.state != CaseState.CLOSED or seen not in (None, case.version):
        raise StaleState(f"Kasus ini tidak menunggu pemeriksaan. Keadaannya sekarang: {case.get_state_display()}.")
    if case.checked_on:
        raise StaleState("Pemeriksaan setelah kasus ditutup sudah dicatat.")
    if case.check_on is None:
        raise DomainError(f"Kasus ini ditutup dengan hasil “{CaseResult(case.result).label}”, tanpa pemeriksaan lagi.")
    if result not in CheckResult.values:
        raise DomainError("Pilih keadaan keluarga.")
    if not note.strip():
        raise DomainError("Tulis apa yang ditemukan.")
    if day > timezone.localdate():
        raise DomainError("Tanggalnya belum tiba. Catat setelah bertemu keluarga.")
    if day < case.closed_on:
        raise DomainError(f"Pemeriksaan tidak bisa sebelum kasus ditutup, {case.closed_on:%d-%m-%Y}.")
