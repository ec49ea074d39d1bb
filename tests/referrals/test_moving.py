from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from cases.enums import Urgency
from core.exceptions import DomainError, StaleState
from core.holidays import add_working_days
from families.services import record_consent, withdraw_consent
from referrals.enums import ReferralState
from referrals.services import advance_referral, change_draft, write_referral
from tests.factories.accounts import assign, make_user
from tests.factories.families import ConsentFactory, FamilyFactory, FamilyMemberFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.regions import make_village
from tests.referrals.conftest import problem_of

pytestmark = pytest.mark.django_db
S = ReferralState

DRAFT = {"need": "Terapi wicara", "details": "Belum bisa menyusun kalimat.", "sector": "health", "urgency": 1}


def written(chain, **changes):
    return write_referral(chain.case, data=DRAFT | changes, actor=chain.secretary)


def test_the_whole_way_to_the_provider_and_back(chain):
    today = timezone.localdate()
    file = written(chain, problems=[problem_of(chain.family)])
    advance_referral(file, "submit", actor=chain.secretary)
    advance_referral(file, "escalate", actor=chain.tksk, note="Belum ada terapis di kecamatan.")
    advance_referral(file, "place", actor=chain.lk3, institution=chain.centre)
    advance_referral(file, "accept", actor=chain.lk3, appointment_on=today)
    advance_referral(file, "start", actor=chain.lk3)
    advance_referral(
        file, "complete", actor=chain.lk3, note="12 sesi", outcome="partly", value=1_500_000, advice="Latihan"
    )
    advance_referral(
        file, "close", actor=chain.coordinator, note="Naomi mulai bicara.", visited_on=today, need_met="yes"
    )

    assert file.state == S.CLOSED
    assert file.number.startswith("463/001/2011/")
    assert (file.need_met, file.closed_on, file.due_on) == ("yes", today, None)
    placement = file.placement
    assert (placement.outcome, placement.given, placement.value) == ("partly", "12 sesi", 1_500_000)
    assert [event.step for event in file.events.order_by("number")] == [
        "write", "submit", "escalate", "place", "accept", "start", "complete", "close",
    ]  # fmt: skip


def test_numbers_follow_each_other_in_a_village_and_survive_a_return(chain, village):
    first, second = written(chain), written(chain)
    advance_referral(first, "submit", actor=chain.secretary)
    advance_referral(second, "submit", actor=chain.secretary)
    number = first.number
    advance_referral(first, "return", actor=chain.tksk, note="Lampirkan SKTM.")
    advance_referral(first, "submit", actor=chain.secretary)

    assert first.number == number
    assert [file.number.split("/")[1] for file in (first, second)] == ["001", "002"]


def test_without_consent_nothing_is_submitted(chain):
    withdraw_consent(chain.family.consents.get(), on=timezone.localdate(), actor=chain.secretary)
    file = written(chain)

    with pytest.raises(DomainError, match="Kesediaan"):
        advance_referral(file, "submit", actor=chain.secretary)

    assert (file.state, file.number) == (S.DRAFT, "")


def test_a_consent_for_one_member_opens_no_referral_of_another(chain):
    head, other = chain.family.members.first(), FamilyMemberFactory(family=chain.family, birth_date=date(1990, 1, 5))
    withdraw_consent(chain.family.consents.get(), on=timezone.localdate(), actor=chain.secretary)
    own = ConsentFactory(family=chain.family, member=other)

    with pytest.raises(DomainError, match="belum ada atau sudah ditarik"):
        advance_referral(written(chain, member=head), "submit", actor=chain.secretary)
    file = written(chain, member=other)
    advance_referral(file, "submit", actor=chain.secretary)

    assert file.consent == own


def test_a_withdrawn_consent_stops_the_placement(chain, file_in):
    file = file_in(S.SUBMITTED)
    withdraw_consent(file.consent, on=timezone.localdate(), actor=chain.secretary)

    with pytest.raises(DomainError, match="menarik kesediaannya"):
        advance_referral(file, "approve", actor=chain.tksk, institution=chain.clinic)


@pytest.mark.parametrize("part", ["author", "submitter"])
def test_nobody_decides_on_what_they_wrote_or_submitted(chain, file_in, part):
    both = make_user(Role.TKSK, chain.village)
    assign(both, Role.SECRETARY, chain.village)
    file = file_in(S.DRAFT, author=both if part == "author" else chain.secretary)
    advance_referral(file, "submit", actor=both if part == "submitter" else chain.secretary)

    for step in ("approve", "escalate", "return", "reject"):
        with pytest.raises(PermissionDenied):
            advance_referral(file, step, actor=both, note="Baik", institution=chain.clinic, reason="served")

    assert file.state == S.SUBMITTED


@pytest.mark.parametrize("urgency", Urgency)
def test_each_step_sets_the_time_limit_in_working_days(chain, urgency):
    file = written(chain, urgency=urgency)
    advance_referral(file, "submit", actor=chain.secretary)

    days = 1 if urgency == Urgency.EMERGENCY else 3
    assert file.due_on == add_working_days(timezone.localdate(), days)


def test_the_tksk_places_inside_the_kecamatan_only(chain, file_in):
    file = file_in(S.SUBMITTED)

    with pytest.raises(DomainError, match="tidak melayani kecamatan ini"):
        advance_referral(file, "approve", actor=chain.tksk, institution=chain.centre)

    advance_referral(file, "approve", actor=chain.tksk, institution=chain.clinic, offer=chain.offer)
    assert (file.state, file.placement.offer) == (S.PLACED, chain.offer)


def test_lk3_places_in_its_regency_and_above_but_not_elsewhere(chain, file_in):
    file = file_in(S.ESCALATED)
    elsewhere = InstitutionFactory(region=make_village("73.09.13.2001").parent.parent)

    with pytest.raises(DomainError, match="tidak melayani kabupaten ini"):
        advance_referral(file, "place", actor=chain.lk3, institution=elsewhere)

    advance_referral(file, "place", actor=chain.lk3, institution=InstitutionFactory(region=None))
    assert file.state == S.PLACED


def test_a_declined_referral_is_placed_again_by_its_own_tier(chain, file_in):
    file = file_in(S.PLACED)
    advance_referral(file, "decline", actor=chain.provider, reason="full", note="Bidan sedang cuti.")

    with pytest.raises(PermissionDenied):
        advance_referral(file, "place_again_regency", actor=chain.lk3, institution=chain.centre)
    other = InstitutionFactory(region=chain.village)
    advance_referral(file, "place_again", actor=chain.tksk, institution=other)

    assert file.placement.institution == other
    assert file.placements.count() == 2
    assert file.placements.last().declined_reason == "Tempat atau petugas penuh: Bidan sedang cuti."


def test_a_poor_outcome_may_be_followed_by_another_try_in_the_same_file(chain, file_in):
    file = file_in(S.COMPLETED)

    advance_referral(file, "refer_again", actor=chain.secretary, note="Baru 2 dari 12 sesi.")

    assert (file.state, file.placement) == (S.SUBMITTED, None)
    assert file.placements.count() == 1


def test_passing_on_opens_the_familys_file_to_lk3_until_the_end(chain, file_in):
    file = file_in(S.SUBMITTED)
    visible = type(chain.family).objects.visible_to
    assert not visible(chain.lk3).exists()

    advance_referral(file, "escalate", actor=chain.tksk, note="Tidak ada di kecamatan.")
    assert visible(chain.lk3).get() == chain.family
    advance_referral(file, "withdraw", actor=chain.secretary, note="Keluarga pindah.")

    assert not visible(chain.lk3).exists()


def test_sending_back_to_the_tksk_closes_the_familys_file_again(chain, file_in):
    file = file_in(S.SUBMITTED)
    advance_referral(file, "escalate", actor=chain.tksk, note="Tidak ada di kecamatan.")
    advance_referral(file, "send_back", actor=chain.lk3, note="Puskesmas bisa.")

    assert not type(chain.family).objects.visible_to(chain.lk3).exists()
    assert file.state == S.SUBMITTED


@pytest.mark.parametrize(
    ("state", "step", "who", "extra", "words"),
    [
        (S.PLACED, "accept", "provider", {}, "pertemuan pertama"),
        (S.PLACED, "accept", "provider", {"appointment_on": date(2020, 1, 1)}, "sudah lewat"),
        (S.IN_SERVICE, "complete", "provider", {"note": "Selesai"}, "Pilih hasil"),
        (S.COMPLETED, "close", "secretary", {"note": "Baik"}, "tanggal kunjungan"),
        (S.COMPLETED, "close", "secretary", {"note": "Baik", "visited_on": date(2099, 1, 1)}, "belum tiba"),
        (S.COMPLETED, "close", "secretary", {"note": "Baik", "visited_on": date(2026, 10, 1)}, "terjawab"),
        (S.SUBMITTED, "approve", "tksk", {}, "Pilih penyedia"),
        (S.SUBMITTED, "reject", "tksk", {"reason": "served"}, "penjelasan penolakan"),
        (S.SUBMITTED, "reject", "tksk", {"note": "Sudah ada"}, "Pilih alasan"),
        (S.PLACED, "decline", "provider", {"reason": "lupa"}, "Pilih alasan"),
        (S.PLACED, "decline", "provider", {"reason": "other"}, "Tulis penjelasan"),
    ],
)
def test_what_a_step_needs_is_asked_for_in_words(chain, file_in, state, step, who, extra, words):
    file = file_in(state)

    with pytest.raises(DomainError, match=words):
        advance_referral(file, step, actor=getattr(chain, who), **extra)

    file.refresh_from_db()
    assert file.state == state


def test_a_stale_page_changes_nothing(chain, file_in):
    file = file_in(S.SUBMITTED)

    with pytest.raises(StaleState):
        advance_referral(file, "reject", actor=chain.tksk, note="Tidak", reason="served", seen=file.version - 1)

    assert file.events.filter(step="reject").count() == 0


def test_a_draft_changed_elsewhere_is_not_overwritten(chain, file_in):
    file = file_in(S.DRAFT)
    change_draft(file, data=DRAFT, actor=chain.coordinator, seen=file.version)

    with pytest.raises(StaleState):
        change_draft(file, data=DRAFT | {"need": "Lain"}, actor=chain.secretary, seen=file.version - 1)

    file.refresh_from_db()
    assert file.need == "Terapi wicara"


def test_a_mentor_proposes_for_a_case_in_hand_and_cannot_submit(chain):
    with pytest.raises(PermissionDenied):
        write_referral(chain.case, data=DRAFT, actor=chain.mentor)
    chain.case.handler = chain.mentor
    chain.case.save()

    file = write_referral(chain.case, data=DRAFT, actor=chain.mentor)

    with pytest.raises(PermissionDenied):
        advance_referral(file, "submit", actor=chain.mentor)


def test_parts_of_another_family_are_refused(chain):
    stranger = problem_of(FamilyFactory(village=chain.village))

    with pytest.raises(DomainError, match="milik keluarga"):
        written(chain, problems=[stranger])


def test_a_closed_case_takes_no_referral(chain):
    type(chain.case).objects.filter(pk=chain.case.pk).update(
        state="closed", result="solved", closed_on=timezone.localdate() - timedelta(days=1)
    )
    chain.case.refresh_from_db()

    with pytest.raises(DomainError, match="sudah ditutup"):
        written(chain)


def test_a_consent_given_anew_holds_for_what_is_under_way(chain, file_in):
    file = file_in(S.SUBMITTED)
    anew = {"purpose": "referral", "method": "signed", "given_by": "Obaja Tefnai"}
    renewed = record_consent(chain.family, **anew, actor=chain.secretary)

    advance_referral(file, "approve", actor=chain.tksk, institution=chain.clinic)

    assert (file.state, file.consent) == (S.PLACED, renewed)


def test_the_time_for_the_outcome_runs_from_the_acceptance(chain, file_in):
    file = file_in(S.PLACED)
    advance_referral(file, "accept", actor=chain.provider, appointment_on=timezone.localdate())
    type(file).objects.filter(pk=file.pk).update(state_since=timezone.now() - timedelta(days=10))
    file.refresh_from_db()
    advance_referral(file, "start", actor=chain.provider)

    assert file.due_on == add_working_days(timezone.localdate() - timedelta(days=10), 30)


def test_a_first_meeting_lies_within_a_year(chain, file_in):
    far = timezone.localdate() + timedelta(days=366)
    with pytest.raises(DomainError, match="satu tahun"):
        advance_referral(file_in(S.PLACED), "accept", actor=chain.provider, appointment_on=far)


def test_the_family_is_visited_after_the_outcome(chain, file_in):
    file = file_in(S.COMPLETED)
    told = {"actor": chain.secretary, "note": "Membaik.", "need_met": "yes"}
    with pytest.raises(DomainError, match="sesudah rujukan balik"):
        advance_referral(file, "close", visited_on=file.placement.completed_on - timedelta(days=1), **told)
    advance_referral(file, "close", visited_on=file.placement.completed_on, **told)

    assert file.state == S.CLOSED
