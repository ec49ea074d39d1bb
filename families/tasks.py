from celery import shared_task

from jobs.handlers import job


@job
def make_copy(progress, *, copy_id):
    from families.services.copying import make_copy as make  # noqa: PLC0415 -- a task wraps a service

    return make(copy_id, progress)


@shared_task(name="families.remove_old_copies")
def remove_old_copies():
    from families.services.copying import remove_old_copies as remove  # noqa: PLC0415 -- a task wraps a service

    remove()
