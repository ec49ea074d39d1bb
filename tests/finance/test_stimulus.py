"""The life of a proposal: who may take which step, what each asks for, what no step may break."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import GRANTS
from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from documents.enums import DocumentKind
from documents.queries import newest_document
from families.services.holds import holds_on
from finance.enums import StimulusState
from finance.models import StimulusProposal
from finance.services.stimulus import advance_stimulus, change_proposal, propose
from finance.services.stimulus_receipts import add_receipt, remove_receipt
from finance.workflow import STIMULUS_STEPS, STIMULUS_TURNS
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.documents import make_photo
from tests.factories.families import FamilyFactory
from tests.factories.stimulus import SUM, asked, facts, fresh, make_proposal, spend

pytestmark = pytest.mark.django_db
S = StimulusState
ENDS = {S.REPORTED, S.REJECTED, S.WITHDRAWN}


def take(proposal, name, actor, **given):
    note = "Sudah dibicarakan." if STIMULUS_STEPS[name].note_required else ""
    return advance_stimulus(proposal, name, actor=actor, **{"note": note, **asked(name), **given})


@pytest.fixture
def people(village):
    return {role: make_user(role, village) for role in Role}


def holder_of(step):
    return next(role for role in Role if step.capability in GRANTS[role])


@pytest.mark.parametrize("source", sorted(set(S) - ENDS))
def test_each_step_is_taken_by_its_roles_and_by_nobody_else(village, people, source):
    proposal = make_proposal(source, village=village, people=people)
    for name, step in STIMULUS_STEPS.items():
        if source in step.sources:
            with transaction.atomic():
                _try(proposal, name, step, people)
                transaction.set_rollback(True)


def _try(proposal, name, step, people):
    source = proposal.state
    if name == "account":
        spend(proposal, SUM, people[Role.SECRETARY])
    for role in Role:
        if step.capability not in GRANTS[role]:
            with pytest.raises(PermissionDenied):
                take(proposal, name, people[role])
    assert fresh(proposal).state == source
    event = take(fresh(proposal), name, people[holder_of(step)])
    assert (fresh(proposal).state, event.from_state) == (step.target, source), name


def test_no_step_begins_in_another_state(village, people):
    proposal = make_proposal(S.REPORTED, village=village, people=people)
    for name, step in STIMULUS_STEPS.items():
        with pytest.raises(StaleState):
            take(proposal, name, people[holder_of(step)])
    assert fresh(proposal).state == S.REPORTED


@pytest.mark.parametrize("state", [S.SUBMITTED, S.VERIFIED, S.ACCOUNTED])
def test_a_refusal_says_why(village, people, state):
    proposal = make_proposal(state, village=village, people=people)
    for name, step in STIMULUS_STEPS.items():
        if state in step.sources and step.note_required:
            with pytest.raises(DomainError, match="Isi "):
                take(proposal, name, people[holder_of(step)], note="  ")


def test_every_state_has_one_turn_or_is_an_end():
    assert set(STIMULUS_TURNS) == set(S) - ENDS
    assert {source for step in STIMULUS_STEPS.values() for source in step.sources} == set(S) - ENDS


def test_the_sum_is_that_of_the_lines_and_a_draft_can_be_changed(village, people):
    secretary = people[Role.SECRETARY]
    proposal = make_proposal(village=village, people=people)
    assert proposal.requested == SUM
    change_proposal(
        proposal, actor=secretary, seen=1, **facts(items=[("Kompor", 300_000)], others_checked=True)
    )  # fmt: skip
    assert fresh(proposal).requested == 300_000
    assert list(proposal.items.values_list("position", "name", "amount")) == [(1, "Kompor", 300_000)]
    with pytest.raises(StaleState):
        change_proposal(proposal, actor=secretary, seen=1, **facts())
    with pytest.raises(DomainError, match="satu baris"):
        change_proposal(proposal, actor=secretary, **facts(items=[]))


def test_what_was_handed_in_is_not_changed_until_it_comes_back(village, people):
    proposal = make_proposal(S.SUBMITTED, village=village, people=people)
    with pytest.raises(DomainError, match="sudah diajukan"):
        change_proposal(proposal, actor=people[Role.SECRETARY], **facts())
    take(proposal, "return_head", people[Role.VILLAGE_HEAD])
    change_proposal(proposal, actor=people[Role.SECRETARY], **facts(purpose="Warung"))
    assert (fresh(proposal).purpose, fresh(proposal).badge[2]) == ("Warung", "Dikembalikan")


def test_who_proposes_proposes_for_the_own_village(village, other_village, people):
    with pytest.raises(PermissionDenied):
        propose(FamilyFactory(village=other_village), actor=people[Role.SECRETARY], **facts())
    with pytest.raises(PermissionDenied):
        propose(FamilyFactory(village=village), actor=people[Role.TKSK], **facts())
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(DomainError, match="belum tiba"):
        propose(FamilyFactory(village=village), actor=people[Role.SECRETARY], **facts(agreed_on=tomorrow))
    assert not StimulusProposal.objects.exists()


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.PAID, S.REPORTED])
def test_a_second_proposal_asks_whether_others_were_looked_at(village, people, state):
    first = make_proposal(state, village=village, people=people)
    with pytest.raises(DomainError, match="sudah memeriksa"):
        propose(first.family, actor=people[Role.SECRETARY], **facts())
    assert propose(first.family, actor=people[Role.SECRETARY], **facts(others_checked=True)).others_checked


@pytest.mark.parametrize("state", [S.REJECTED, S.WITHDRAWN])
def test_after_a_dropped_proposal_the_family_is_asked_for_again_freely(village, people, state):
    first = make_proposal(state, village=village, people=people)
    assert not propose(first.family, actor=people[Role.SECRETARY], **facts()).others_checked


def test_a_draft_that_another_overtook_is_looked_at_again(village, people):
    first = make_proposal(village=village, people=people)
    second = propose(first.family, actor=people[Role.SECRETARY], **facts(others_checked=True))
    with pytest.raises(DomainError, match="sementara itu"):
        take(first, "submit", people[Role.SECRETARY])
    take(second, "submit", people[Role.SECRETARY])


@pytest.mark.parametrize("amount", [0, SUM + 1])
def test_not_more_is_approved_than_was_asked_for_nor_paid_than_was_approved(village, people, amount):
    dinas = people[Role.DINAS]
    proposal = make_proposal(S.CONFIRMED, village=village, people=people)
    with pytest.raises(DomainError, match=r"paling banyak yang diminta: Rp2\.000\.000"):
        take(proposal, "approve", dinas, approved=amount)
    take(proposal, "approve", dinas, approved=1_800_000)
    with pytest.raises(DomainError, match=r"paling banyak yang disetujui: Rp1\.800\.000"):
        take(proposal, "pay", dinas, paid=amount or 1_800_001)
    assert fresh(proposal).paid is None


def test_a_payment_has_a_day_and_a_reference(village, people):
    proposal, today = make_proposal(S.APPROVED, village=village, people=people), timezone.localdate()
    for wrong in ({"paid_on": today + timedelta(days=1)}, {"paid_on": today - timedelta(days=1)}, {"paid_on": None}):
        with pytest.raises(DomainError):
            take(proposal, "pay", people[Role.DINAS], **wrong)
    with pytest.raises(DomainError, match="nomor bukti transfer"):
        take(proposal, "pay", people[Role.DINAS], payment_reference="")
    event = take(proposal, "pay", people[Role.DINAS])
    assert event.note.startswith("Rp2.000.000 dibayar")


def test_a_rejection_after_the_approval_leaves_no_approved_money(village, people):
    proposal = make_proposal(S.APPROVED, village=village, people=people)
    take(proposal, "reject_dinas", people[Role.DINAS])
    assert (fresh(proposal).state, fresh(proposal).approved) == (S.REJECTED, None)


def test_accounts_are_sent_only_when_the_receipts_add_up(village, people):
    proposal, secretary = make_proposal(S.PAID, village=village, people=people), people[Role.SECRETARY]
    spend(proposal, 1_500_000, secretary)
    with pytest.raises(DomainError, match=r"Rp1\.500\.000 dari Rp2\.000\.000\. Masih kurang Rp500\.000"):
        take(proposal, "account", secretary)
    with pytest.raises(DomainError, match=r"belum dipertanggungjawabkan: Rp500\.000"):
        spend(proposal, 500_001, secretary)
    spend(proposal, 500_000, secretary, is_rest=True)
    take(proposal, "account", secretary)
    assert fresh(proposal).left == 0


def test_a_receipt_goes_only_while_the_accounts_are_open(village, people):
    proposal, secretary = make_proposal(S.PAID, village=village, people=people), people[Role.SECRETARY]
    wrong, right = spend(proposal, 700_000, secretary), spend(proposal, 1_300_000, secretary)
    remove_receipt(wrong, actor=secretary)
    remove_receipt(wrong, actor=secretary)
    assert fresh(proposal).accounted == 1_300_000
    spend(proposal, 700_000, secretary)
    take(proposal, "account", secretary)
    with pytest.raises(DomainError, match="sebelum pertanggungjawabannya dikirim"):
        remove_receipt(right, actor=secretary)
    take(proposal, "return_accounts", people[Role.DINAS])
    remove_receipt(right, actor=secretary)
    assert fresh(proposal).left == 1_300_000


@pytest.mark.parametrize("days", [-1, 1])
def test_a_receipt_is_not_of_before_the_payment_nor_of_tomorrow(village, people, days):
    proposal = make_proposal(S.PAID, village=village, people=people)
    given = {"dated_on": timezone.localdate() + timedelta(days=days), "description": "Kain", "amount": 1000}
    with pytest.raises(DomainError):
        add_receipt(proposal, upload=make_photo(), actor=people[Role.SECRETARY], **given)
    with pytest.raises(PermissionDenied):
        spend(proposal, 1000, people[Role.DINAS])


def test_accounts_are_not_sent_by_a_page_that_did_not_show_the_last_receipt(village, people):
    proposal, secretary = make_proposal(S.PAID, village=village, people=people), people[Role.SECRETARY]
    seen = proposal.version
    spend(proposal, SUM, secretary)
    with pytest.raises(StaleState):
        take(proposal, "account", secretary, seen=seen)


def test_the_head_gives_one_number_and_a_letter_for_each_word(village, people):
    proposal, head = make_proposal(S.SUBMITTED, village=village, people=people), people[Role.VILLAGE_HEAD]
    take(proposal, "vouch", head)
    number = fresh(proposal).number
    assert number.startswith("460/001/2011/")
    take(proposal, "return_tksk", people[Role.TKSK])
    change_proposal(proposal, actor=people[Role.SECRETARY], **facts(purpose="Warung"))
    take(proposal, "submit", people[Role.SECRETARY])
    take(proposal, "vouch", head)
    letter = newest_document(proposal, DocumentKind.STIMULUS_LETTER)
    assert (fresh(proposal).number, letter.number, letter.revision) == (number, number, 2)


def test_whose_turn_it_is_hears_of_it_and_the_mail_names_nobody(village, people):
    proposal = make_proposal(S.SUBMITTED, village=village, people=people)
    told = Notice.objects.get(user=people[Role.VILLAGE_HEAD])
    assert proposal.family.head_name in told.text
    take(proposal, "vouch", people[Role.VILLAGE_HEAD])
    for name, role in (("recommend", Role.TKSK), ("agree", Role.DISTRICT_HEAD), ("verify", Role.DINAS)):
        take(proposal, name, people[role])
    province = Notice.objects.get(user=people[Role.DINAS_PROVINCE])
    assert village.full_name in province.text
    assert proposal.family.head_name not in province.text
    assert not any(proposal.family.head_name in notice.mail_text for notice in Notice.objects.all())
    take(proposal, "return_province", people[Role.DINAS_PROVINCE])
    assert "dikembalikan" in Notice.objects.filter(user=people[Role.DINAS]).latest("pk").text


def test_money_that_is_not_accounted_for_holds_the_family(village, people):
    secretary = people[Role.SECRETARY]
    proposal = make_proposal(S.APPROVED, village=village, people=people)
    assert holds_on(proposal.family, secretary) == []
    take(proposal, "pay", people[Role.DINAS])
    assert "Pertanggungjawaban bantuan" in holds_on(proposal.family, secretary)[0]
    assert "Pertanggungjawaban" not in " ".join(holds_on(proposal.family, people[Role.LK3]))
    assert holds_on(proposal.family, people[Role.LK3])
    spend(proposal, SUM, secretary)
    take(proposal, "account", secretary)
    assert holds_on(proposal.family, secretary) == []


def test_nothing_is_paid_to_a_family_that_has_left(village, other_village, people):
    proposal = make_proposal(S.APPROVED, village=village, people=people)
    type(proposal.family).objects.filter(pk=proposal.family_id).update(village=other_village)
    with pytest.raises(DomainError, match="pindah desa"):
        take(proposal, "pay", people[Role.DINAS])
    take(proposal, "reject_dinas", people[Role.DINAS])
    assert fresh(proposal).state == S.REJECTED
