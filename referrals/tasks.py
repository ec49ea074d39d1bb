from celery import shared_task


@shared_task(name="referrals.raise_overdue")
def raise_overdue():
    from referrals.services.rising import raise_overdue as rise  # noqa: PLC0415 -- tasks stand below services

    rise()


@shared_task(name="referrals.remind")
def remind():
    from referrals.services.reminding import remind as tell  # noqa: PLC0415 -- tasks stand below services

    tell()
