"""The page of the notice board: who orders a paper, and who downloads it."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError
from documents.enums import PUBLIC_PAPERS, DocumentKind
from documents.models import Document
from documents.services import render
from institutions.enums import UnitState
from institutions.services import issue_leaflet, issue_notice_board
from tests.factories.accounts import make_user
from tests.factories.documents import DocumentFactory
from tests.factories.institutions import CareUnitFactory, InstitutionFactory, MeetingFactory, ServiceOfferFactory
from tests.institutions.telling import NOVEMBER, make_activity


@pytest.fixture(autouse=True)
def on_a_day_in_november():
    with time_machine.travel("2026-11-05 10:00+08:00", tick=False):
        yield


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village, name="FCU Desa Tablolong", address="Balai Desa, Dusun I")


def address(unit, name="board", *more):
    return reverse(f"units:{name}", args=[unit.pk, *more])


def order(kind=DocumentKind.NOTICE_BOARD_A3, month="2026-11"):
    return {"kertas": kind, "bulan": month}


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
