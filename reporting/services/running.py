"""Making all reports of a region and period: one job a report, so that one that fails is tried again alone."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from jobs.enums import ENDED_BADLY
from jobs.models import Job
from jobs.services import cancel_jobs
from regions.models import in_regions
from reporting.models import Report, Run, RunItem
from reporting.services.due import make_reports_due, request_generating

NOTHING = "Tidak ada laporan untuk masa itu di wilayah ini. Masa yang belum berakhir belum punya laporan."


@transaction.atomic
def start_run(region, period, *, actor=None):
    """``actor`` None is the shell. Reports that are not due yet become due; asked twice, the jobs are the same."""
    _demand(region.pk, actor)
    make_reports_due(codes=(region.pk,), period=period)
    reports = Report.objects.latest_revisions().filter(in_regions("region__code", (region.pk,)), period=period.code)
    if not reports.exists():
        raise DomainError(NOTHING)
    run = Run.objects.create(region=region, period=period.code, owner=actor)
    jobs = [(report, request_generating(report, with_paper=True)) for report in reports.select_related("region")]
    RunItem.objects.bulk_create([RunItem(run=run, report=report, job=job) for report, job in jobs])
    return run


def cancel_run(run, *, actor):
    """What waits does not start, what runs stops at its next step; what is done stays."""
    _demand(run.region_id, actor)
    cancel_jobs(Job.objects.filter(pk__in=run.items.values("job")))
    Run.objects.filter(pk=run.pk, cancelled_at=None).update(cancelled_at=timezone.now())


@transaction.atomic
def retry_run(run, *, actor):
    """Only those that failed or were cancelled. Returns how many."""
    _demand(run.region_id, actor)
    items = list(run.items.filter(job__state__in=ENDED_BADLY).select_related("report__region"))
    for item in items:
        item.job = request_generating(item.report, with_paper=True)
    RunItem.objects.bulk_update(items, ["job"])
    Run.objects.filter(pk=run.pk).update(cancelled_at=None)
    return len(items)


def _demand(region_code, actor):
    if actor and not actor.can(Capability.DOWNLOAD_REPORTS, region_code):
        raise PermissionDenied("download_reports")
