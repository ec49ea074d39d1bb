from datetime import timedelta

import pytest
from django.utils import timezone

from documents.models import Document
from families.services import withdraw_consent
from notices.models import Notice
from referrals.enums import ReferralState
from referrals.services import advance_referral, write_referral
from tests.factories.institutions import InstitutionFactory

pytestmark = pytest.mark.django_db
S = ReferralState

DRAFT = {"need": "Terapi wicara", "details": "Belum bisa menyusun kalimat.", "sector": "health", "urgency": 1}


def written(chain, **changes):
    return write_referral(chain.case, data=DRAFT | changes, actor=chain.secretary)


def test_the_letter_is_issued_at_the_placement_and_again_at_the_next(chain, file_in):
    file = file_in(S.SUBMITTED)
    advance_referral(file, "approve", actor=chain.tksk, institution=chain.clinic, offer=chain.offer)
    first = file.letter
    advance_referral(file, "decline", actor=chain.provider, reason="full")
    advance_referral(file, "place_again", actor=chain.tksk, institution=InstitutionFactory(region=chain.village))

    assert (first.revision, file.letter.revision, file.letter.replaces) == (1, 2, first)
    assert file.number in first.title
    assert chain.family.head_name not in first.title
    facts = dict(first.content["facts"])
    assert facts["Layanan yang diminta"] == "Pemeriksaan kehamilan"
    assert chain.family.file_number in facts["Kepala keluarga"]


def test_the_letter_holds_no_identity_number(chain, file_in):
    member = chain.family.members.first()
    file = file_in(S.SUBMITTED, member=member)
    advance_referral(file, "approve", actor=chain.tksk, institution=chain.clinic)

    content = str(Document.objects.get().content)
    assert member.national_id not in content
    assert chain.family.family_card_number not in content


def test_the_next_tier_is_told_and_the_mail_names_nobody(chain):
    file = written(chain)
    advance_referral(file, "submit", actor=chain.secretary)

    notice = Notice.objects.get()
    assert notice.user == chain.tksk
    assert chain.family.head_name in notice.text
    assert chain.family.head_name not in notice.mail_text
    assert notice.url == file.get_absolute_url()


def test_of_a_sensitive_case_only_who_may_open_it_is_told_and_without_the_name(chain, file_in):
    type(chain.case).objects.filter(pk=chain.case.pk).update(sensitive=True)
    chain.case.refresh_from_db()
    file = file_in(S.SUBMITTED, author=chain.mentor)
    advance_referral(file, "reject", actor=chain.tksk, note="Sudah ditangani dinas.", reason="served")

    told = Notice.objects.all()
    assert {notice.user for notice in told} == {chain.coordinator, chain.mentor}
    assert not any(chain.family.head_name in notice.text for notice in told)


@pytest.mark.parametrize(
    ("state", "told"),
    [(S.SUBMITTED, {"tksk"}), (S.ESCALATED, {"lk3"}), (S.PLACED, {"provider", "tksk"}), (S.DECLINED, {"tksk"})],
)
def test_who_had_it_on_the_desk_hears_of_a_withdrawal(chain, file_in, state, told):
    advance_referral(file_in(state), "withdraw", actor=chain.secretary, note="Keluarga pindah.")

    assert {notice.user for notice in Notice.objects.all()} == {getattr(chain, name) for name in told}


def test_who_serves_here_no_more_is_told_nothing_of_what_they_once_wrote(chain, file_in):
    file = file_in(S.SUBMITTED, author=chain.mentor)
    chain.mentor.assignments.update(ends_on=timezone.localdate() - timedelta(days=1))
    advance_referral(file, "reject", actor=chain.tksk, note="Sudah ditangani dinas.", reason="served")

    assert chain.mentor not in {notice.user for notice in Notice.objects.all()}


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (S.SUBMITTED, {"tksk"}), (S.PLACED, {"provider", "tksk"}), (S.IN_SERVICE, {"provider", "tksk"}),
        (S.COMPLETED, None), (S.CLOSED, None),
    ],
)  # fmt: skip
def test_a_consent_taken_back_is_told_to_all_who_still_go_on_with_it(chain, file_in, state, told):
    file = file_in(state)
    withdraw_consent(file.consent, on=timezone.localdate(), actor=chain.secretary)

    expected = set() if told is None else {"secretary", "coordinator", *told}
    assert {notice.user for notice in Notice.objects.all()} == {getattr(chain, name) for name in expected}
    assert not any(chain.family.head_name in notice.mail_text for notice in Notice.objects.all())
