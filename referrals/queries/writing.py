"""What whoever writes a referral is shown beforehand."""

from django.db.models import OuterRef, Q, Subquery

from accounts.capabilities import Capability
from cases.models import Case, CaseNote
from core.formatting import date_long
from referrals.queries.files import referral_rows

TOLD = 5
LONGEST = 1000


def writable_cases(user, family):
    """The open cases of a family from which ``user`` may write: the FCU all it sees, a mentor those in hand."""
    cases = Case.objects.visible_to(user).open().filter(family=family)
    if not user.can(Capability.WRITE_REFERRALS, family.village_id):
        proposes = user.can(Capability.PROPOSE_REFERRALS, family.village_id)
        cases = cases.filter(handler=user) if proposes else cases.none()
    return cases.order_by("-opened_on", "-pk")


def alike(user, family, *, sector, need, member=None, offer=None, but=None):
    """Open referrals of the family that may be for the same need: same sector or service, or the same words.

    Also of a row of an outer query, with OuterRef for each value."""
    same = Q(sector=sector) | Q(member=member, need__iexact=need)
    if offer:
        same |= Q(wanted_offer=offer) | Q(placement__offer=offer)
    return referral_rows(user).open().filter(same, family=family).exclude(pk=but)


def case_to_write_from(user):
    """Cases with ``last_note``."""
    notes = CaseNote.objects.filter(case=OuterRef("pk")).order_by("-written_at", "-pk")
    cases = Case.objects.visible_to(user).select_related("family", "village")
    return cases.annotate(last_note=Subquery(notes.values("text")[:1]))


def tried_words(case):
    """The services that the case has had, else its latest note: what has been tried so far."""
    services = case.services.counted().values_list("given_on", "description")[:TOLD]
    lines = [f"{date_long(day)}: {description}" for day, description in services] or [case.last_note or ""]
    return "\n".join(lines)[:LONGEST]
