"""One way through the forms of guidance: show it, do it, say beside it why not."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.services import submit_once
from core.exceptions import DomainError
from documents.services import UploadRefused
from mentoring.models import Mentorship
from mentoring.queries.visits import mentorship_rows

SHOW_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])


def found(request, pk, capability=None):
    """The mentorship, or 404 out of sight; 403 without ``capability`` in its village."""
    mentorship = get_object_or_404(mentorship_rows(request.user), pk=pk)
    if capability and not request.user.can(capability, mentorship.village_id):
        raise PermissionDenied(str(capability))
    return mentorship


def may_record(request, mentorship):
    return Mentorship.objects.visible_to(request.user).recordable_by(request.user).filter(pk=mentorship.pk).exists()


def demand_recording(request, mentorship):
    if not may_record(request, mentorship):
        raise PermissionDenied("record_visits")


def running(mentorship):
    """404 for what an act on an ended one would be."""
    if not mentorship.is_open:
        raise Http404
    return mentorship


def fill(request, form, save, said, template="mentoring/act.html", **context):
    """Show ``form``; on a valid POST ``save()`` and go to the record or address that it returns."""
    if request.method == "POST" and form.is_valid():
        try:
            target = save()
        except DomainError as error:
            is_file = isinstance(error, UploadRefused) and "photo" in form.fields
            form.add_error("photo" if is_file else None, str(error))
        else:
            messages.success(request, said)
            return redirect(target)
    context = {"words": "", "tone": "primary", "about": "", **context, "form": form}
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def once(request, form, name, make):
    """The record of this form's token, once; its address."""
    return submit_once(form.cleaned_data["form_token"], actor=request.user, form=name, make=make)
