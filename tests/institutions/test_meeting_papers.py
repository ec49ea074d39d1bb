"""The papers of a meeting: what they say, their numbers and revisions."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from core.exceptions import DomainError
from documents.enums import DocumentKind, DocumentState
from documents.models import Document
from documents.services import render
from institutions.documents.meetings import message_of
from institutions.enums import Post
from institutions.services import change_plan, issue_attendance_sheet, issue_invitation, issue_minutes
from tests.factories.institutions import (
    AttendanceFactory,
    CareUnitFactory,
    DecisionFactory,
    GuestFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
)

TODAY = timezone.localdate


@pytest.fixture
def unit(village):
    """With a coordinator and a secretary among its members, and an open decision of last month."""
    unit = CareUnitFactory(village=village, name="FCU Desa Tablolong")
    for name, post in (("Selfina Lakapu", Post.COORDINATOR), ("Marselina Boimau", Post.SECRETARY)):
        OfficerFactory(membership=MembershipFactory(care_unit=unit, name=name), post=post)
    last = MeetingFactory(care_unit=unit, held_on=TODAY() - timedelta(days=30))
    DecisionFactory(meeting=last, text="Membeli perahu", owner="Marta Koa", due_on=TODAY() - timedelta(days=1))
    return unit


@pytest.fixture
def plan(unit):
    return MeetingFactory(
        care_unit=unit,
        is_planned=True,
        held_on=TODAY() + timedelta(days=7),
        starts_at=time(16),
        agenda="Keluarga sasaran\n\nLain-lain",
    )


@pytest.fixture
def held(unit):
    meeting = MeetingFactory(care_unit=unit, leader="Daud Rumanesi", minutes="Dibuka dengan doa.")
    AttendanceFactory(meeting=meeting, membership__name="Yane Kolimata")
    GuestFactory(meeting=meeting, guest_name="Ferdi Sabuin", guest_from="TKSK")
    DecisionFactory(meeting=meeting, text="Mengecat balai", owner="Petrus")
    return meeting


def words_in(document):
    """The text of its PDF, with single blanks."""
    render(document.pk, lambda done, total: None)
    document.refresh_from_db()
    with document.file.file.open() as file:
        return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_the_invitation_says_all_that_an_invited_must_know(plan, secretary):
    document = issue_invitation(plan, actor=secretary)
    words = words_in(document)
    village = plan.care_unit.village
    assert document.number == f"005/001/2011/{roman_of(TODAY())}/{TODAY().year}"
    for said in (
        document.number,
        "Undangan rapat rutin",
        "Yth. Anggota FCU Desa Tablolong",
        "16.00 WITA",
        plan.place,
        "Tindak lanjut 1 keputusan rapat sebelumnya",
        "Keluarga sasaran",
        "Lain-lain",
        "Koordinator,",
        "Selfina Lakapu",
        f"Kepala Desa {village.name}",
        "DAFTAR UNDANGAN",
        "Marselina Boimau",
        "Membeli perahu",
    ):
        assert said in words


def roman_of(day):
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[day.month - 1]


def test_the_same_invitation_is_one_paper_and_a_change_is_its_revision(plan, secretary):
    first = issue_invitation(plan, actor=secretary)
    assert first.content["letter"]["date"] == TODAY().isoformat()
    assert issue_invitation(plan, actor=secretary).pk == first.pk
    first.content["letter"]["date"] = "2026-01-05"
    first.save()
    change_plan(plan, place="Gereja Eklesia", actor=secretary)
    second = issue_invitation(plan, actor=secretary)
    assert (second.revision, second.number) == (2, first.number)
    assert second.content["letter"]["date"] == "2026-01-05"
    other = MeetingFactory(care_unit=plan.care_unit, is_planned=True)
    assert issue_invitation(other, actor=secretary).number.startswith("005/002/")


def test_the_sheet_to_sign_lists_the_invited_and_has_room_for_guests(plan, secretary):
    words = words_in(issue_attendance_sheet(plan, actor=secretary))
    assert plan.reference in words
    assert "1 Marselina Boimau" in words
    assert "2 Selfina Lakapu" in words
    assert "10 10." in words
    assert "dari 2 anggota" in words


def test_the_sheet_of_a_held_meeting_lists_who_came(held, secretary):
    words = words_in(issue_attendance_sheet(held, actor=secretary))
    assert "1 Yane Kolimata" in words
    assert "2 Ferdi Sabuin TKSK" in words
    assert "Marselina Boimau" in words  # signs as secretary
    assert "3 Marselina" not in words
    assert "1 dari 3 anggota, 1 tamu" in words


def test_the_minutes_hold_what_was_said_and_decided(held, secretary):
    words = words_in(issue_minutes(held, actor=secretary))
    for said in (
        f"NOTULEN RAPAT Nomor {held.reference}",
        "1 dari 3 anggota, 1 tamu",
        "Dibuka dengan doa.",
        "Tindak lanjut keputusan rapat sebelumnya",
        "Membeli perahu",
        "1 Mengecat balai Petrus",
        "Pemimpin rapat,",
        "Sekretaris,",
        "Daud Rumanesi",
        "Mengetahui,",
        "Selfina Lakapu",
    ):
        assert said in words


def test_a_coordinator_who_led_signs_once(held, secretary):
    held.leader = "selfina lakapu"
    held.save()
    signs = issue_minutes(held, actor=secretary).content["letter"]["signs"]
    assert [sign["role"] for sign in signs] == ["Koordinator, pemimpin rapat,", "Sekretaris,"]


def test_a_paper_out_of_its_time_is_refused(plan, held, secretary):
    with pytest.raises(DomainError, match="sudah diadakan"):
        issue_invitation(held, actor=secretary)
    with pytest.raises(DomainError, match="belum diadakan"):
        issue_minutes(plan, actor=secretary)
    assert not Document.objects.exists()


def test_from_the_button_to_the_file(as_role, plan):
    client, kind = as_role(Role.SECRETARY), DocumentKind.MEETING_INVITATION
    letter = reverse("units:meeting_letter", args=[plan.pk, kind])
    assert client.get(letter).status_code == 404
    assert "Buat PDF" in client.get(plan.get_absolute_url()).content.decode()
    assert client.post(reverse("units:issue_letter", args=[plan.pk, kind])).url == plan.get_absolute_url()
    assert "Sedang dibuat" in client.get(plan.get_absolute_url()).content.decode()
    assert client.get(letter).status_code == 302
    render(Document.objects.get().pk, lambda done, total: None)
    assert "Unduh PDF" in client.get(plan.get_absolute_url()).content.decode()
    response = as_role(Role.TKSK).get(letter)
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert AccessLog.objects.filter(kind=AccessKind.DOWNLOAD).count() == 1


def test_letters_belong_to_the_village_and_have_known_kinds(as_role, plan, secretary, other_village):
    issue_invitation(plan, actor=secretary)
    kind = DocumentKind.MEETING_INVITATION
    for name, method in (("units:meeting_letter", "get"), ("units:issue_letter", "post")):
        stranger = as_role(Role.SECRETARY, other_village)
        assert getattr(stranger, method)(reverse(name, args=[plan.pk, kind])).status_code == 404
        strange = reverse(name, args=[plan.pk, DocumentKind.REFERRAL_LETTER])
        assert getattr(as_role(Role.SECRETARY), method)(strange).status_code == 404
    assert as_role(Role.TKSK).post(reverse("units:issue_letter", args=[plan.pk, kind])).status_code == 403
    assert as_role(Role.SECRETARY).get(reverse("units:issue_letter", args=[plan.pk, kind])).status_code == 405


def test_a_refused_paper_is_told_on_the_meeting(as_role, held):
    address = reverse("units:issue_letter", args=[held.pk, DocumentKind.MEETING_INVITATION])
    page = as_role(Role.SECRETARY).post(address, follow=True).content.decode()
    assert "Undangan dibuat untuk rapat yang direncanakan" in page


def test_the_message_has_the_facts_and_no_name(as_role, plan):
    text = message_of(plan)
    assert text.startswith("*Undangan rapat rutin*\nFCU Desa Tablolong")
    for said in ("16.00 WITA", "Balai desa", "1. Tindak lanjut 1 keputusan", "2. Keluarga sasaran", "anggota FCU"):
        assert said in text
    for name in ("Selfina", "Marselina", "Marta", "perahu"):
        assert name not in text
    address = reverse("units:meeting_message", args=[plan.pk])
    assert "*Undangan rapat rutin*" in as_role(Role.TKSK).get(address).content.decode()
    plan.is_planned = False
    plan.save()
    assert as_role(Role.TKSK).get(address).status_code == 404


def test_a_failed_paper_says_so(as_role, plan, secretary):
    document = issue_invitation(plan, actor=secretary)
    Document.objects.filter(pk=document.pk).update(state=DocumentState.FAILED)
    assert "Gagal dibuat" in as_role(Role.SECRETARY).get(plan.get_absolute_url()).content.decode()


def test_the_members_of_that_day_are_invited(plan, secretary):
    MembershipFactory(care_unit=plan.care_unit, name="Sudah Pindah", left_on=TODAY(), left_reason="Pindah")
    MembershipFactory(care_unit=plan.care_unit, name="Baru Datang", joined_on=date(2020, 1, 1))
    invited = [name for name, _ in issue_invitation(plan, actor=secretary).content["invited"]]
    assert invited == ["Baru Datang", "Marselina Boimau", "Selfina Lakapu"]
