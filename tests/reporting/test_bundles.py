"""Finished papers as one ZIP, and who took which."""

import csv
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError
from documents.models import StoredFile
from jobs.models import Job
from jobs.services import run_job
from reporting.models import Bundle, Report
from reporting.services import ask_bundle
from reporting.services.bundling import make_bundle
from tests.factories.accounts import make_user
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import make_report

pytestmark = pytest.mark.django_db

REGENCY = "53.01"


@pytest.fixture(autouse=True)
def quick_paper(monkeypatch):
    made = iter(range(100))
    monkeypatch.setattr("documents.services.rendering.render_pdf", lambda *a, **k: b"%%PDF-1.7 %d" % next(made))


@pytest.fixture
def papers(village):
    """Two received reports whose PDFs are there, and one whose PDF is still being made."""
    reports = [make_report(make_village(f"53.01.05.20{n}"), state="received") for n in (11, 12)]
    for job in Job.objects.filter(kind="documents.render_document"):
        run_job(job.pk)
    return [*reports, make_report(make_village("53.01.05.2013"), state="sent")]


def ask(actor, reports=None):
    return ask_bundle(make_region(REGENCY), reports or Report.objects.all(), title="Laporan", actor=actor)


def made(bundle):
    make_bundle(bundle.pk, lambda done, total: None)
    bundle.refresh_from_db()
    with bundle.file.file.open("rb") as file:
        return file.read()


def test_the_zip_holds_the_papers_and_their_index(papers, village):
    archive = zipfile.ZipFile(io.BytesIO(made(ask(make_user(Role.DINAS, village)))))
    assert archive.testzip() is None
    index = list(csv.DictReader(io.StringIO(archive.read("daftar.csv").decode("utf-8-sig")), delimiter=";"))
    assert [row["kode wilayah"] for row in index] == ["53.01.05.2011", "53.01.05.2012"]
    for row, report in zip(index, papers, strict=False):
        with report.document.file.file.open("rb") as file:
            assert archive.read(row["nama berkas"]) == file.read()
        assert row["sha256"] == report.document.file.sha256


def test_asked_again_it_is_the_same_file_and_made_again_the_same_bytes(papers, village):
    one = ask(make_user(Role.DINAS, village))
    first = made(one)
    two = ask(make_user(Role.DINAS, village))
    assert one == two
    assert Job.objects.filter(kind="reporting.make_bundle").count() == 1
    Bundle.objects.update(file=None)
    assert made(Bundle.objects.get()) == first


def test_made_twice_at_once_one_file_is_kept(papers, village, monkeypatch):
    bundle = ask(make_user(Role.DINAS, village))
    before = StoredFile.objects.count()
    made(bundle)
    Bundle.objects.filter(pk=bundle.pk).update(file=bundle.file)
    make_bundle(bundle.pk, lambda done, total: None)
    assert StoredFile.objects.count() == before + 1


def test_nothing_ready_is_said(village):
    make_report(village, state="sent")
    with pytest.raises(DomainError, match="Belum ada PDF"):
        ask(make_user(Role.DINAS, village))


@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3, Role.DINAS_PROVINCE, Role.SECRETARY])
def test_only_the_dinas_takes_a_zip(papers, as_role, village, role):
    with pytest.raises(PermissionDenied):
        ask(make_user(role, village))
    assert as_role(role).get(reverse("reporting:downloads")).status_code == 403


def test_one_several_or_all_from_the_page(papers, as_role):
    client, url = as_role(Role.DINAS), reverse("reporting:downloads")
    answer = client.post(url, {"laporan": [papers[0].pk]})
    assert Bundle.objects.get().reports == [papers[0].pk]
    assert answer.url == Bundle.objects.get().get_absolute_url()
    client.post(f"{url}?keadaan=received", {"semua": "1"})
    assert Bundle.objects.first().reports == [report.pk for report in papers[:2]]
    assert "Belum ada laporan yang dipilih" in client.post(url, follow=True).content.decode()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, 3), ({"keadaan": "sent"}, 1), ({"kecamatan": "53.01.05"}, 3), ({"jenis": "lk3_quarter"}, 0),
        ({"masa": "2026-T3"}, 3), ({"masa": "'; DROP"}, 0),
    ],
)  # fmt: skip
def test_filters(papers, as_role, asked, shown):
    html = as_role(Role.DINAS).get(reverse("reporting:downloads"), asked).content.decode()
    assert html.count('name="laporan"') == shown


def test_a_paper_of_another_regency_is_never_in_it(papers, as_role):
    other = as_role(Role.DINAS, make_village("73.09.13.2001"))
    answer = other.post(reverse("reporting:downloads"), {"laporan": [papers[0].pk]}, follow=True)
    assert "Belum ada PDF" in answer.content.decode()
    bundle = ask(make_user(Role.DINAS, make_village()))
    assert other.get(bundle.get_absolute_url()).status_code == 404


def test_who_took_what_stands_in_the_log(papers, as_role):
    client = as_role(Role.DINAS)
    bundle = ask(client.user)
    page = client.get(bundle.get_absolute_url()).content.decode()
    assert "every 2s" in page
    made(bundle)
    answer = client.get(reverse("reporting:bundle_file", args=[bundle.pk]))
    assert answer["Content-Type"] == "application/zip"
    assert answer.streaming
    assert b"".join(answer.streaming_content).startswith(b"PK")
    html = client.get(reverse("reporting:log")).content.decode()
    assert bundle.title in html
    assert client.user.name in html


@pytest.mark.parametrize("count", [1, 3])
def test_query_counts(as_role, village, django_assert_max_num_queries, count):
    for n in range(count):
        make_report(make_village(f"53.01.05.20{n + 11}"), state="received")
    client = as_role(Role.DINAS)
    for name, most in (("downloads", 14), ("log", 12), ("runs", 10)):
        client.get(reverse(f"reporting:{name}"))
        with django_assert_max_num_queries(most):
            client.get(reverse(f"reporting:{name}"))
