from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from core.exceptions import DomainError
from core.http import hx_or, page
from jobs.models import Job
from jobs.services import cancel_job, retry_job


def _get_job(request, pk):
    return get_object_or_404(Job.objects.visible_to(request.user), pk=pk)


@require_safe
def mine(request):
    return render(request, "jobs/mine.html", {"page": page(Job.objects.visible_to(request.user), request)})


@require_safe
def detail(request, pk):
    return render(request, "jobs/detail.html", {"job": _get_job(request, pk)})


@require_safe
def panel(request, pk):
    """What htmx asks for every two seconds while the job is open; without htmx it is the whole page."""
    return hx_or(request, "jobs/_progress.html", "jobs/detail.html", {"job": _get_job(request, pk)})


@require_POST
def retry(request, pk):
    job = _get_job(request, pk)
    try:
        job = retry_job(job, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(job)


@require_POST
def cancel(request, pk):
    job = _get_job(request, pk)
    try:
        cancel_job(job, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(job)
