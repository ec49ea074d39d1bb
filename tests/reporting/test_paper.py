"""The paper of a report: declared as archive and built so, with its figures inside; and the same figures as Excel."""

import io
import json
from datetime import date

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.models import AccessLog
from core.exceptions import DomainError
from documents.services import render
from documents.services.rendering import pdf_of
from reporting.models import Report
from reporting.services import issue_draft
from tests.core.test_pdf import fonts_not_embedded
from tests.factories.accounts import make_user
from tests.factories.institutions import ActivityFactory, CareUnitFactory, MeetingFactory
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import make_report
from tests.factories.targets import lively_unit

pytestmark = [pytest.mark.django_db, pytest.mark.once_on_sqlite]

DISTRICT, REGENCY, PROVINCE = "53.01.05", "53.01", "53"


@pytest.fixture
def recap(village):
    lively_unit(village)
    make_report(village, state="received", obstacles="Jalan putus.")
    make_report(make_village("53.01.05.2010"), state="due")
    return make_report(make_region(DISTRICT), kind="district_quarter", state="sent")


def opened(report):
    return pikepdf.open(io.BytesIO(pdf_of(report.document)))


def test_declared_as_archive_tagged_and_with_the_figures_inside(recap):
    with opened(recap) as pdf:
        with pdf.open_metadata() as described:
            assert (described["pdfaid:part"], described["pdfaid:conformance"]) == ("3", "A")
            assert described["dc:title"] == recap.title
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "id"
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert fonts_not_embedded(pdf) == []
        assert {str(each.AFRelationship) for each in pdf.Root.AF} == {"/Data"}
        attached = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    frozen = json.loads(attached["angka-laporan.json"])
    assert frozen["figures"] == recap.figures
    assert (frozen["kind"], frozen["period"], frozen["region"]["code"]) == ("district_quarter", "2026-T3", DISTRICT)
    rows = attached["angka-laporan.csv"].decode("utf-8-sig").splitlines()
    made = recap.figures["referrals"]["made"]
    assert f"A4;Rujukan;Rujukan diajukan;Triwulan ini;{made}" in rows


def test_the_contents_name_the_pages_on_which_the_parts_begin(recap):
    with opened(recap) as pdf:
        pages = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
        links = [link for page in pdf.pages for link in page.get("/Annots", []) if "/Dest" in link or "/A" in link]
        assert len(links) >= 6
        names = pdf.Root.Names.Dests.Names
        targets = {str(names[i]): pages[names[i + 1][0].objgen] for i in range(0, len(names), 2)}
    assert targets["summary"] == 2
    assert targets["g1"] < targets["g2"] < targets["narrative"] < targets["annex1"]


def test_the_same_content_is_the_same_file(recap):
    assert pdf_of(recap.document) == pdf_of(recap.document)


def test_a_recap_says_how_many_are_in_and_who_is_not(recap):
    content = recap.document.content
    assert content["coverage"]["quarters"] == [{"label": "Triwulan III Tahun 2026", "expected": 2, "reported": 1}]
    assert content["coverage"]["missing"] == ["Desa Lifuleo (III 2026)"]
    assert [row[:2] for row in content["annexes"][0]["rows"]] == [["53.01.05.2011", "Tablolong"]]


@pytest.mark.parametrize(
    ("kind", "code", "period"),
    [
        ("lk3_quarter", REGENCY, "2026-T3"), ("regency_quarter", REGENCY, "2026-T3"),
        ("regency_semester", REGENCY, "2026-S2"), ("province_semester", PROVINCE, "2026-S2"),
    ],
)  # fmt: skip
def test_each_kind_has_its_letterhead_receiver_and_signers(recap, kind, code, period):
    Report.objects.filter(pk=recap.pk).update(state="received")
    if kind in {"regency_semester", "province_semester"}:
        make_report(make_region(REGENCY), kind="regency_quarter", state="sent")
    if kind == "province_semester":
        make_report(make_region(REGENCY), kind="regency_semester", period="2026-S2", state="received")
    report = make_report(make_region(code), kind=kind, period=period, state="sent")
    content = report.document.content
    assert content["office"]["lines"]
    assert content["letter"]["recipient"][0].startswith("Yth. ")
    assert report.it.document == report.document.kind
    assert content["report"]["signs"]
    assert pdf_of(report.document).startswith(b"%PDF-")


def test_a_revision_names_what_it_replaces(village):
    report = make_report(village, state="received")
    again = make_report(village, state="sent", revision=2, replaces=report)
    assert again.document.content["report"]["replaces"] == report.document.number
    assert again.document.replaces == report.document


def test_the_annexes_of_an_fcu_list_meetings_and_activities_without_names(village):
    unit = CareUnitFactory(village=village)
    MeetingFactory(care_unit=unit, held_on=date(2026, 8, 3), agenda="Keluarga Yuliana Tefnai")
    ActivityFactory(care_unit=unit, held_on=date(2026, 8, 4), name="Penyuluhan gizi", is_planned=False)
    content = make_report(village, state="sent").document.content
    titles = [annex["title"] for annex in content["annexes"]]
    assert titles == ["Rapat pada masa ini", "Kegiatan pada masa ini"]
    assert "Yuliana" not in json.dumps(content)
    assert "Penyuluhan gizi" in json.dumps(content)


def test_a_draft_says_that_it_is_one_and_keeps_for_the_same_content(as_role, village):
    lively_unit(village)
    report = make_report(village)
    client = as_role(Role.SECRETARY)
    with pytest.raises(DomainError, match="belum dihitung"):
        issue_draft(report, actor=client.user)
    client.post(reverse("reporting:recount", args=[report.pk]))
    url = reverse("reporting:draft", args=[report.pk])
    assert client.get(url).status_code == 404
    client.post(url)
    client.post(url)
    report.refresh_from_db()
    assert (report.draft.revision, report.draft.number) == (1, "")
    assert report.draft.content["report"]["is_draft"] is True
    render(report.draft_id, lambda done, total: None)
    assert b"".join(client.get(url).streaming_content).startswith(b"%PDF-")
    assert as_role(Role.TKSK).get(url).status_code == 404


def test_no_draft_of_what_was_sent_and_none_by_readers(village):
    report = make_report(village, state="sent")
    with pytest.raises(DomainError):
        issue_draft(report, actor=make_user(Role.SECRETARY, village))
    with pytest.raises(PermissionDenied):
        issue_draft(make_report(village, period="2026-T2"), actor=make_user(Role.TKSK, village))


def test_the_excel_file_holds_the_frozen_figures_and_is_logged(as_role, recap):
    Report.objects.filter(pk=recap.pk).update(implementation="=1+1")
    client = as_role(Role.TKSK)
    answer = client.get(reverse("reporting:excel", args=[recap.pk]))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames[0] == "Laporan"
    rows = {row[1:4]: row[4] for row in book["Laporan teknis fungsional"].iter_rows(values_only=True)}
    assert rows["Rujukan", "Rujukan diajukan", "Triwulan ini"] == recap.figures["referrals"]["made"]
    assert book["Menurut FCU"].max_row == 2
    assert AccessLog.objects.filter(actor=client.user, subject_id=recap.pk, kind="export").exists()
    assert as_role(Role.TKSK, make_village("73.09.13.2001")).get(answer.wsgi_request.path).status_code == 404
