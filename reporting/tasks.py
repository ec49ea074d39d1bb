from celery import shared_task

from jobs.handlers import job


@shared_task(name="reporting.make_reports_due")
def make_reports_due():
    from reporting import services  # noqa: PLC0415 -- task leaf

    services.make_reports_due()


@job
def generate(progress, report_id):
    from reporting.services.generating import generate as make  # noqa: PLC0415 -- task leaf

    return make(report_id, progress)
