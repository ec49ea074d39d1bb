from celery import shared_task


@shared_task(name="cases.tell_what_is_late")
def tell_what_is_late():
    from cases import services  # noqa: PLC0415 -- a task wraps a service

    services.tell_what_is_late()
