"""Making all reports of a period: one job a report; killed, cancelled, tried again: each is there once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from core.periods import Period
from documents.models import Document, StoredFile
from jobs.enums import JobState
from jobs.models import Job
from jobs.services import release_left, run_job
from reporting.models import Report, Run
from reporting.queries.downloads import run_counts
from reporting.services import cancel_run, retry_run, start_run
from reporting.services.generating import generate
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import make_report

pytestmark = pytest.mark.django_db

QUARTER = Period.parse("2026-T3")
REGENCY = "53.01"


class Killed(BaseException):
    """The worker dies: no exception handler of ours hears of it."""


@pytest.fixture
def quick_paper(monkeypatch):
    """These tests ask what becomes of a paper, not how it looks."""
    monkeypatch.setattr("documents.services.rendering.render_pdf", lambda *args, **words: b"%PDF-1.7 kosong")


@pytest.fixture
def dinas(village):
    return make_user(Role.DINAS, village)


def units(count):
    return [CareUnitFactory(village=make_village(f"53.01.05.20{n + 11}")) for n in range(count)]


def run_all():
    for pk in Job.objects.open().values_list("pk", flat=True):
        run_job(pk)


def test_a_run_has_one_job_a_report_and_one_a_recap(dinas, quick_paper):
    units(2)
    run = start_run(make_region(REGENCY), QUARTER, actor=dinas)
    kinds = sorted(run.items.values_list("report__kind", flat=True))
    assert kinds == ["district_quarter", "regency_quarter", "unit_quarter", "unit_quarter"]
    run_all()
    assert run_counts(run)["done"] == 4
    drafts = Report.objects.filter(kind="unit_quarter", draft__file__isnull=False)
    assert drafts.count() == 2


def test_asked_twice_the_jobs_are_the_same(dinas):
    units(2)
    one, two = (start_run(make_region(REGENCY), QUARTER, actor=dinas) for _ in range(2))
    assert set(one.items.values_list("job", flat=True)) == set(two.items.values_list("job", flat=True))


def test_the_same_content_is_the_same_paper(village, quick_paper):
    report = make_report(village)
    for _ in range(2):
        generate(report.pk, lambda done, total: None, with_paper=True)
    assert Document.objects.count() == StoredFile.objects.count() == 1


@pytest.mark.parametrize("step", range(1, 7))
def test_killed_at_any_step_each_report_is_made_once(dinas, quick_paper, monkeypatch, step):
    units(3)
    run = start_run(make_region(REGENCY), QUARTER, actor=dinas)
    calls = iter(range(1, 1000))

    def killing(report_id, progress, **words):
        def counted(done, total):
            progress(done, total)
            if next(calls) == step:
                raise Killed

        return generate(report_id, counted, **words)

    with monkeypatch.context() as patch:
        patch.setattr("reporting.services.generating.generate", killing)
        with pytest.raises(Killed):
            run_all()
    Job.objects.filter(state=JobState.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))
    release_left()
    run_all()

    assert run_counts(run)["done"] == run.items.count() == 5
    papers = Document.objects.filter(kind="report_draft", file__isnull=False)
    assert papers.filter(subject_id__in=run.items.values("report")).count() == 5


def test_a_full_disk_fails_in_a_sentence_and_leaves_what_was_there(village, quick_paper, monkeypatch, dinas):
    units(1)
    run = start_run(make_region(REGENCY), QUARTER, actor=dinas)
    run_all()
    before = Report.objects.get(kind="unit_quarter").draft.file

    def full(path, fill):
        raise OSError(28, "No space left on device")

    make_report(make_village("53.01.05.2012"))
    with monkeypatch.context() as patch:
        patch.setattr("documents.services.files._write", full)
        again = start_run(make_region(REGENCY), QUARTER, actor=dinas)
        run_all()
    counts = run_counts(again)
    failed = again.items.filter(job__state=JobState.FAILED)
    # The new FCU, and the two recaps that now miss one more.
    assert counts["failed"] == failed.count() == 3
    assert {"Tempat penyimpanan penuh" in item.job.failure for item in failed} == {True}
    with before.file.open("rb") as file:
        assert file.read() == b"%PDF-1.7 kosong"

    assert retry_run(again, actor=dinas) == 3
    run_all()
    assert run_counts(again)["done"] == again.items.count()
    assert run_counts(run)["done"] == run.items.count()


def test_cancelling_keeps_what_is_done(dinas, quick_paper):
    units(3)
    run = start_run(make_region(REGENCY), QUARTER, actor=dinas)
    run_job(run.items.first().job_id)
    cancel_run(run, actor=dinas)
    run_all()
    counts = run_counts(run)
    assert (counts["done"], counts["cancelled"]) == (1, run.items.count() - 1)
    assert retry_run(run, actor=dinas) == counts["cancelled"]


def test_a_region_without_reports_is_said(dinas):
    with pytest.raises(DomainError, match="Tidak ada laporan"):
        start_run(make_region(REGENCY), QUARTER, actor=dinas)
    assert not Run.objects.exists()


@pytest.mark.parametrize("act", [start_run, cancel_run, retry_run])
def test_only_who_downloads_runs(village, act):
    units(1)
    run = start_run(make_region(REGENCY), QUARTER)
    what = (make_region(REGENCY), QUARTER) if act is start_run else (run,)
    with pytest.raises(PermissionDenied):
        act(*what, actor=make_user(Role.TKSK, village))
    with pytest.raises(PermissionDenied):
        act(*what, actor=make_user(Role.DINAS, make_village("73.09.13.2001")))


def test_the_pages_of_a_run(as_role, village, quick_paper):
    units(2)
    client = as_role(Role.DINAS)
    answer = client.post(reverse("reporting:runs"), {"wilayah": REGENCY, "masa": "2026-T3"})
    run = Run.objects.get()
    assert answer.url == run.get_absolute_url()
    assert "every 2s" in client.get(run.get_absolute_url()).content.decode()
    run_job(run.items.first().job_id)
    assert "1 dari 4 selesai" in client.get(run.get_absolute_url()).content.decode()
    client.post(reverse("reporting:run_cancel", args=[run.pk]))
    html = client.get(run.get_absolute_url()).content.decode()
    assert "3 dibatalkan" in html
    assert "every 2s" not in html
    assert (
        "3 laporan dicoba lagi"
        in client.post(reverse("reporting:run_retry", args=[run.pk]), follow=True).content.decode()
    )


@pytest.mark.parametrize("masa", ["2026-07", "2026-X1", ""])
def test_a_period_that_has_no_reports_is_refused_beside_the_field(as_role, village, masa):
    answer = as_role(Role.DINAS).post(reverse("reporting:runs"), {"wilayah": REGENCY, "masa": masa})
    assert answer.status_code == 422
    assert "id_masa_error" in answer.content.decode()


def test_a_run_of_another_regency_is_not_there(as_role, village):
    units(1)
    run = start_run(make_region(REGENCY), QUARTER)
    make_village("73.09.13.2001")
    other = as_role(Role.DINAS, make_village("73.09.13.2001"))
    assert other.get(run.get_absolute_url()).status_code == 404
    assert as_role(Role.TKSK).get(run.get_absolute_url()).status_code == 403


def test_the_command_makes_them_due_and_asks_for_the_jobs(village, capsys):
    units(2)
    call_command("generate_reports", period="2026-T3", region=REGENCY)
    assert "4 reports made due for 2026-T3, 4 jobs asked for." in capsys.readouterr().out
    call_command("generate_reports", period="2026-T3")
    assert "0 reports made due for 2026-T3, 4 jobs asked for." in capsys.readouterr().out


@pytest.mark.parametrize("words", [{"period": "2026-07"}, {"period": "x"}, {"period": "2026-T3", "region": "99"}])
def test_the_command_refuses_what_it_does_not_know(db, words):
    with pytest.raises(CommandError):
        call_command("generate_reports", **words)
