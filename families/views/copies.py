"""Copies of everything that is held on a family, for its right of access."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.services import submit_once
from core.exceptions import DomainError
from documents.views import serve
from families.forms.copies import CopyForm
from families.models import DataCopy
from families.queries.life import may_ask_for_copy
from families.services import request_copy
from families.views.acting import GET_POST, done_before
from families.views.rights import opened_for, rights_on

BEING_MADE = "Salinan sedang dibuat. Siap diunduh di halaman ini dalam beberapa detik."
REASON = "Salinan data keluarga (hak akses)"


@require_GET
def show_list(request, pk):
    family = _opened(request, pk)
    copies = _copies(request, family).select_related("job", "made_by")
    return render(request, "families/copies.html", {"family": family, "copies": copies})


@GET_POST
def ask(request, pk):
    family = _opened(request, pk)
    if again := done_before(request):
        return again
    may_include = request.user.can(Capability.SEE_SENSITIVE_CASES, family.village_id)
    form = CopyForm(request.POST or None, members=may_ask_for_copy(family), may_include_sensitive=may_include)
    if request.method == "POST" and form.is_valid() and _asked(request, family, form):
        return redirect("families:copies", family.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "families/ask_copy.html", {"family": family, "form": form}, status=status)


def _asked(request, family, form):
    def make():
        return request_copy(family, actor=request.user, **form.given())

    try:
        submit_once(form.cleaned_data["form_token"], actor=request.user, form=f"copy-{family.pk}", make=make)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, BEING_MADE)
    return True


@require_GET
def download(request, pk, copy):
    family = _opened(request, pk)
    found = get_object_or_404(_copies(request, family).select_related("file"), pk=copy)
    if found.file is None:
        raise Http404
    return serve(request, found.file, subject=family, kind=AccessKind.EXPORT, reason=REASON)


def _opened(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    if not rights_on(request.user, family).copies:
        raise PermissionDenied("family_copy")
    return family


def _copies(request, family):
    return DataCopy.objects.visible_to(request.user).filter(family=family)
