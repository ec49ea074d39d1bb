from celery import shared_task

from jobs.handlers import job


@job
def read_batch(progress, batch_id):
    from exchange import services  # noqa: PLC0415 -- task leaf

    return services.read_batch(batch_id, progress)


@job
def write_batch(progress, batch_id):
    from exchange import services  # noqa: PLC0415 -- task leaf

    return services.write_batch(batch_id, progress)


@job
def undo_batch(progress, batch_id):
    from exchange import services  # noqa: PLC0415 -- task leaf

    return services.undo_batch(batch_id, progress)


@shared_task(name="exchange.forget_old")
def forget_old():
    from exchange import services  # noqa: PLC0415 -- task leaf

    services.forget_old()


@job
def write_export(progress, export_id):
    from exchange.services.exporting import write_export as write  # noqa: PLC0415 -- a task wraps a service

    return write(export_id, progress)


@shared_task(name="exchange.forget_old_exports")
def forget_old_exports():
    from exchange.services import exporting  # noqa: PLC0415 -- a task wraps a service

    exporting.forget_old_exports()
