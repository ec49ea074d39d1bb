from celery import shared_task

from jobs.handlers import job


@job
def write_export(progress, export_id):
    from exchange.services.exporting import write_export as write  # noqa: PLC0415 -- a task wraps a service

    return write(export_id, progress)


@shared_task(name="exchange.forget_old_exports")
def forget_old_exports():
    from exchange.services import exporting  # noqa: PLC0415 -- a task wraps a service

    exporting.forget_old_exports()
