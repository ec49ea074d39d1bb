"""The end of guidance: graduation, its watch and its certificate, and termination."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from documents.enums import DocumentState
from documents.views import serve
from families.queries import assessments_of
from mentoring.forms.ending import GraduateForm, TerminateForm, WatchForm
from mentoring.models import Graduation, Mentorship
from mentoring.queries.rhythm import COURSE
from mentoring.services.certifying import issue_certificate
from mentoring.services.ending import FRESH, end_watch, graduate, terminate

FORM_METHODS = ["GET", "POST"]


@require_http_methods(FORM_METHODS)
def graduating(request, pk):
    mentorship = _mentorship(request, pk)
    sheet = (assessments_of(mentorship.plasma) or [None])[-1]
    context = {"sheet": sheet, "is_old": bool(sheet) and timezone.localdate() - sheet.day > FRESH}
    return _end(request, mentorship, GraduateForm, graduate, "mentoring/graduate.html", context)


@require_http_methods(FORM_METHODS)
def terminating(request, pk):
    mentorship = _mentorship(request, pk)
    context = {"earliest": mentorship.course_began_on + COURSE}
    return _end(request, mentorship, TerminateForm, terminate, "mentoring/terminate.html", context)


def _end(request, mentorship, form_class, service, template, context):
    form = form_class(request.POST or None, record=mentorship)
    if request.method == "POST" and form.is_valid():
        try:
            ended = service(mentorship, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{ended} tercatat.")
            return redirect(ended if isinstance(ended, Graduation) else mentorship.plasma)
    context |= {"form": form, "mentorship": mentorship}
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
def graduation(request, pk):
    """GET: how it stands; POST: the end of its watch."""
    found = _graduation(request, pk)
    may_change = request.user.can(Capability.SET_FAMILY_STATUS, found.mentorship.village_id)
    form = WatchForm(request.POST or None, record=found) if may_change else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(Capability.SET_FAMILY_STATUS)
        if form.is_valid() and _watched(request, found, form):
            return redirect(found)
    context = {
        "graduation": found,
        "form": form,
        "may_print": request.user.can(Capability.CHANGE_FAMILIES, found.mentorship.village_id),
    }
    return render(request, "mentoring/graduation.html", context, status=422 if form and form.errors else 200)


def _watched(request, found, form):
    try:
        end_watch(found, actor=request.user, seen=form.cleaned_data["version"], **form.values)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, "Hasil pantauan tercatat.")
    return True


@require_POST
def print_certificate(request, pk):
    found = _graduation(request, pk)
    issue_certificate(found, actor=request.user)
    messages.success(request, "Sertifikat sedang dibuat. Unduh di sini sebentar lagi.")
    return redirect(found)


@require_safe
def certificate(request, pk):
    found = _graduation(request, pk)
    if found.certificate is None:
        raise Http404
    if found.certificate.state != DocumentState.READY:
        messages.info(request, "Sertifikat sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(found)
    return serve(request, found.certificate.file, subject=found)


def _mentorship(request, pk):
    rows = Mentorship.objects.visible_to(request.user).select_related("plasma", "pioneer", "village__parent")
    mentorship = get_object_or_404(rows, pk=pk)
    if not request.user.can(Capability.SET_FAMILY_STATUS, mentorship.village_id):
        raise PermissionDenied(Capability.SET_FAMILY_STATUS)
    return mentorship


def _graduation(request, pk):
    rows = Graduation.objects.visible_to(request.user).select_related(
        "mentorship__plasma", "mentorship__pioneer", "mentorship__village__parent__parent",
        "decided_in__care_unit", "assessment", "certificate__file", "decided_by",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)
