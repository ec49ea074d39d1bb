from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from cases.models import Case, CaseAccess
from cases.queries import nameable_people
from cases.services.rights import demand_work
from core.exceptions import DomainError

LONGEST = 365


def demand_naming(case, actor):
    """Only the coordinator says who else sees a sensitive case."""
    demand_work(case, actor)
    if not actor.can(Capability.SEE_SENSITIVE_CASES, case.village_id):
        raise PermissionDenied(Capability.SEE_SENSITIVE_CASES)


@transaction.atomic
def name_person(case, *, user, reason, until, actor):
    """Let one more person see this sensitive case. Naming somebody again takes the place of what was said before."""
    demand_naming(case, actor)
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not case.sensitive:
        raise DomainError("Kasus ini tidak peka, jadi semua yang bertugas sudah dapat melihatnya.")
    _check(case, user, reason, until)
    CaseAccess.objects.filter(case=case, user=user, revoked_on=None).update(
        revoked_on=timezone.localdate(), revoked_by=actor
    )
    return CaseAccess.objects.create(case=case, user=user, reason=reason.strip(), until=until, granted_by=actor)


@transaction.atomic
def end_access(access, *, actor):
    """From now on. Twice is once."""
    demand_naming(access.case, actor)
    in_force = CaseAccess.objects.filter(pk=access.pk, revoked_on=None)
    in_force.update(revoked_on=timezone.localdate(), revoked_by=actor)
    access.refresh_from_db()


def _check(case, user, reason, until):
    if not reason.strip():
        raise DomainError("Tulis mengapa orang ini perlu melihat kasusnya.")
    if not nameable_people(case.village_id).filter(pk=user.pk).exists():
        raise DomainError(f"{user} tidak bertugas untuk desa ini. Pilih orang dari daftar.")
    days = (until - timezone.localdate()).days
    if not 0 <= days <= LONGEST:
        raise DomainError("Isi hari terakhir izin ini: mulai hari ini, paling lama satu tahun.")
