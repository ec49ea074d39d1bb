"""Who sees which referral."""

from django.db.models import Q

from accounts.capabilities import Capability
from referrals.models.desks import DeskQuerySet
from referrals.models.placement import Placement
from regions.models import in_regions


class ReferralQuerySet(DeskQuerySet):
    """Who sees which referral.

    - FCU secretary and coordinator: those of the village; of a sensitive case only who may see that case.
    - its author and the handler of its case (a mentor too): as long as they hold some assignment in the village.
    - TKSK: those of the kecamatan, once they were submitted; LK3: those of the regency, once they were passed on.
      Both also of sensitive cases, since it was referred to them.
    - provider: those placed with its institution, unless it declined; its page shows only what the service needs.
    - everybody else: none.
    """

    def visible_to(self, user):
        if not user.is_authenticated or not user.current_assignments:
            return self.none()
        return self.filter(_worked_on(user) | Q(pk__in=_placed_with(user).values("referral")))

    def worked_on_by(self, user):
        """Without those that ``user`` sees only as a provider."""
        return self.filter(_worked_on(user))


def _worked_on(user):
    village = "village__code"
    decides = user.scope(Capability.DECIDE_REFERRALS, village) & Q(submitted_on__isnull=False)
    places = user.scope(Capability.PLACE_REFERRALS, village) & Q(reached_regency=True)
    discreet = Q(case__sensitive=False) | user.scope(Capability.SEE_SENSITIVE_CASES, village)
    writes = user.scope(Capability.WRITE_REFERRALS, village) & discreet
    here = in_regions(village, tuple({assignment.region_id or "" for assignment in user.current_assignments}))
    return decides | places | writes | (here & (Q(author=user) | Q(case__handler=user)))


def _placed_with(user):
    if not user.can(Capability.ANSWER_REFERRALS):
        return Placement.objects.none()
    return Placement.objects.filter(institution__staff__user=user, declined_reason="")
