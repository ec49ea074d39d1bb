"""Referrals whose days are written out, so that a quarter can be counted by hand."""

from datetime import UTC, date, datetime

from referrals.enums import Tier
from referrals.models import Placement, Referral, ReferralEvent
from tests.factories.cases import CaseFactory
from tests.factories.families import FamilyFactory
from tests.factories.referrals import PlacementFactory, make_referral


def at(month, day, hour=2):
    return datetime(2026, month, day, hour, tzinfo=UTC)


def happened(referral, number, step, source, target, when, reason=""):
    event = referral.events.create(number=number, step=step, from_state=source, to_state=target, reason=reason)
    ReferralEvent.objects.filter(pk=event.pk).update(happened_at=when)


def travelled(village, *steps, **fields):
    """A referral of a new family that took ``steps``: (step, state after it, moment, reason)."""
    case = CaseFactory(family=FamilyFactory(village=village))
    referral = make_referral(steps[-1][1] if steps else "draft", case=case, **fields)
    referral.placements.all().delete()
    before, sent = "draft", [when.date() for name, _, when, *_ in steps if name == "submit"]
    for number, (name, state, when, *reason) in enumerate(steps, start=2):
        happened(referral, number, name, before, state, when, *reason)
        before = state
    if sent:
        Referral.objects.filter(pk=referral.pk).update(submitted_on=sent[0])
    return referral


def placed(referral, institution, when, tier=Tier.DISTRICT, **fields):
    placement = PlacementFactory(referral=referral, institution=institution, tier=tier, **fields)
    Placement.objects.filter(pk=placement.pk).update(placed_at=when)
    return placement


def closed(referral, need_met, day):
    Referral.objects.filter(pk=referral.pk).update(closed_on=date(2026, *day), need_met=need_met)
