"""Article 33 of UU 27/2022: what would endanger somebody stays out of a family's copy."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from accounts.services import record_access
from cases.services.handling import share_reason as reason_of_case
from families.documents.copies import Section
from families.models import DataCopy, FamilyShare
from families.services import request_copy, sections_of
from referrals.services.moving import share_reason as reason_of_referral
from tests.factories.accounts import UserFactory, make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.cases import CaseConferenceFactory, CaseFactory, CaseNoteFactory, IntakeFactory
from tests.factories.documents import DocumentFactory
from tests.factories.families import ConsentFactory, FamilyFactory, ProblemFactory, category
from tests.factories.guiding import TaskFactory, VisitFactory
from tests.factories.referrals import ReferralFactory
from tests.families.reading import text_of, url_of

pytestmark = pytest.mark.once_on_sqlite
SECRET = "Rahasia korban"


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, head_name="Yuliana Boimau")


@pytest.fixture
def case(family):
    """A sensitive case with all that leads to it from the family's own file."""
    case = CaseFactory(family=family, sensitive=True, summary=SECRET, number="K-PEKA")
    case.problems.add(ProblemFactory(family=family, category=category("PPKS-19"), note=SECRET))
    CaseNoteFactory(case=case, text=SECRET)
    IntakeFactory(family=family, village=family.village, need=SECRET, sensitive=True)
    CaseConferenceFactory(case=case, minutes=SECRET, consent=ConsentFactory(family=family, given_by=SECRET))
    referral = ReferralFactory(
        case=case, need=SECRET, number="463/PEKA", consent=ConsentFactory(family=family, given_by=SECRET)
    )
    FamilyShare.objects.create(family=family, user=UserFactory(name=SECRET), reason=reason_of_case(case))
    regency = family.village.parent.parent
    FamilyShare.objects.create(family=family, role=Role.LK3, region=regency, reason=reason_of_referral(referral))
    DocumentFactory(subject_type="families.family", subject_id=family.pk, kind="consent_referral", title=SECRET)
    lk3 = make_user(Role.LK3, regency)
    record_access(AccessKind.VIEW, actor=lk3, subject=family, reason=f"{SECRET} K-PEKA")
    visit = VisitFactory(mentorship=MentorshipFactory(village=family.village, plasma=family), case=case, found=SECRET)
    TaskFactory(mentorship=visit.mentorship, agreed_at=visit, text=SECRET)
    DataCopy.objects.create(
        family=family, asked_by=SECRET, identity_checked=True, includes_sensitive=True, made_by=case.handler
    )
    return case


def _text(family, *, sensitive):
    sections = sections_of(family, sensitive=sensitive)
    assert all(isinstance(section, Section) for section in sections)
    return json.dumps({section.name: section.for_machines() for section in sections}, default=str)


def test_a_sensitive_case_and_all_that_leads_to_it_stay_out(family, case):
    text = _text(family, sensitive=False)
    assert [word for word in (SECRET, "PEKA", "Korban tindak kekerasan", "LK3 K", '"LK3"') if word in text] == []


def test_they_are_in_it_where_somebody_has_thought_it_over(family, case):
    text = _text(family, sensitive=True)
    assert [word for word in (SECRET, "K-PEKA", "463/PEKA", '"LK3"') if word not in text] == []


def test_an_ordinary_case_is_told_in_full_but_not_who_reported(family):
    ordinary = CaseFactory(family=family, summary="Anak putus sekolah")
    IntakeFactory(
        family=family, village=family.village, reporter="Tetangga Baik", phone="+6281234567890", need="Butuh akta"
    )
    consent = ConsentFactory(family=family, given_by="Yuliana memberi")
    CaseConferenceFactory(case=ordinary, consent=consent, people="Tetangga Baik, kader")
    for sensitive in (True, False):
        text = _text(family, sensitive=sensitive)
        assert all(word in text for word in ("Anak putus sekolah", "Butuh akta", "Yuliana memberi"))
        assert not any(word in text for word in ("Tetangga Baik", "81234567890"))


def test_one_consent_for_both_kinds_of_case_is_no_secret(family, case):
    consent = ConsentFactory(family=family, given_by="Untuk keduanya")
    for each in (case, CaseFactory(family=family)):
        CaseConferenceFactory(case=each, consent=consent)
    assert "Untuk keduanya" in _text(family, sensitive=False)


def test_the_change_log_keeps_the_same_silence(family, case, as_role):
    """An ordinary problem stays in it, one of a category that endangers does not."""
    ProblemFactory(family=family, category=category("PPKS-24"))
    changes = {section.name: section for section in sections_of(family, sensitive=False)}["changes"]
    titles = " ".join(row["title"] for row in changes.rows)
    assert "masalah: Fakir miskin" in titles
    assert "kekerasan" not in titles.lower()
    assert "kesediaan" not in titles


def test_only_who_sees_sensitive_cases_is_asked_whether_to_include_them(as_role, family, case):
    assert "includes_sensitive" not in text_of(as_role(Role.SECRETARY).get(url_of("ask_copy", family)))
    assert "includes_sensitive" in text_of(as_role(Role.COORDINATOR).get(url_of("ask_copy", family)))
    with pytest.raises(PermissionDenied):
        request_copy(
            family, asked_by="X", identity_checked=True, includes_sensitive=True,
            actor=make_user(Role.SECRETARY, family.village),
        )  # fmt: skip


def test_a_copy_with_sensitive_cases_is_not_there_for_who_may_not_see_them(as_role, family, case):
    copy = DataCopy.objects.get()
    secretary = as_role(Role.SECRETARY)
    assert SECRET not in text_of(secretary.get(url_of("copies", family)))
    assert secretary.get(url_of("copy", family, copy.pk)).status_code == 404
    assert SECRET in text_of(as_role(Role.COORDINATOR).get(url_of("copies", family)))
    assert not AccessLog.objects.filter(kind=AccessKind.EXPORT).exists()
