"""The notice board, the leaflet and the text for WhatsApp: what everybody may read, and nothing else."""

import io
import json
from datetime import date, time

import pytest
import time_machine
from pypdf import PdfReader

from core.periods import Period
from documents.enums import DocumentKind
from documents.services.rendering import pdf_of
from families.enums import FamilyStatus
from families.models import StatusPeriod
from institutions.documents.board import Leaflet, NoticeBoard, lines_of, message_of
from institutions.documents.public import FEW, events_of, numbers_of, quarter_before
from institutions.enums import InstitutionKind, MeetingKind, Post, UnitState
from institutions.models import ServiceOffer
from institutions.services import issue_leaflet, issue_notice_board
from tests.factories.families import FamilyFactory
from tests.factories.institutions import (
    CareUnitFactory,
    DecreeFactory,
    InstitutionFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
    ServiceOfferFactory,
)
from tests.institutions.telling import NOVEMBER, make_activity

SUMMER = Period("T", 2026, 3)
TODAY = date(2026, 11, 5)
LONG = "PEMBINAAN KELUARGA DAN PENYULUHAN KESEHATAN MASYARAKAT WILAYAH PESISIR " * 2


@pytest.fixture(autouse=True)
def on_a_day_in_november():
    with time_machine.travel("2026-11-05 10:00+08:00", tick=False):
        yield


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village, name="FCU Desa Tablolong", address="Balai Desa, Dusun I")


def make_families(village, count, status=FamilyStatus.PIONEER):
    for _ in range(count):
        family = FamilyFactory(village=village, status=status)
        StatusPeriod.objects.filter(family=family).update(starts_on=date(2026, 7, 1))


def text_of(document):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(document))).pages)


def pages_of(document):
    return PdfReader(io.BytesIO(pdf_of(document))).pages


def test_the_month_shows_public_meetings_and_activities_by_day(unit):
    make_activity(unit)
    MeetingFactory(care_unit=unit, held_on=date(2026, 11, 12), starts_at=time(16), is_public=True, is_planned=True)
    MeetingFactory(care_unit=unit, held_on=date(2026, 11, 12), kind=MeetingKind.FOCUS_GROUP, is_public=True)
    shown = [(event.day_words, event.time, event.name, event.place) for event in events_of(unit, NOVEMBER)]
    assert shown == [
        ("Kamis, 12", "", "Rapat FCU: diskusi kelompok (FGD)", "Balai desa"),
        ("Kamis, 12", "16.00", "Rapat rutin FCU", "Balai desa"),
        ("Jumat, 20", "", "Kelas menabung", "Dusun II"),
    ]


def test_what_is_not_public_or_of_another_month_or_unit_stays_out(unit, other_village):
    make_activity(unit, name="Kunjungan tertutup", is_public=False)
    make_activity(unit, name="Bulan lalu", held_on=date(2026, 10, 31))
    make_activity(unit, name="Bulan depan", held_on=date(2026, 12, 1))
    make_activity(CareUnitFactory(village=other_village), name="Desa lain")
    MeetingFactory(care_unit=unit, held_on=date(2026, 11, 12))
    assert events_of(unit, NOVEMBER) == []
    assert "Belum ada kegiatan terbuka bulan ini." in message_of(unit, NOVEMBER, TODAY)


def test_the_quarter_is_the_last_that_is_over():
    assert quarter_before(NOVEMBER, TODAY) == SUMMER
    assert quarter_before(Period("M", 2027, 1), TODAY) == SUMMER
    assert quarter_before(Period("M", 2026, 9), TODAY) == Period("T", 2026, 2)


@pytest.mark.parametrize(("count", "said"), [(0, FEW), (4, FEW), (5, "5"), (12, "12")])
def test_numbers_below_five_are_not_told(unit, count, said):
    make_families(unit.village, count)
    pioneers = numbers_of(unit, SUMMER)[0]
    assert (pioneers.value, pioneers.label, pioneers.is_few) == (said, "keluarga pionir", said == FEW)


def test_a_small_number_is_not_even_in_the_frozen_content(unit, secretary):
    make_families(unit.village, 3)
    board = issue_notice_board(unit, NOVEMBER, kind=DocumentKind.NOTICE_BOARD_A3, actor=secretary)
    assert {row["value"] for row in board.content["numbers"]} == {FEW}


def test_papers_name_nobody_but_the_officers_of_a_confirmed_unit(unit, secretary):
    DecreeFactory(care_unit=unit, signed_by="Yohanis Tefbira")
    OfficerFactory(membership__care_unit=unit, membership__name="Kornelis Lakabela")
    MembershipFactory(care_unit=unit, name="Ester Manafe")
    family = FamilyFactory(village=unit.village, head_name="Obaja Tefnai", members=2)
    make_activity(unit, led_by="Selfina Lakapu", goal="Untuk Obaja Tefnai", result="Obaja Tefnai hadir")
    MeetingFactory(
        care_unit=unit, held_on=date(2026, 11, 12), is_public=True, leader="Marta Sabuin", agenda="Obaja Tefnai"
    )
    clinic = InstitutionFactory(
        region=unit.village, kind=InstitutionKind.TKSK, name="Lembaga 1", contact_person="Ferdi Nalle",
        phone="+6281200005301", email="ferdi@contoh.id",
    )  # fmt: skip
    ServiceOfferFactory(institution=clinic, contact="Ferdi Nalle")
    papers = [
        issue_notice_board(unit, NOVEMBER, kind=DocumentKind.NOTICE_BOARD_A3, actor=secretary),
        issue_leaflet(unit, actor=secretary),
    ]
    told = [json.dumps(paper.content) for paper in papers] + [message_of(unit, NOVEMBER, TODAY)]
    assert ["Kornelis Lakabela" in words for words in told] == [True, True, False]
    private = ["Tefbira", "Manafe", "Obaja", family.file_number, "Selfina", "Marta", "Ferdi", "ferdi"]
    assert [name for name in private for words in told if name in words] == []
    assert all("0812-0000-5301" in words for words in told)


def test_without_a_decree_no_officer_is_named(village):
    unit = CareUnitFactory(village=village, state=UnitState.FORMING)
    OfficerFactory(membership__care_unit=unit)
    assert NoticeBoard.load(unit, NOVEMBER, TODAY, "a3").officers == []


def test_officers_stand_in_the_order_of_their_posts(unit):
    DecreeFactory(care_unit=unit)
    for post in reversed(Post):
        OfficerFactory(membership__care_unit=unit, membership__name=post.label.upper(), post=post)
    assert [name for _, name in Leaflet.load(unit, TODAY).officers] == ["KOORDINATOR", "SEKRETARIS", "BENDAHARA"]


def test_the_nearest_services_come_first_and_the_stopped_ones_not(unit, other_village):
    district, far = unit.village.parent, unit.village.parent.parent
    for region, name in ((far, "Jauh"), (district, "Kecamatan"), (unit.village, "Dekat"), (other_village, "Lain")):
        ServiceOfferFactory(institution=InstitutionFactory(region=region, name=name), name=f"Layanan {name}")
    ServiceOfferFactory(institution=InstitutionFactory(region=unit.village), name="Berhenti", active=False)
    leaflet = Leaflet.load(unit, TODAY)
    assert [provider.name for provider in leaflet.near] == ["Dekat", "Kecamatan"]
    assert leaflet.far[0].name == "Jauh"
    words = json.dumps([provider.services for provider in leaflet.near + leaflet.far])
    assert "Layanan Lain" not in words
    assert "Berhenti" not in words


def test_services_that_do_not_fit_are_counted(unit):
    ServiceOffer.objects.update(active=False)
    clinic = InstitutionFactory(region=unit.village)
    for _ in range(5):
        ServiceOfferFactory(institution=clinic)
    board, leaflet = NoticeBoard.load(unit, NOVEMBER, TODAY, "a3"), Leaflet.load(unit, TODAY)
    assert (len(board.providers[0].services), board.services_left) == (2, 3)
    assert (len(leaflet.near[0].services), leaflet.near_left, leaflet.far_left) == (3, 2, 0)


def fill(unit, events, institutions, words=""):
    DecreeFactory(care_unit=unit)
    for post in Post:
        OfficerFactory(membership__care_unit=unit, membership__name=f"Marselina {words}"[:100], post=post)
    for n in range(events):
        make_activity(unit, name=f"Kelas {n} {words}"[:150], place=f"Balai desa {words}"[:120])
    regions = (unit.village, unit.village.parent, unit.village.parent.parent)
    for n in range(institutions):
        kind = list(InstitutionKind)[n % len(InstitutionKind)]
        name = f"Lembaga {n} {words}"[:150]
        institution = InstitutionFactory(
            region=regions[n % 3], name=name, kind=kind, phone="+6281200002011", address=words[:150]
        )
        for m in range(4):
            service = f"Layanan {m} {words}"[:150]
            ServiceOfferFactory(institution=institution, name=service, schedule=f"Senin {words}"[:100])


@pytest.mark.once_on_sqlite
@pytest.mark.parametrize(
    ("events", "institutions", "words"),
    [(0, 30, "W" * 150), (3, 7, ""), (40, 60, LONG), (40, 60, "W" * 150)],
    ids=["no events, one word", "few", "many, long", "many, one word"],
)
def test_a_board_is_one_page_and_a_leaflet_two_however_much_there_is(unit, secretary, events, institutions, words):
    unit.address = words
    unit.save()
    fill(unit, events, institutions, words)
    boards = [
        issue_notice_board(unit, NOVEMBER, kind=kind, actor=secretary)
        for kind in (DocumentKind.NOTICE_BOARD_A3, DocumentKind.NOTICE_BOARD_A4)
    ]
    assert [len(pages_of(board)) for board in boards] == [1, 1]
    assert len(pages_of(issue_leaflet(unit, actor=secretary))) == 2
    assert "layanan lain di" in text_of(boards[0])
    assert ("kegiatan lain" in text_of(boards[0])) == (events == 40)


@pytest.mark.once_on_sqlite
def test_with_nothing_to_tell_there_is_still_a_board_and_a_leaflet(unit, secretary):
    ServiceOffer.objects.update(active=False)
    board = issue_notice_board(unit, NOVEMBER, kind=DocumentKind.NOTICE_BOARD_A3, actor=secretary)
    words = text_of(board)
    assert "Belum ada kegiatan terbuka" in words
    assert "Tanyakan layanan" in words
    assert "Kabar lain" in words
    assert len(pages_of(board)) == 1
    assert len(pages_of(issue_leaflet(unit, actor=secretary))) == 2


@pytest.mark.once_on_sqlite
def test_the_papers_have_their_sizes(unit, secretary):
    kinds = (DocumentKind.NOTICE_BOARD_A3, DocumentKind.NOTICE_BOARD_A4)
    papers = [issue_notice_board(unit, NOVEMBER, kind=kind, actor=secretary) for kind in kinds]
    papers.append(issue_leaflet(unit, actor=secretary))
    sizes = [[round(float(side) / 72 * 25.4) for side in pages_of(paper)[0].mediabox[2:]] for paper in papers]
    assert sizes == [[297, 420], [210, 297], [297, 210]]


@pytest.mark.parametrize(
    ("text", "room", "lines"), [("", 10, 1), ("Kelas menabung", 10, 1), ("Kelas menabung", 6, 2), ("W" * 99, 9, 2)]
)
def test_lines_are_estimated_from_the_width_of_letters(text, room, lines):
    assert lines_of(text, room) == lines


def test_the_text_for_whatsapp(unit):
    ServiceOffer.objects.update(active=False)
    clinic = InstitutionFactory(
        region=unit.village, name="Posyandu Mawar", kind=InstitutionKind.LK3, phone="+6281200002011"
    )
    for name in ("Imunisasi", "Penimbangan balita", "Vitamin"):
        ServiceOfferFactory(institution=clinic, name=name)
    MeetingFactory(care_unit=unit, held_on=date(2026, 11, 12), starts_at=time(16), is_public=True)
    make_families(unit.village, 6, FamilyStatus.PLASMA)
    assert message_of(unit, NOVEMBER, TODAY).split("\n\n") == [
        "*FCU Desa Tablolong*\nInformasi November 2026",
        "*Kegiatan*",
        "Kamis, 12 November 2026, pukul 16.00\nRapat rutin FCU\ndi Balai desa",
        "*Layanan terdekat*\n- Imunisasi, Penimbangan balita: Posyandu Mawar, 0812-0000-2011\n"
        "dan 1 layanan lain, tanyakan pengurus FCU",
        "*Hubungi*\nLK3: 0812-0000-2011\nSekretariat: Balai Desa, Dusun I",
        "*Triwulan III Tahun 2026*\nKeluarga pionir: kurang dari 5\nKeluarga plasma: 6\n"
        "Masalah selesai: kurang dari 5\nAnggota FCU: kurang dari 5",
        "Semua layanan FCU gratis.",
    ]
