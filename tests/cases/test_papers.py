import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AccessLog
from cases.models import Case, IncidentalReport
from cases.services import issue_summary, receive_incidental, send_again, send_incidental, set_goal
from core.exceptions import DomainError, StaleState
from documents.models import Document
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.cases import IncidentalReportFactory, PlanActionFactory, ServiceGivenFactory
from tests.factories.documents import make_file, read_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(case, secretary, agreed):
    return send_incidental(case, receiver="lk3", asked="Konsultasi keluarga", actor=secretary.user)


def test_the_summary_is_one_page_however_much_there_is(case, secretary):
    Case.objects.filter(pk=case.pk).update(summary="Keluarga tinggal bertiga. " * 70)
    for _ in range(8):
        PlanActionFactory(case=case, what="Mengantar ke Puskesmas untuk pemeriksaan " * 6)
        ServiceGivenFactory(case=case, description="Bimbingan yang panjang " * 12)
        set_goal(case, words="Kami ingin anak sekolah lagi " * 9, actor=secretary.user)
    case = Case.objects.get(pk=case.pk)
    pages, words = read_paper(issue_summary(case, actor=secretary.user))
    assert pages == 1
    assert "dan 2 tindakan lain" in words
    assert case.family.head_name in words


def test_the_summary_is_made_and_handed_out_to_the_fcu(case, secretary, as_role, other_village):
    getting, making = (reverse(f"cases:{name}", args=[case.pk]) for name in ("summary", "make_summary"))
    assert secretary.get(getting).status_code == 404
    assert secretary.get(making).status_code == 405
    assert as_role(Role.TKSK).post(making).status_code == 403
    for _ in range(2):
        assert "sedang dibuat" in secretary.post(making, follow=True).content.decode()
    make_file(Document.objects.get())
    assert b"".join(secretary.get(getting).streaming_content).startswith(b"%PDF")
    assert as_role(Role.TKSK).get(getting).status_code == 403
    assert as_role(Role.SECRETARY, other_village).get(getting).status_code == 404


def test_an_incidental_report_needs_consent(case, secretary):
    with pytest.raises(DomainError, match="Kesediaan"):
        send_incidental(case, receiver="tksk", asked="Bantuan", actor=secretary.user)
    assert not Document.objects.exists()


@pytest.mark.parametrize("changes", [{"receiver": "camat"}, {"asked": " "}])
def test_a_report_to_nobody_or_for_nothing_is_refused(case, secretary, agreed, changes):
    with pytest.raises(DomainError):
        send_incidental(case, actor=secretary.user, **{"receiver": "tksk", "asked": "Bantuan"} | changes)


def test_only_the_fcu_sends(case, agreed, village):
    with pytest.raises(PermissionDenied):
        send_incidental(case, receiver="lk3", asked="x", actor=make_user(Role.TKSK, village))


def test_the_office_reads_receives_and_the_sender_hears_of_it(report, secretary, as_role, village):
    office = as_role(Role.LK3)
    page = office.get(report.get_absolute_url())
    assert "Konsultasi keluarga" in page.content.decode()
    assert report.case.family.head_name in page.content.decode()
    assert office.get(report.case.get_absolute_url()).status_code == 404
    form = {"version": report.version, "note": "Dikunjungi Senin"}
    receiving = reverse("cases:receive_incidental", args=[report.pk])
    assert "Dikunjungi Senin" in office.post(receiving, form, follow=True).content.decode()
    assert "sudah diterima" in office.post(receiving, form, follow=True).content.decode()
    assert Notice.objects.filter(user=secretary.user).count() == 1
    assert AccessLog.objects.about(report.case).filter(actor=office.user).exists()


def test_sent_again_it_is_a_revision_to_be_received_anew(report, secretary, village):
    lk3 = make_user(Role.LK3, village.parent.parent)
    receive_incidental(report, actor=lk3)
    with pytest.raises(StaleState):
        send_again(report, asked="Lain", actor=secretary.user, seen=1)
    send_again(report, asked="Konsultasi dan hukum", actor=secretary.user, seen=report.version)
    assert (report.document.revision, report.received_on) == (2, None)
    assert report.document.number == report.number
    with pytest.raises(StaleState):
        receive_incidental(report, actor=lk3, seen=1)


def test_the_report_is_a_numbered_letter_with_a_proof(report):
    pages, words = read_paper(report.document)
    assert pages == 1
    for part in (report.number, "Pimpinan LK3", "Konsultasi keluarga", "Bukti keaslian"):
        assert part in words


@pytest.mark.parametrize("role", [Role.TKSK, Role.DINAS, Role.VILLAGE_HEAD, Role.MENTOR, Role.DINAS_PROVINCE])
def test_nobody_else_finds_the_report(report, as_role, role):
    client = as_role(role)
    assert client.get(report.get_absolute_url()).status_code == 404
    assert client.get(reverse("cases:incidental_paper", args=[report.pk])).status_code == 404


def test_who_reaches_the_list_and_the_acts(report, case, secretary, as_role, other_village):
    listing, again = reverse("cases:incidentals"), reverse("cases:send_again", args=[report.pk])
    sending, receiving = (
        reverse("cases:send_incidental", args=[case.pk]),
        reverse("cases:receive_incidental", args=[report.pk]),
    )
    assert report.number in as_role(Role.LK3).get(listing).content.decode()
    assert report.number not in as_role(Role.TKSK).get(listing).content.decode()
    assert as_role(Role.TREASURER).get(listing).status_code == 403
    assert as_role(Role.LK3, other_village).get(report.get_absolute_url()).status_code == 404
    assert [as_role(Role.LK3).get(url).status_code for url in (again, sending)] == [403, 404]
    assert secretary.post(receiving, {"version": 1}).status_code == 403
    assert as_role(Role.COORDINATOR).get(again).status_code == 200
    assert secretary.get(receiving).status_code == 405


def test_a_report_is_sent_once_in_one_form(case, secretary, agreed):
    form = {"form_token": uuid.uuid4(), "receiver": "tksk", "asked": "Alat bantu jalan"}
    urls = {secretary.post(reverse("cases:send_incidental", args=[case.pk]), form).url for _ in range(2)}
    assert urls == {IncidentalReport.objects.get().get_absolute_url()}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_few_queries(rows, case, secretary, django_assert_max_num_queries):
    IncidentalReportFactory.create_batch(rows, case=case)
    with django_assert_max_num_queries(8):
        assert secretary.get(reverse("cases:incidentals")).status_code == 200
    with django_assert_max_num_queries(12):
        assert secretary.get(reverse("cases:files", args=[case.pk])).status_code == 200
