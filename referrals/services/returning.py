from django.utils import timezone

from cases.enums import ServiceKind
from cases.services import record_service
from families.queries import members_of
from referrals.enums import Outcome

LONGEST = 300


def record_given(referral, *, actor):
    """What its providers gave counts as services of the case, once, when the FCU closes the referral.

    Only then is it known from a visit that the family was served. A case that was closed before keeps its count.
    """
    if not referral.case.is_open:
        return
    served = referral.placements.filter(outcome__in=[Outcome.FULL, Outcome.PARTLY]).select_related("institution")
    for placement in served.order_by("pk"):
        record_service(
            referral.case, kind=ServiceKind.REFERRAL, given_on=min(placement.completed_on, timezone.localdate()),
            description=f"{referral.need} (rujukan {referral.number})"[:LONGEST], people=_people(referral),
            institutions=[placement.institution], actor=actor,
        )  # fmt: skip


def _people(referral):
    return 1 if referral.member_id else max(1, members_of(referral.family).count())
