from celery import shared_task


@shared_task(name="jobs.run")
def run(job_id):
    from jobs.services import run_job  # noqa: PLC0415 -- a task wraps a service

    run_job(job_id)


@shared_task(name="jobs.sweep")
def sweep():
    from jobs import services  # noqa: PLC0415 -- a task wraps a service

    services.sweep()
