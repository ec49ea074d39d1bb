"""The one way in which a list or a table leaves the screen as a file."""

from functools import wraps

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.enums import AccessKind
from accounts.services import record_access
from core.exceptions import DomainError
from core.spreadsheets import WRITERS, file_of
from documents.views import serve
from exchange.models import ListExport
from exchange.services import exporting
from exchange.services.exporting import NO_RIGHT, Asked, ListKind, ask_export, may_have, register, said


def exported(name, title, file_name, needs=None):
    """Makes ``function(asked, **args)``, which gives a ListSheet, the view of a list's file and the source of its job.

    >>> @exported("families", "keluarga", "keluarga", Capability.SEE_FAMILIES)
    """

    def decorate(function):
        kind = register(ListKind(name, title, file_name, needs, function))

        @require_safe
        @wraps(function)
        def view(request, **args):
            return _send_list(request, kind, args)

        view.capability, view.kind = needs, kind
        return view

    return decorate


def _send_list(request, kind, args):
    sheet = kind.open(Asked(request.user, request.GET), args)
    count, file_type = sheet.count(), asked_type(request)
    if count > exporting.AT_ONCE:
        return _ask(request, kind, args, count, file_type)
    return _answer(
        request, {kind.sheet_title: sheet.lines()}, kind.named(sheet), file_type, said(kind, count, file_type)
    )


def _ask(request, kind, args, count, file_type):
    query = request.GET.urlencode()
    try:
        job = ask_export(kind, args, count=count, query=query, file_type=file_type, actor=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("jobs:mine")
    messages.info(request, "Daftarnya panjang, jadi berkasnya disiapkan dahulu. Ia disimpan 7 hari.")
    return redirect(job)


def send_tables(request, sheets, name, reason, subject=None):
    """Tables of figures, {title: rows}. ``name`` and ``reason`` name places and periods, never people."""
    return _answer(request, sheets, name, asked_type(request), reason, subject)


def asked_type(request):
    asked = request.GET.get("format", "")
    return asked if asked in WRITERS else "xlsx"


def _answer(request, sheets, name, file_type, reason, subject=None):
    file = file_of(file_type, sheets)
    record_access(
        AccessKind.EXPORT, actor=request.user, subject=subject, reason=reason, address=request.client_address
    )
    content_type = WRITERS[file_type].content_type
    response = FileResponse(file, as_attachment=True, filename=f"{name}.{file_type}", content_type=content_type)
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def download(request, pk):
    """What a job has written, for whoever asked for it and still has the same duties."""
    visible = ListExport.objects.visible_to(request.user).select_related("file")
    export = get_object_or_404(visible, pk=pk, file__isnull=False)
    if not may_have(export, request.user):
        messages.error(request, NO_RIGHT)
        return redirect("jobs:mine")
    return serve(request, export.file, subject=export)
