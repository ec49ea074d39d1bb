from celery import shared_task


@shared_task(name="reporting.make_reports_due")
def make_reports_due():
    from reporting import services  # noqa: PLC0415 -- task leaf

    services.make_reports_due()
