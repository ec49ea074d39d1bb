"""What can be imported, what was imported, and a new file."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.services import submit_once
from core.exceptions import DomainError
from core.http import page
from core.spreadsheets import XLSX
from exchange.documents import template_of
from exchange.forms import UploadForm, places_for
from exchange.handlers import KINDS
from exchange.models import ImportBatch
from exchange.resources import ImportResource
from exchange.services import send_file
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported


def kinds_for(user):
    return [kind for kind in KINDS.values() if user.can(kind.capability)]


def kind_or_refusal(request, name):
    """404 for a kind that is none; 403 for one whose data the user may not write."""
    kind = KINDS.get(name)
    if kind is None:
        raise Http404
    if not request.user.can(kind.capability):
        raise PermissionDenied(str(kind.capability))
    return kind


def may_import(user):
    if not kinds_for(user):
        raise PermissionDenied("import")


@require_safe
def index(request):
    may_import(request.user)
    context = {"page": page(_sent_by_all(request.user), request), "kinds": kinds_for(request.user)}
    return render(request, "exchange/index.html", context)


def _sent_by_all(user):
    return ImportBatch.objects.visible_to(user).select_related("region", "owner")


@exported("imports", "impor", "impor")
def export(asked):
    may_import(asked.user)
    return ListSheet(ImportResource(), _sent_by_all(asked.user).select_related("region__parent", "written_by"))


@require_http_methods(["GET", "HEAD", "POST"])
def send(request, kind):
    kind = kind_or_refusal(request, kind)
    places = places_for(kind, request.user)
    if not places:
        raise PermissionDenied("no place to import for")
    form = UploadForm(request.POST or None, request.FILES or None, places=places)
    if form.is_bound and form.is_valid() and (url := _sent(request, kind, form)):
        return redirect(url)
    context = {"form": form, "kind": kind, "places": places}
    return render(request, "exchange/send.html", context, status=422 if form.is_bound else 200)


def _sent(request, kind, form):
    def make():
        return send_file(kind.name, region=form.region, upload=form.cleaned_data["file"], actor=request.user)

    try:
        return submit_once(form.cleaned_data["form_token"], actor=request.user, form=f"import-{kind.name}", make=make)
    except DomainError as error:
        form.add_error("file", str(error))
        return None


@require_safe
def template(request, kind):
    kind = kind_or_refusal(request, kind)
    return FileResponse(template_of(kind), as_attachment=True, filename=f"templat-{kind.name}.xlsx", content_type=XLSX)
