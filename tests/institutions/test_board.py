"""The notice board, the leaflet and the text for WhatsApp: what everybody may read, and nothing else."""

import io
import json
from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pypdf import PdfReader

from accounts.enums import Role
from core.exceptions import DomainError
from core.periods import Period
from documents.enums import PUBLIC_PAPERS, DocumentKind
from documents.models import Document
from documents.services import render
from documents.services.rendering import pdf_of
from families.enums import FamilyStatus
from families.models import StatusPeriod
from institutions.documents.board import Leaflet, NoticeBoard, lines_of, message_of
from institutions.documents.public import FEW, events_of, numbers_of, quarter_before
from institutions.enums import ActivityKind, InstitutionKind, MeetingKind, Post, UnitState
from institutions.models import Activity, ServiceOffer
from institutions.services import issue_leaflet, issue_notice_board
from tests.factories.accounts import UserFactory, make_user
from tests.factories.documents import DocumentFactory
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

NOVEMBER = Period("M", 2026, 11)
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


@pytest.fixture
def secretary(unit):
    return make_user(Role.SECRETARY, unit.village)


def make_activity(unit, **fields):
    given = {"name": "Kelas menabung", "held_on": date(2026, 11, 20), "place": "Dusun II", "is_public": True}
    people = {"led_by": "Selfina Lakapu", "recorded_by": UserFactory()}
    return Activity.objects.create(care_unit=unit, kind=ActivityKind.GUIDANCE, **given | people | fields)


def make_families(village, count, status=FamilyStatus.PIONEER):
    for _ in range(count):
        family = FamilyFactory(village=village, status=status)
        StatusPeriod.objects.filter(family=family).update(starts_on=date(2026, 7, 1))


def address(unit, name="board", *more):
    return reverse(f"units:{name}", args=[unit.pk, *more])


def text_of(document):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(document))).pages)


def pages_of(document):
    return PdfReader(io.BytesIO(pdf_of(document))).pages


def order(kind=DocumentKind.NOTICE_BOARD_A3, month="2026-11"):
    return {"kertas": kind, "bulan": month}


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


@pytest.mark.parametrize("words", ["", LONG, "W" * 150], ids=["short", "long", "one word"])
@pytest.mark.parametrize(("events", "institutions"), [(0, 30), (3, 7), (40, 60)])
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


def test_with_nothing_to_tell_there_is_still_a_board_and_a_leaflet(unit, secretary):
    ServiceOffer.objects.update(active=False)
    board = issue_notice_board(unit, NOVEMBER, kind=DocumentKind.NOTICE_BOARD_A3, actor=secretary)
    words = text_of(board)
    assert "Belum ada kegiatan terbuka" in words
    assert "Tanyakan layanan" in words
    assert "Kabar lain" in words
    assert len(pages_of(board)) == 1
    assert len(pages_of(issue_leaflet(unit, actor=secretary))) == 2


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


def test_the_secretary_orders_a_board_and_downloads_it(as_role, unit):
    client = as_role(Role.SECRETARY)
    answer = client.post(address(unit, "issue_board"), order(month="2026-12"))
    assert answer["Location"] == f"{address(unit)}?bulan=2026-12"
    document = Document.objects.get()
    assert (document.kind, document.number, document.region) == ("notice_board_a3", "2026-12", unit.village)
    assert "Sedang dibuat" in client.get(address(unit)).content.decode()
    assert client.get(address(unit, "board_paper", document.pk)).status_code == 302
    render(document.pk, lambda *_: None)
    file = client.get(address(unit, "board_paper", document.pk))
    assert file["Content-Disposition"] == 'attachment; filename="Papan informasi FCU A3 2026-12.pdf"'
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_twice_the_same_order_is_one_paper_and_a_change_a_new_one(as_role, unit):
    client = as_role(Role.COORDINATOR)
    for kind in (DocumentKind.LEAFLET, DocumentKind.LEAFLET, DocumentKind.NOTICE_BOARD_A4):
        client.post(address(unit, "issue_board"), order(kind))
    make_activity(unit)
    client.post(address(unit, "issue_board"), order(DocumentKind.NOTICE_BOARD_A4))
    kinds = Document.objects.order_by("pk").values_list("kind", "revision")
    assert list(kinds) == [("leaflet", 1), ("notice_board_a4", 1), ("notice_board_a4", 2)]


def test_who_only_reads_sees_and_downloads_but_does_not_print(as_role, unit):
    client, document = as_role(Role.TKSK), DocumentFactory(subject_type="institutions.careunit", subject_id=unit.pk)
    Document.objects.update(kind=DocumentKind.LEAFLET)
    html = client.get(address(unit)).content.decode()
    assert "Unduh PDF" in html
    assert "Buat PDF" not in html
    assert [client.post(address(unit, "issue_board"), sent).status_code for sent in (order(), {})] == [403, 403]
    file = client.get(address(unit, "board_paper", document.pk))
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_another_village_finds_nothing(as_role, unit, other_village):
    client, document = as_role(Role.SECRETARY, other_village), DocumentFactory(kind=DocumentKind.LEAFLET)
    Document.objects.update(subject_type="institutions.careunit", subject_id=unit.pk)
    codes = [client.get(address(unit)), client.get(address(unit, "board_paper", document.pk))]
    codes.append(client.post(address(unit, "issue_board"), order()))
    assert [answer.status_code for answer in codes] == [404, 404, 404]
    own = CareUnitFactory(village=other_village)
    assert client.get(address(own, "board_paper", document.pk)).status_code == 404


def test_only_public_papers_are_handed_out_here(as_role, unit):
    document = DocumentFactory(subject_type="institutions.careunit", subject_id=unit.pk)
    assert document.kind not in PUBLIC_PAPERS
    assert as_role(Role.SECRETARY).get(address(unit, "board_paper", document.pk)).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("bulan", "2031-01", "Pilih bulan dari daftar."),
        ("bulan", "", "Pilih bulannya."),
        ("kertas", "referral_letter", "Pilih kertas dari daftar."),
        ("kertas", "", "Pilih kertasnya."),
    ],
)
def test_a_wrong_order_is_refused_with_a_sentence(as_role, unit, field, value, words):
    answer = as_role(Role.SECRETARY).post(address(unit, "issue_board"), order() | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Document.objects.exists()


@pytest.mark.parametrize("month", ["2031-01", "", "x", "2026-11' --"])
def test_a_month_that_is_not_offered_shows_this_one(as_role, unit, month):
    html = as_role(Role.SECRETARY).get(address(unit), {"bulan": month}).content.decode()
    assert "Kegiatan terbuka November 2026" in html


def test_the_chosen_month_is_shown_and_printed(as_role, unit):
    make_activity(unit, name="Pasar murah", held_on=date(2026, 12, 3))
    client = as_role(Role.SECRETARY)
    html = client.get(address(unit), {"bulan": "2026-12"}).content.decode()
    assert "Buat PDF Desember 2026" in html
    assert 'name="bulan" value="2026-12"' in html
    assert html.count("Pasar murah") == 2
    assert "Pasar murah" not in client.get(address(unit)).content.decode()


def test_methods_and_unknown_units(as_role, unit):
    client = as_role(Role.SECRETARY)
    assert client.get(address(unit, "issue_board")).status_code == 405
    assert client.post(address(unit)).status_code == 405
    assert client.get(reverse("units:board", args=[999_999])).status_code == 404


def test_an_inactive_unit_prints_nothing(as_role, village):
    unit = CareUnitFactory(village=village, state=UnitState.INACTIVE, inactive_reason="Bubar")
    client = as_role(Role.SECRETARY)
    assert "Buat PDF" not in client.get(address(unit)).content.decode()
    answer = client.post(address(unit, "issue_board"), order(), follow=True)
    assert "sudah tidak aktif" in answer.content.decode()
    with pytest.raises(DomainError):
        issue_leaflet(unit, actor=client.user)


def test_the_services_check_the_right_themselves(unit, other_village):
    stranger = make_user(Role.SECRETARY, other_village)
    with pytest.raises(PermissionDenied):
        issue_leaflet(unit, actor=stranger)
    with pytest.raises(PermissionDenied):
        issue_notice_board(unit, NOVEMBER, kind=DocumentKind.NOTICE_BOARD_A3, actor=stranger)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_statements(as_role, unit, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make_activity(unit)
        MeetingFactory(care_unit=unit, held_on=date(2026, 11, 12), is_public=True)
        ServiceOfferFactory(institution=InstitutionFactory(region=unit.village))
        DocumentFactory(
            kind=DocumentKind.LEAFLET, subject_type="institutions.careunit", subject_id=unit.pk,
            revision=Document.objects.count() + 1,
        )  # fmt: skip
    client = as_role(Role.SECRETARY)
    client.get(address(unit))
    with django_assert_max_num_queries(30):
        client.get(address(unit))
