from celery import shared_task

from jobs.handlers import job


@shared_task(name="reporting.make_reports_due")
def make_reports_due():
    from reporting import services  # noqa: PLC0415 -- task leaf

    services.make_reports_due()


@shared_task(name="reporting.remind")
def remind():
    from reporting.services import reminding  # noqa: PLC0415 -- task leaf

    reminding.remind()


@job
def generate(progress, report_id, with_paper=False):
    from reporting.services.generating import generate as make  # noqa: PLC0415 -- task leaf

    return make(report_id, progress, with_paper=with_paper)


@job
def make_bundle(progress, bundle_id):
    from reporting.services.bundling import make_bundle as make  # noqa: PLC0415 -- task leaf

    return make(bundle_id, progress)
