from django.db import transaction
from django.utils import timezone

from cases.models import CaseConference
from cases.queries import consent_of
from cases.services.plan import plan_action
from cases.services.rights import demand_work, hold_open
from core.exceptions import DomainError
from families.enums import ConsentPurpose
from families.services import demand_consent


def consent_to_share(case):
    """The agreement to share data for a referral also covers telling the case to those who are to help (decision 18).

    Where the case is about one member, that member's own agreement will do. DomainError where there is none.
    """
    return consent_of(case) or demand_consent(case.family, ConsentPurpose.REFERRAL)


@transaction.atomic
def record_conference(
    case, *, held_on, place, institutions, people, minutes, actor, family_came=False, agreed=()
):  # fmt: skip
    """``agreed``: what services.plan_action takes for each action; they stand in the plan at once."""
    demand_work(case, actor)
    _check_day(hold_open(case), held_on)
    if not institutions:
        raise DomainError("Pilih paling sedikit satu lembaga yang hadir.")
    conference = CaseConference.objects.create(
        case=case, held_on=held_on, place=place.strip(), people=people.strip(), minutes=minutes.strip(),
        family_came=family_came, consent=consent_to_share(case), recorded_by=actor,
    )  # fmt: skip
    conference.institutions.set(institutions)
    for action in agreed:
        plan_action(case, conference=conference, actor=actor, **action)
    return conference


def _check_day(case, day):
    if day > timezone.localdate():
        raise DomainError("Tanggal rapat belum tiba. Catat setelah rapat diadakan.")
    if day < case.opened_on:
        raise DomainError(f"Rapat tidak bisa sebelum kasus dibuka, {case.opened_on:%d-%m-%Y}. Periksa tanggalnya.")
