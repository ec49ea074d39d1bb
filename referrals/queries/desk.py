"""What lies on the desks of the TKSK and LK3."""

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.capabilities import Capability
from cases.enums import Urgency
from institutions.enums import InstitutionKind
from institutions.models import InstitutionStaff
from referrals.enums import AT_PROVIDER_STATES, ReferralState, Tier
from referrals.models import CounsellingSession, Referral, ReferralEvent
from referrals.queries.files import office_rows, referral_file
from referrals.queries.writing import alike

VILLAGE = "village__code"
SAID = ("step", "reason", "note", "answered_by", "acting", "happened_at")
# The regency's own centre; a national programme of that kind has no region.
AT_THE_CENTRE = Q(placement__institution__kind=InstitutionKind.LK3, placement__institution__region__isnull=False)


def waiting_for(user):
    """What the TKSK or LK3 has to decide: the late ones on top, then the most urgent and the oldest."""
    late = Case(When(due_on__lt=timezone.localdate(), then=Value(0)), default=Value(1))
    rows = office_rows(user).filter(_waits(user), state__in=_waiting_states(user))
    return rows.order_by(late, "-urgency", "due_on", "pk")


class CountedRows:
    """Rows whose number is known already, so that their page does not count them again."""

    def __init__(self, rows, number):
        self.rows, self.number = rows, number

    def count(self):
        return self.number

    def __getitem__(self, wanted):
        return self.rows[wanted]


def served_here(user):
    """What LK3 gives itself, with ``sessions`` held so far and ``next_on``, the day agreed for the next."""
    held = CounsellingSession.objects.filter(placement=OuterRef("placement")).order_by("-held_on", "-pk")
    counted = held.order_by().values("placement").annotate(n=Count("pk")).values("n")
    rows = _running(user).filter(_placed_above(user), AT_THE_CENTRE)
    return rows.annotate(sessions=Coalesce(Subquery(counted), 0), next_on=Subquery(held.values("next_on")[:1]))


def at_providers(user):
    """What this tier placed with others; ``has_account`` tells whether they answer by themselves."""
    staff = InstitutionStaff.objects.filter(institution=OuterRef("placement__institution"), user__is_active=True)
    elsewhere = _placed_below(user) | (_placed_above(user) & ~AT_THE_CENTRE)
    return _running(user).filter(elsewhere).annotate(has_account=Exists(staff))


def _running(user):
    return office_rows(user).filter(state__in=AT_PROVIDER_STATES).order_by("due_on", "-urgency", "pk")


def desk_counts(user):
    """All that waits and all that runs, counted in one statement, however long the lists are."""
    today = timezone.localdate()
    waits, late = _waits(user), Q(due_on__lt=today)
    running = Q(state__in=AT_PROVIDER_STATES)
    here = running & _placed_above(user) & AT_THE_CENTRE
    elsewhere = running & (_placed_below(user) | (_placed_above(user) & ~AT_THE_CENTRE))
    states = [*_waiting_states(user), *AT_PROVIDER_STATES]
    return Referral.objects.worked_on_by(user).filter(waits | here | elsewhere, state__in=states).aggregate(
        waiting=Count("pk", filter=waits),
        urgent=Count("pk", filter=waits & Q(urgency=Urgency.EMERGENCY)),
        late=Count("pk", filter=waits & late),
        here=Count("pk", filter=here),
        here_late=Count("pk", filter=here & late),
        elsewhere=Count("pk", filter=elsewhere),
        elsewhere_late=Count("pk", filter=elsewhere & late),
    )  # fmt: skip


def desk_file(user):
    """``referral_file`` with what is told before a decision: ``said_…`` of the newest event that says something, and
    ``has_alike``, another open referral that may be for the same need."""
    of_row = {name: OuterRef(name) for name in ("family", "sector", "need", "member")}
    others = alike(user, offer=OuterRef("wanted_offer"), but=OuterRef("pk"), **of_row)
    events = ReferralEvent.objects.telling().filter(referral=OuterRef("pk")).order_by("-number")
    words = {f"said_{name}": Subquery(events.values(name)[:1]) for name in SAID}
    by = Subquery(events.values("actor__name")[:1])
    return referral_file(user).annotate(has_alike=Exists(others), said_by=by, **words)


def _waiting_states(user):
    """Said beside the condition itself, so that the database starts with the few files in these states."""
    to_decide = [ReferralState.SUBMITTED] if user.can(Capability.DECIDE_REFERRALS) else []
    to_place = [ReferralState.ESCALATED] if user.can(Capability.PLACE_REFERRALS) else []
    return [ReferralState.DECLINED, *to_decide, *to_place]


def _waits(user):
    district = user.scope(Capability.DECIDE_REFERRALS, VILLAGE)
    regency = user.scope(Capability.PLACE_REFERRALS, VILLAGE)
    declined = Q(state=ReferralState.DECLINED)
    mine = district & (Q(state=ReferralState.SUBMITTED) | declined & Q(placement__tier=Tier.DISTRICT))
    return mine | regency & (Q(state=ReferralState.ESCALATED) | declined & Q(placement__tier=Tier.REGENCY))


def _placed_below(user):
    return user.scope(Capability.DECIDE_REFERRALS, VILLAGE) & Q(placement__tier=Tier.DISTRICT)


def _placed_above(user):
    return user.scope(Capability.PLACE_REFERRALS, VILLAGE) & Q(placement__tier=Tier.REGENCY)
