"""How the time of files stands, and at which posts they wait, as the database says it."""

from django.db import models
from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import Left

from cases.enums import Urgency
from core.holidays import add_working_days, nth_last_working_day
from referrals.enums import ENDED_STATES, Pace, ReferralState, Tier
from regions.models import in_regions

S = ReferralState
DISTRICT_CODE, REGENCY_CODE = 8, 5

AT_DISTRICT = Q(state=S.SUBMITTED) | Q(state=S.DECLINED, placement__tier=Tier.DISTRICT)
AT_REGENCY = Q(state=S.ESCALATED) | Q(state=S.DECLINED, placement__tier=Tier.REGENCY)


def pace_of(due_on, today):
    """Near is the last working day and the one before."""
    if due_on < today:
        return Pace.LATE
    return Pace.NEAR if due_on <= add_working_days(today, 1) else Pace.ON_TRACK


def past_twice(limits, today):
    """The condition for files that are late by more than their limit once more. ``limits``: TimeLimit.objects.of()."""
    found = Q(pk__in=[])
    for state, (usual, emergency) in limits.items():
        for limit, urgent in ((usual, Q(urgency__lt=Urgency.EMERGENCY)), (emergency, Q(urgency=Urgency.EMERGENCY))):
            found |= urgent & Q(state=state, due_on__lt=nth_last_working_day(today, limit + 1))
    return found


class DeskQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(state__in=ENDED_STATES)

    def in_regency(self, regency_code):
        return self.filter(in_regions("village__code", (regency_code,)))

    def timed_regencies(self):
        """Codes of the regencies in which the time of some file runs."""
        code = Left(F("village"), REGENCY_CODE)
        running = self.open().filter(due_on__isnull=False)
        return list(running.order_by().annotate(regency=code).values_list("regency", flat=True).distinct())

    def paced(self, pace, today):
        soon = add_working_days(today, 1)
        stands = {
            Pace.LATE: Q(due_on__lt=today),
            Pace.NEAR: Q(due_on__gte=today, due_on__lte=soon),
            Pace.ON_TRACK: Q(due_on__gt=soon),
        }
        return self.open().filter(stands[pace])

    def late(self, today):
        return self.paced(Pace.LATE, today)

    def waiting_at_posts(self, today):
        """{code of the kecamatan (TKSK) or regency (LK3): (files that wait there, late ones)}."""
        post = Case(When(AT_REGENCY, then=Left(F("village"), REGENCY_CODE)), default=Left(F("village"), DISTRICT_CODE))
        waiting = self.filter(AT_DISTRICT | AT_REGENCY).annotate(post=post).order_by().values_list("post")
        counted = waiting.annotate(files=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
        return {code: (files, late) for code, files, late in counted}
