from celery import shared_task

from jobs.handlers import job


@shared_task(name="notices.send_digests")
def send_digests():
    from notices import services  # noqa: PLC0415 -- a task wraps a service

    services.send_digests()


@job
def mail_urgent(progress, *, notice_ids):
    from notices import services  # noqa: PLC0415 -- a task wraps a service

    services.mail_urgent(notice_ids, progress)


@job
def mail_digests(progress):
    from notices import services  # noqa: PLC0415 -- a task wraps a service

    services.mail_digests(progress)
