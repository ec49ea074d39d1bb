"""What each role sees of reports, and what a page does."""

import re

import pytest
from django.urls import reverse

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from documents.services import render
from jobs.enums import JobState
from jobs.models import Job
from reporting.models import NARRATIVE, Report
from reporting.services import advance_report
from tests.factories.accounts import make_user
from tests.factories.regions import make_village
from tests.factories.reporting import make_report

pytestmark = pytest.mark.django_db
WORDS = {name: f"Uraian {name}." for name in NARRATIVE}


def page_of(client, report, name="detail"):
    return client.get(reverse(f"reporting:{name}", args=[report.pk]))


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR])
def test_the_fcu_sees_its_unsent_report(as_role, village, role):
    response = page_of(as_role(role), make_report(village))

    assert response.status_code == 200
    assert "Laporan Triwulan III Tahun 2026" in response.content.decode()


@pytest.mark.parametrize(
    "role", [Role.TREASURER, Role.VILLAGE_HEAD, Role.TKSK, Role.DISTRICT_HEAD, Role.LK3, Role.DINAS]
)
def test_readers_see_it_once_sent(as_role, village, role):
    client, report = as_role(role), make_report(village, state="checked")
    assert page_of(client, report).status_code == 404

    Report.objects.filter(pk=report.pk).delete()
    report = make_report(village, state="sent")

    assert page_of(client, report).status_code == 200


@pytest.mark.parametrize("role", [Role.MENTOR, Role.PROVIDER, Role.DINAS_PROVINCE, Role.MINISTRY, Role.ADMIN])
def test_others_see_none_of_an_fcu(as_role, village, role):
    client, report = as_role(role), make_report(village, state="received")

    assert page_of(client, report).status_code == 404
    reads_others = role in {Role.DINAS_PROVINCE, Role.MINISTRY}
    assert client.get(reverse("reporting:list")).status_code == (200 if reads_others else 403)


@pytest.mark.parametrize("name", ["detail", "panel", "narrative", "download"])
def test_another_village_gets_404(as_role, village, other_village, name):
    report = make_report(village, state="sent")

    assert page_of(as_role(Role.COORDINATOR, other_village), report, name).status_code == 404


def test_absent_report_gets_404(as_role):
    assert as_role(Role.SECRETARY).get(reverse("reporting:detail", args=[999])).status_code == 404


@pytest.mark.parametrize(("name", "extra"), [("advance", ["write"]), ("revise", [])])
def test_steps_are_posted(as_role, village, name, extra):
    report = make_report(village)

    assert as_role(Role.SECRETARY).get(reverse(f"reporting:{name}", args=[report.pk, *extra])).status_code == 405


def test_unknown_step_gets_404(as_role, village):
    report = make_report(village)

    assert as_role(Role.SECRETARY).post(reverse("reporting:advance", args=[report.pk, "burn"])).status_code == 404


def test_a_step_by_a_reader_is_refused(as_role, village):
    report = make_report(village, state="sent")

    response = as_role(Role.DINAS).post(
        reverse("reporting:advance", args=[report.pk, "receive"]), {"version": report.version}
    )

    assert response.status_code == 403


@pytest.mark.parametrize("htmx", [True, False])
def test_the_secretary_hands_it_over(as_role, village, htmx):
    report = make_report(village)

    response = as_role(Role.SECRETARY).post(
        reverse("reporting:advance", args=[report.pk, "write"]),
        {"version": report.version},
        headers={"HX-Request": "true"} if htmx else None,
        follow=True,
    )

    report.refresh_from_db()
    assert report.state == "written"
    assert "Uraian ditulis" in response.content.decode()


def test_a_stale_click_ends_in_a_sentence_and_the_fresh_panel(as_role, village):
    report = make_report(village, state="sent")
    client = as_role(Role.TKSK)
    url = reverse("reporting:advance", args=[report.pk, "receive"])
    client.post(url, {"version": report.version})

    response = client.post(url, {"version": report.version}, headers={"HX-Request": "true"})

    assert "tidak bisa lagi" in response.content.decode()
    assert report.events.filter(step="receive").count() == 1


def test_returning_needs_a_note_and_says_so_beside_the_field(as_role, village):
    report = make_report(village, state="sent")

    response = as_role(Role.TKSK).post(
        reverse("reporting:advance", args=[report.pk, "return"]), {"version": report.version, "note": ""}
    )

    assert response.status_code == 422
    assert "id_return_note_error" in response.content.decode()
    report.refresh_from_db()
    assert report.state == "sent"


def test_the_narrative_is_written_and_kept(as_role, village):
    report = make_report(village)

    response = as_role(Role.SECRETARY).post(
        reverse("reporting:narrative", args=[report.pk]), {**WORDS, "version": report.version}
    )

    report.refresh_from_db()
    assert response.status_code == 302
    assert report.solutions == "Uraian solutions."


def test_two_writers_see_both_texts_and_nothing_typed_is_lost(as_role, village):
    report = make_report(village)
    first, second = as_role(Role.SECRETARY), as_role(Role.COORDINATOR)
    url = reverse("reporting:narrative", args=[report.pk])
    first.post(url, {**WORDS, "version": report.version})

    response = second.post(url, {**WORDS, "results": "Hasil orang kedua.", "version": report.version})

    html = response.content.decode()
    assert response.status_code == 409
    assert "Uraian results." in html
    assert "Hasil orang kedua." in html
    fresh = re.search(r'name="version" value="(\d+)"', html)[1]
    assert second.post(url, {**WORDS, "results": "Hasil orang kedua.", "version": fresh}).status_code == 302


def test_a_text_too_long_is_refused_beside_the_field_and_kept(as_role, village):
    report, long = make_report(village), "panjang " * 2000

    response = as_role(Role.SECRETARY).post(
        reverse("reporting:narrative", args=[report.pk]), {**WORDS, "results": long, "version": report.version}
    )

    assert response.status_code == 422
    assert long[:200] in response.content.decode()


def test_readers_do_not_write(as_role, village):
    report = make_report(village, state="sent")

    assert page_of(as_role(Role.VILLAGE_HEAD), report, "narrative").status_code == 403


def test_the_dinas_downloads_the_paper_and_it_is_logged(as_role, village):
    report = make_report(village, state="received")
    render(report.document_id, lambda done, total: None)
    client = as_role(Role.DINAS)

    response = client.get(reverse("reporting:download", args=[report.pk]))

    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert "attachment" in response["Content-Disposition"]
    assert AccessLog.objects.filter(kind=AccessKind.DOWNLOAD, actor=client.user, subject_id=report.pk).exists()


def test_no_download_before_the_paper_is_made(as_role, village):
    report = make_report(village, state="sent")

    assert page_of(as_role(Role.DINAS), report, "download").status_code == 404
    assert "PDF sedang dibuat" in page_of(as_role(Role.DINAS), report).content.decode()


def test_the_page_follows_the_paper_while_it_is_made(as_role, village):
    report = make_report(village, state="sent")
    Job.objects.update(done=1, total=3)

    html = page_of(as_role(Role.DINAS), report).content.decode()

    assert "1 dari 3" in html
    assert "every 2s" in html


def test_a_paper_that_could_not_be_made_is_said_and_not_waited_for(as_role, village):
    report = make_report(village, state="sent")
    Job.objects.update(state=JobState.FAILED)

    html = page_of(as_role(Role.COORDINATOR), report).content.decode()

    assert "PDF gagal dibuat" in html
    assert "every 2s" not in html


@pytest.mark.parametrize("villages", [1, 3])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.DINAS])
def test_list_query_count(as_role, village, django_assert_max_num_queries, role, villages):
    for n in range(villages):
        place = village if n == 0 else make_village(f"53.01.05.20{n + 20}")
        make_report(place, state="received")
    client = as_role(role)

    with django_assert_max_num_queries(13):
        response = client.get(reverse("reporting:list"))

    assert response.status_code == 200


@pytest.mark.parametrize("state", ["due", "sent", "received"])
def test_detail_query_count(as_role, village, django_assert_max_num_queries, state):
    report = make_report(village, state=state)
    client = as_role(Role.COORDINATOR)

    with django_assert_max_num_queries(12):
        page_of(client, report)


def test_counting_anew_shows_the_figures(as_role, village):
    report = make_report(village)

    response = as_role(Role.SECRETARY).post(reverse("reporting:recount", args=[report.pk]), follow=True)

    assert "Keluarga terdata" in response.content.decode()


@pytest.mark.parametrize("asked", ["2026-X9", "'; DROP", "9999"])
def test_an_unknown_period_gives_a_sentence(as_role, village, asked):
    make_report(village, state="received")

    response = as_role(Role.DINAS).get(reverse("reporting:list"), {"masa": asked})

    assert response.status_code == 200
    assert "tidak dikenal" in response.content.decode()


def test_the_dinas_sees_its_regency_by_kecamatan(as_role, village, other_village):
    make_report(village, state="received")
    make_report(other_village, state="received")

    html = as_role(Role.DINAS).get(reverse("reporting:list")).content.decode()

    assert "Kupang Barat" in html
    assert "Moncongloe" not in html


def test_the_dinas_sees_who_is_late_and_cannot_open_what_is_not_sent(as_role, village):
    report = make_report(village, period="2025-T1", due_on="2025-04-15")

    html = as_role(Role.DINAS).get(reverse("reporting:list")).content.decode()

    assert "1 terlambat" in html
    assert village.name in html
    assert report.get_absolute_url() not in html


def test_a_returned_report_stays_in_the_count(as_role, village):
    report = make_report(village, state="sent")
    advance_report(report, "return", actor=make_user(Role.TKSK, village), note="Lengkapi bagian hasil.")

    assert "0 dari 1 laporan sudah diterima" in as_role(Role.DINAS).get(reverse("reporting:list")).content.decode()


def test_a_late_report_is_said_in_days(as_role, village):
    make_report(village, period="2025-T1", due_on="2025-04-15")

    assert "Terlambat" in as_role(Role.SECRETARY).get(reverse("reporting:list")).content.decode()


def test_who_sends_is_told_to_the_receiver(village):
    tksk = make_user(Role.TKSK, village)

    make_report(village, state="sent")

    assert [notice.urgent for notice in tksk.notices.all()] == [False]
