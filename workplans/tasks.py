from celery import shared_task

from jobs.handlers import job


@shared_task(name="workplans.ask_for_reminders")
def ask_for_reminders():
    from workplans.services import reminding  # noqa: PLC0415 -- a task wraps a service

    reminding.ask_for_reminders()


@job
def remind(progress):
    from workplans.services import reminding  # noqa: PLC0415 -- a task wraps a service

    reminding.remind(progress)
