from celery import shared_task

from accounts.models import User
from jobs.handlers import job


@job
def send_reset_mail(progress, *, user_id):
    from accounts.services.passwords import send_reset_mail as send  # noqa: PLC0415 -- tasks stand below services

    send(User.objects.get(pk=user_id))


@shared_task(name="accounts.forget_old_drafts")
def forget_old_drafts():
    from accounts.services import forget_old_drafts as forget  # noqa: PLC0415 -- tasks stand below services

    forget()
