"""Lists as files: at once, as a job, and until they are forgotten."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from documents.models import StoredFile
from exchange.models import ListExport
from exchange.services import exporting
from exchange.services.exporting import forget_old_exports
from jobs.enums import JobState
from jobs.models import Job
from jobs.services import run_job
from tests.factories.exports import ListExportFactory, csv_rows, excel_rows
from tests.factories.jobs import JobFactory
from tests.families.listing import make_named

ADDRESS = "families:export"


def body(response):
    return b"".join(response)


def test_a_list_as_csv_opens_in_an_indonesian_excel(as_role, village):
    [family] = make_named(village, "Obaja Tefnai", address="\t=HYPERLINK(1)", decile=2)
    response = as_role(Role.SECRETARY).get(reverse(ADDRESS), {"format": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Content-Type-Options"] == "nosniff"
    today = timezone.localdate()
    assert f'filename="keluarga-{today:%Y-%m-%d}.csv"' in response["Content-Disposition"]
    content = body(response)
    assert content.startswith(b"\xef\xbb\xbf")
    row = dict(zip(*csv_rows(content), strict=True))
    assert row["Kepala keluarga"] == "Obaja Tefnai"
    assert row["Alamat"] == "'\t=HYPERLINK(1)"
    assert (row["Desil DTSEN"], row["Dicatat"]) == ("2", f"{timezone.localdate(family.recorded_at):%d-%m-%Y}")
    assert (row["Desa"], row["Kecamatan"]) == ("Tablolong", "Kupang Barat")
    assert family.family_card_number not in content.decode()
    log = AccessLog.objects.get(kind=AccessKind.EXPORT)
    assert log.reason == "Daftar keluarga: 1 baris, CSV"


def test_the_filters_hold_and_nobody_elses_rows_come_along(as_role, village, other_village):
    make_named(village, "Satu", status="plasma")
    make_named(village, "Dua", status="pioneer")
    make_named(other_village, "Tiga", status="plasma")
    client, asked = as_role(Role.SECRETARY), {"status": "plasma", "format": "csv", "halaman": "9"}
    _, *rows = csv_rows(body(client.get(reverse(ADDRESS), asked)))
    assert [row[1] for row in rows] == ["Satu"]


def test_both_files_keep_days_as_days(as_role, village):
    [family] = make_named(village, "Satu")
    heads, row = excel_rows(body(as_role(Role.SECRETARY).get(reverse(ADDRESS))))
    said = dict(zip(heads, row, strict=True))["Dicatat"]
    assert said.date() == timezone.localdate(family.recorded_at)
    assert isinstance(said, date)


def test_the_page_offers_both_files_with_its_filters_and_without_its_page(as_role, village):
    make_named(village, "Satu", status="plasma")
    html = as_role(Role.SECRETARY).get("/keluarga/", {"status": "plasma", "halaman": "2"}).content.decode()
    assert 'href="/keluarga/unduh/?status=plasma"' in html
    assert 'href="/keluarga/unduh/?status=plasma&amp;format=csv"' in html


@pytest.mark.parametrize("asked", ["xlsx", "csv"])
def test_reading_the_rows_costs_the_same_for_one_and_three(
    as_role, village, asked, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_role(Role.SECRETARY)
    make_named(village, "Satu")
    client.get(reverse(ADDRESS))
    with django_assert_max_num_queries(20) as once:
        body(client.get(reverse(ADDRESS), {"format": asked}))
    make_named(village, "Dua", "Tiga")
    with django_assert_num_queries(len(once.captured_queries)):
        body(client.get(reverse(ADDRESS), {"format": asked}))


@pytest.fixture
def at_most_one(monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 1)


@pytest.fixture
def asked(as_role, village, at_most_one):
    """A list of two, asked for with a word that names a person: (the client, its job)."""
    make_named(village, "Obaja Tefnai", "Markus Tefnai", status="plasma")
    client = as_role(Role.SECRETARY)
    response = client.get(reverse(ADDRESS), {"q": "Tefnai", "format": "csv"})
    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    return client, job


def test_a_long_list_becomes_a_job_that_carries_nothing_personal(asked):
    client, job = asked
    assert (job.owner, job.title) == (client.user, "Daftar keluarga (CSV)")
    assert job.args == {"export_id": ListExport.objects.get().pk}
    assert not AccessLog.objects.filter(kind=AccessKind.EXPORT).exists()


def test_asked_twice_it_is_one_job(asked):
    client, _ = asked
    client.get(reverse(ADDRESS), {"q": "Tefnai", "format": "csv"})
    assert Job.objects.count() == ListExport.objects.count() == 1


def test_the_file_of_a_job_holds_what_the_page_showed_for_its_owner_only(asked, as_role):
    client, job = asked
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 2, 2)
    response = client.get(job.result_url)
    assert response["Content-Disposition"].startswith('attachment; filename="keluarga-')
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-store, private")
    assert {row[1] for row in csv_rows(body(response))[1:]} == {"Obaja Tefnai", "Markus Tefnai"}
    kinds = AccessLog.objects.filter(actor=client.user).values_list("kind", "reason")
    assert (AccessKind.EXPORT, "Daftar keluarga: 2 baris, CSV") in kinds
    assert (AccessKind.DOWNLOAD, "") in kinds
    assert as_role(Role.SECRETARY).get(job.result_url).status_code == 404


def test_a_workbook_is_written_by_a_job_too(as_role, village, at_most_one):
    make_named(village, "Satu", "Dua")
    client = as_role(Role.SECRETARY)
    client.get(reverse(ADDRESS))
    run_job(Job.objects.get().pk)
    rows = excel_rows(body(client.get(ListExport.objects.get().get_absolute_url())))
    assert {row[1] for row in rows[1:]} == {"Satu", "Dua"}


def test_the_job_reads_with_the_rights_of_its_own_time(asked, other_village):
    client, job = asked
    client.user.assignments.update(region=other_village)
    run_job(job.pk)
    with StoredFile.objects.get().file.open("rb") as file:
        assert csv_rows(file.read())[1:] == []


def test_rights_that_are_gone_end_the_job_with_a_sentence(asked):
    client, job = asked
    client.user.assignments.update(role=Role.TREASURER)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.FAILED, exporting.NO_RIGHT)
    assert not StoredFile.objects.exists()


def test_a_duty_that_is_gone_takes_its_files_along(asked):
    client, job = asked
    run_job(job.pk)
    client.user.assignments.update(ends_on=timezone.localdate() - timedelta(days=1))
    response = client.get(ListExport.objects.get().get_absolute_url(), follow=True)
    assert exporting.NO_RIGHT in response.content.decode()


def test_more_than_a_sheet_should_hold_is_refused_at_once(as_role, village, at_most_one, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 1)
    make_named(village, "Satu", "Dua")
    response = as_role(Role.SECRETARY).get(reverse(ADDRESS), follow=True)
    assert "Persempit dengan saringan" in response.content.decode()
    assert not Job.objects.exists()


def test_after_a_week_the_file_and_what_was_searched_for_are_gone(asked):
    client, job = asked
    run_job(job.pk)
    export, stored = ListExport.objects.get(), StoredFile.objects.get()
    forget_old_exports()
    assert ListExport.objects.exists()
    ListExport.objects.update(asked_at=timezone.now() - timedelta(days=8))
    forget_old_exports()
    assert not ListExport.objects.exists()
    assert not StoredFile.objects.exists()
    assert not stored.file.storage.exists(stored.file.name)
    job.refresh_from_db()
    assert (job.state, job.result_url) == (JobState.DONE, "")
    assert client.get(export.get_absolute_url()).status_code == 404


def test_a_request_that_was_forgotten_is_not_tried_for_ever(db):
    export = ListExportFactory()
    job = JobFactory(kind=exporting.JOB, args={"export_id": export.pk}, owner=export.owner)
    export.delete()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.FAILED, exporting.GONE)


def test_a_worker_that_has_met_no_address_finds_the_list(monkeypatch):
    families = exporting.kind_of("families")
    monkeypatch.setattr(exporting, "REGISTERED", {})
    monkeypatch.setattr(exporting, "import_module", lambda _: exporting.register(families))
    assert exporting.kind_of("families") is families


def test_the_list_of_users_is_for_who_manages_them(as_role, village):
    client = as_role(Role.DINAS, village.parent.parent)
    secretary = as_role(Role.SECRETARY)
    rows = csv_rows(body(client.get(reverse("exports:people"), {"format": "csv"})))
    told = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    row = told[secretary.user.username]
    assert (row["Desa"], row["Kecamatan"]) == ("Desa Tablolong", "Kecamatan Kupang Barat")
    assert secretary.get(reverse("exports:people")).status_code == 403
