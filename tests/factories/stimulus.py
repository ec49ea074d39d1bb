"""Proposals of the stimulus fund, each brought by the services to where a test wants it."""

from datetime import timedelta

from django.utils import timezone

from accounts.enums import Role
from finance.enums import StimulusState
from finance.models import StimulusProposal
from finance.services.stimulus import advance_stimulus, propose
from finance.services.stimulus_receipts import add_receipt
from tests.factories.accounts import make_user
from tests.factories.documents import make_photo
from tests.factories.families import FamilyFactory

S = StimulusState
ACCOUNT = "012301004567509"
SUM = 2_000_000
# How a proposal comes from a draft to its report, in order: (step, whose, state after it).
WAY = (
    ("submit", Role.SECRETARY, S.SUBMITTED), ("vouch", Role.VILLAGE_HEAD, S.VOUCHED),
    ("recommend", Role.TKSK, S.RECOMMENDED), ("agree", Role.DISTRICT_HEAD, S.AGREED),
    ("verify", Role.DINAS, S.VERIFIED), ("confirm", Role.DINAS_PROVINCE, S.CONFIRMED),
    ("approve", Role.DINAS, S.APPROVED), ("pay", Role.DINAS, S.PAID), ("account", Role.SECRETARY, S.ACCOUNTED),
    ("check", Role.DINAS, S.CHECKED), ("report", Role.DINAS, S.REPORTED),
)  # fmt: skip


def facts(**changes):
    """What the form gives the service."""
    return {
        "purpose": "Modal usaha menjahit", "plan": "Membeli mesin jahit dan kain.", "source": "regency",
        "bank": "Bank NTT", "account_name": "Yuliana Tefnai", "account_number": ACCOUNT,
        "agreed_on": timezone.localdate(), "items": [("Mesin jahit", 1_500_000), ("Kain", 500_000)], **changes,
    }  # fmt: skip


def asked(step):
    """What a step takes beside its note."""
    today = timezone.localdate()
    return {
        "approve": {"approved": SUM},
        "pay": {"paid": SUM, "paid_on": today, "payment_reference": "TRF-001"},
    }.get(step, {})


def make_proposal(state=S.DRAFT, *, family=None, village=None, people=None, **changes):
    """``people``: {role: user}, those missing are made. Receipts come as far as a state asks for."""
    family = family or FamilyFactory(**({"village": village} if village else {}))
    people = {} if people is None else people

    def person(role):
        if role not in people:
            people[role] = make_user(role, family.village)
        return people[role]

    proposal = propose(family, actor=person(Role.SECRETARY), **facts(**changes))
    if state in {S.WITHDRAWN, S.REJECTED}:
        steps = [("submit", Role.SECRETARY), ("withdraw", Role.SECRETARY)]
        steps[1] = steps[1] if state == S.WITHDRAWN else ("reject_head", Role.VILLAGE_HEAD)
        for step, role in steps:
            advance_stimulus(proposal, step, actor=person(role), note="Keluarga sudah mandiri.")
        return fresh(proposal)
    for step, role, reached in WAY:
        if proposal.state == state:
            break
        if step == "account":
            spend(proposal, proposal.left, person(role))
        advance_stimulus(proposal, step, actor=person(role), **_within(step, proposal))
        assert proposal.state == reached
    return fresh(proposal)


def _within(step, proposal):
    """Not more than was asked for."""
    given = asked(step)
    return given | {name: min(value, proposal.requested) for name, value in given.items() if isinstance(value, int)}


def fresh(proposal):
    """As a request reads it."""
    return StimulusProposal.objects.select_related("family__village", "village__parent__parent").get(pk=proposal.pk)


def spend(proposal, amount, actor, **changes):
    given = {"dated_on": timezone.localdate(), "description": "Toko Maju", "upload": make_photo(), **changes}
    return add_receipt(proposal, amount=amount, actor=actor, **given)


def paid_some_days_ago(proposal, days):
    """Puts the whole way of a paid proposal so many days back."""
    back = {
        name: getattr(proposal, name) - timedelta(days=days) for name in ("submitted_on", "approved_on", "paid_on")
    }
    StimulusProposal.objects.filter(pk=proposal.pk).update(**back)
    return fresh(proposal)


def stimulus_records(village, unit, family):
    """For the walk over all addresses: a proposal that was paid, with one receipt, and a draft that may be changed."""
    people = {}
    paid = make_proposal(S.PAID, village=village, people=people)
    receipt = spend(paid, 500_000, people[Role.SECRETARY])
    return {
        **dict.fromkeys((f"finance:{name}" for name in OF_A_PROPOSAL), paid),
        "finance:receipt_pk": receipt,
        "finance:family_pk": family,
    }


OF_A_PROPOSAL = (
    "stimulus", "change_stimulus", "stimulus_step", "reveal_account", "add_stimulus_receipt", "stimulus_receipt",
    "remove_stimulus_receipt", "make_realisation", "stimulus_paper",
)  # fmt: skip
