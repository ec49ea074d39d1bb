from datetime import date

import factory

from families.models import Consent
from institutions.enums import Sector
from referrals.enums import ReferralState, Tier
from referrals.models import Placement, Referral
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.families import ConsentFactory
from tests.factories.institutions import InstitutionFactory

S = ReferralState
PLACED_STATES = {S.PLACED, S.DECLINED, S.ACCEPTED, S.IN_SERVICE, S.COMPLETED, S.CLOSED}
TIMED_STATES = {S.SUBMITTED, S.ESCALATED, S.PLACED, S.DECLINED, S.ACCEPTED, S.IN_SERVICE, S.COMPLETED}


class ReferralFactory(factory.django.DjangoModelFactory):
    """A draft. For the other states use ``make_referral``, which adds what each must have."""

    class Meta:
        model = Referral
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory)
    family = factory.SelfAttribute("case.family")
    village = factory.SelfAttribute("case.village")
    need = "Kejar Paket B"
    details = "Putus sekolah sejak kelas VII, ingin belajar lagi."
    sector = Sector.EDUCATION
    author = factory.SubFactory(UserFactory)


class PlacementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Placement

    referral = factory.SubFactory(ReferralFactory)
    institution = factory.SubFactory(
        InstitutionFactory, region=factory.LazyAttribute(lambda o: o.factory_parent.referral.village.parent)
    )
    tier = Tier.DISTRICT
    placed_by = factory.SubFactory(UserFactory)


def consent_for(family):
    existing = Consent.objects.in_force().filter(family=family, purpose="referral").first()
    return existing or ConsentFactory(family=family, purpose="referral")


def make_referral(state=S.DRAFT, *, institution=None, tier=Tier.DISTRICT, **fields):
    """A referral that stands in ``state``, with consent, number, placement and dates as that state asks for."""
    referral = ReferralFactory(**fields)
    if state == S.DRAFT:
        return referral
    changes = {"state": state, "version": 2, "reached_regency": state == S.ESCALATED or tier == Tier.REGENCY}
    changes |= {
        "consent": consent_for(referral.family),
        "submitted_on": date(2026, 9, 1),
        "submitted_by": referral.author,
    }
    changes["number"] = fields.get("number") or f"463/{referral.pk:03}/{referral.village_id[-4:]}/IX/2026"
    if state in TIMED_STATES:
        changes["due_on"] = fields.get("due_on") or date(2026, 9, 4)
    if state in PLACED_STATES:
        changes["placement"] = _placement(referral, institution, tier, state)
    if state == S.CLOSED:
        changes |= {"closed_on": date(2026, 10, 1), "need_met": "yes", "visited_on": date(2026, 10, 1)}
    Referral.objects.filter(pk=referral.pk).update(**changes)
    referral.refresh_from_db()
    return referral


def _placement(referral, institution, tier, state):
    given = {"institution": institution} if institution else {}
    if state == S.DECLINED:
        given["declined_reason"] = "Tempat penuh."
    if state in {S.COMPLETED, S.CLOSED}:
        given |= {"outcome": "full", "given": "Terdaftar di kelompok belajar.", "completed_on": date(2026, 9, 20)}
    return PlacementFactory(referral=referral, tier=tier, **given)
