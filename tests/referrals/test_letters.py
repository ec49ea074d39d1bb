"""The words of the three papers; pages are in test_letter_pages."""

from datetime import date, timedelta

import pytest
import time_machine

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from core.exceptions import DomainError
from documents.enums import SignerOf
from documents.models import Document
from documents.services import store_bytes
from referrals.documents import FamilyStatus, ReferralLetter
from referrals.enums import ReferralState, Tier
from referrals.models import Placement, Referral
from referrals.services.letters import a_month_after, issue_introduction, issue_status
from tests.factories.accounts import make_user
from tests.factories.documents import OfficeFactory, SignerFactory, StoredFileFactory
from tests.referrals.filling import photo

pytestmark = pytest.mark.django_db
S = ReferralState
DAY = date(2026, 9, 16)


@pytest.fixture
def scan(chain):
    return store_bytes(photo().read(), name="sktm.jpg", content_type="image/jpeg", actor=chain.secretary)


def test_without_settings_the_letter_keeps_the_letterhead_of_the_fcu(file_in):
    letter = ReferralLetter.load(file_in(S.PLACED))

    assert letter.office["lines"][0] == "KOMUNITAS CINTA KELUARGA"
    assert [sign["role"] for sign in letter.letter["signs"]] == [
        "TKSK Kecamatan Kupang Barat", f"Koordinator {letter.unit}",
    ]  # fmt: skip
    assert (letter.annexes, letter.answer, letter.letter["attachment"]) == ([], {}, "–")


def test_with_settings_it_has_the_letterhead_of_the_regency_and_who_acknowledges(file_in):
    SignerFactory()
    letter = ReferralLetter.load(file_in(S.PLACED))

    assert letter.office["name"] == "DINAS SOSIAL"
    assert "Telepon (0380) 8000011" in letter.office["address"][-1]
    assert letter.letter["signs"][2]["name"] == "Dra. Rambu Hawula, M.Si."
    assert letter.letter["signs"][2]["at"] == "middle"


def test_what_lk3_places_is_signed_by_whom_the_regency_named_for_it(file_in):
    SignerFactory(letter=SignerOf.LK3, name="Drs. Melianus Tuan", position="Ketua LK3 Kabupaten Kupang", rank="")
    by_district = ReferralLetter.load(file_in(S.PLACED)).letter
    by_regency = ReferralLetter.load(file_in(S.PLACED, tier=Tier.REGENCY)).letter

    assert by_district["signs"][0]["role"] == "TKSK Kecamatan Kupang Barat"
    assert by_regency["signs"][0]["name"] == "Drs. Melianus Tuan"
    assert by_regency["signs"][0]["detail"] == "NIP 19700312 199601 2 001"
    assert by_regency["copies"][0] == "TKSK Kecamatan Kupang Barat"
    assert len(by_district["copies"]) == 1


def test_annexes_are_numbered_and_what_is_no_picture_goes_apart(file_in, scan):
    letter = ReferralLetter.load(file_in(S.PLACED), annexes=[("SKTM", scan), ("KK", StoredFileFactory())])

    assert dict(letter.facts)["Dokumen terlampir"] == "1. SKTM\n2. KK, dikirim terpisah"
    assert letter.letter["attachment"] == "2 berkas"
    assert letter.annexes == [{"title": "Lampiran 1: SKTM", "picture": {"stored": scan.pk, "sha256": scan.sha256}}]


def test_the_answer_without_an_account_is_printed_where_there_is_one(file_in, settings):
    settings.SITE_URL = "https://fcu.example.go.id"
    letter = ReferralLetter.load(
        file_in(S.PLACED), answer_url="https://fcu.example.go.id/j/x/", answer_code="ABCD-2345"
    )

    assert letter.answer == {
        "url": "https://fcu.example.go.id/j/x/", "code": "ABCD-2345", "address": "fcu.example.go.id/j/",
    }  # fmt: skip


def content_of(paper):
    return Document.objects.get(pk=paper.pk).content


def test_the_village_heads_letter_carries_the_numbers_and_making_it_is_kept(chain, file_in):
    make_user(Role.VILLAGE_HEAD, chain.village, name="Yohanis Tefbira")
    file = file_in(S.PLACED, member=chain.family.members.first())
    with time_machine.travel("2026-09-16 03:00Z", tick=False):
        paper = issue_introduction(file, actor=chain.secretary)

    content, person = content_of(paper), dict(content_of(paper)["person"])
    assert paper.number == "460/001/2011/IX/2026"
    assert (person["NIK"], person["Nomor Kartu Keluarga"]) == (
        file.member.national_id, chain.family.family_card_number,
    )  # fmt: skip
    assert content["validity"] == ["2026-09-16", "2026-10-16"]
    assert content["purpose"] == f"memperoleh pelayanan “{file.need}” pada Puskesmas Batakte"
    assert content["letter"]["signs"][1]["name"] == "Yohanis Tefbira"
    assert file.member.national_id not in f"{paper.title} {paper.number}"
    look = AccessLog.objects.get(kind=AccessKind.REVEAL)
    assert (look.actor, look.subject_id, look.reason) == (chain.secretary, chain.family.pk, "Surat pengantar")


def test_it_keeps_its_number_while_it_is_valid_and_takes_the_next_afterwards(chain, file_in):
    file, other = file_in(S.PLACED), file_in(S.SUBMITTED)
    with time_machine.travel("2026-09-16 03:00Z", tick=False) as clock:
        first = issue_introduction(file, actor=chain.secretary)
        assert issue_introduction(other, actor=chain.secretary).number == "460/002/2011/IX/2026"
        clock.shift(timedelta(days=30))
        assert issue_introduction(file, actor=chain.coordinator) == first
        Referral.objects.filter(pk=file.pk).update(need="Kursi roda")
        assert issue_introduction(file, actor=chain.secretary).number == first.number
        clock.shift(timedelta(days=1))
        after = issue_introduction(file, actor=chain.secretary)

    assert (after.number, after.revision) == ("460/003/2011/X/2026", 3)


def test_of_a_sensitive_case_the_papers_tell_nothing(chain, file_in):
    type(chain.case).objects.update(sensitive=True)
    chain.case.refresh_from_db()
    file = file_in(S.ACCEPTED, need="Visum dan pendampingan korban")
    Placement.objects.update(appointment_on=DAY)

    papers = issue_introduction(file, actor=chain.coordinator), issue_status(file, actor=chain.coordinator)
    for paper in papers:
        content = str(content_of(paper))
        assert "Visum" not in content
        assert "Batakte" not in content
        assert file.details not in content


@pytest.mark.parametrize(("state", "words"), [(S.DRAFT, "belum diajukan"), (S.CLOSED, "sudah selesai")])
def test_no_introduction_before_it_is_sent_or_after_it_ended(chain, file_in, state, words):
    with pytest.raises(DomainError, match=words):
        issue_introduction(file_in(state), actor=chain.secretary)

    assert not AccessLog.objects.exists()


def test_without_a_head_there_is_nobody_to_carry_it(chain, file_in):
    chain.family.members.all().delete()

    with pytest.raises(DomainError, match="belum dicatat"):
        issue_introduction(file_in(S.PLACED), actor=chain.secretary)


@pytest.mark.parametrize("state", S)
def test_the_family_reads_where_it_stands_in_each_state(file_in, state):
    status = FamilyStatus.load(file_in(state), DAY)

    assert status.now.endswith(".")
    assert "{" not in status.now + status.next
    assert bool(status.next) == (state not in {S.CLOSED, S.WITHDRAWN})
    assert status.may_withdraw == (state not in {S.CLOSED, S.WITHDRAWN, S.REJECTED})


def test_the_family_reads_the_day_the_place_and_whom_to_call(chain, file_in):
    file = file_in(S.ACCEPTED)
    Placement.objects.update(appointment_on=DAY)
    for user, phone in ((chain.coordinator, "+6281234500001"), (chain.secretary, "+6281234500002")):
        type(user).objects.filter(pk=user.pk).update(phone=phone)
    file = Referral.objects.get(pk=file.pk)

    status = FamilyStatus.load(file, DAY)

    assert status.appointment.startswith("16 September 2026, di Puskesmas Batakte")
    assert status.papers
    assert status.call[0] == ["Daud Nenobais", "0812-3450-0001"]
    assert status.call[1][0] == "Marlinda Koa"
    assert "paling lambat" not in status.next


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 10, 8), date(2026, 11, 8)), (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2028, 1, 30), date(2028, 2, 29)), (date(2026, 11, 30), date(2026, 12, 30)),
    ],
)  # fmt: skip
def test_a_month_after(day, later):
    assert a_month_after(day) == later


def test_the_regencys_emblem_stands_over_the_villages_name(chain, file_in, scan):
    OfficeFactory(logo=scan)
    office = content_of(issue_introduction(file_in(S.PLACED), actor=chain.secretary))["office"]

    assert office["name"] == "DESA TABLOLONG"
    assert office["logo"] == {"stored": scan.pk, "sha256": scan.sha256}
