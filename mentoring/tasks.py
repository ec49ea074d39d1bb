from celery import shared_task

from jobs.handlers import job


@shared_task(name="mentoring.ask_for_plans")
def ask_for_plans():
    from mentoring.services import planning  # noqa: PLC0415 -- a task wraps a service

    planning.ask_for_plans()


@shared_task(name="mentoring.ask_for_reminders")
def ask_for_reminders():
    from mentoring.services import reminding  # noqa: PLC0415 -- a task wraps a service

    reminding.ask_for_reminders()


@job
def make_plans(progress):
    from mentoring.services import pairing, planning  # noqa: PLC0415 -- a task wraps a service

    pairing.end_closed_files()
    planning.plan_all(progress)


@job
def remind(progress):
    from mentoring.services import reminding  # noqa: PLC0415 -- a task wraps a service

    reminding.remind(progress)
