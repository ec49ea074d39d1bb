"""Papers to print: a family's profile, its consent forms, and the empty forms of a village."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import requires
from documents.queries import papers_about
from documents.views import serve
from families.enums import ConsentPurpose
from families.queries import blank_forms_for, writable_villages
from families.services import issue_blank_forms, issue_consent_form, issue_profile
from families.views.acting import back_with
from families.views.rights import opened_for

BEING_MADE = "{} sedang dibuat. Ada di bagian “Dokumen” dalam beberapa detik."


@require_POST
def print_profile(request, pk):
    family = opened_for(request, pk, Capability.SEE_FAMILIES)
    return _issued(request, family, "Profil keluarga", lambda: issue_profile(family, actor=request.user))


@require_POST
def print_consent(request, pk, purpose):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    if purpose not in ConsentPurpose:
        raise Http404
    return _issued(request, family, "Formulir kesediaan", lambda: issue_consent_form(
        family, ConsentPurpose(purpose), actor=request.user
    ))  # fmt: skip


def _issued(request, family, what, issue):
    try:
        issue()
    except DomainError as error:
        return back_with(request, family, str(error))
    messages.success(request, BEING_MADE.format(what))
    return redirect(f"{family.get_absolute_url()}#dokumen")


@require_GET
def download(request, pk, document):
    """A paper about the family. Its numbers are masked, but it is for those who see the families of the village."""
    family = opened_for(request, pk, Capability.SEE_FAMILIES)
    paper = get_object_or_404(papers_about(family), pk=document)
    if paper.file is None:
        raise Http404
    return serve(request, paper.file, subject=family)


@requires(Capability.CHANGE_FAMILIES)
@require_http_methods(["GET", "POST"])
def blank_forms(request):
    villages = list(writable_villages(request.user).select_related("parent__parent"))
    if not villages:
        raise PermissionDenied("the village is no longer in force")
    if request.method == "POST":
        return _make_blank_forms(request, villages)
    shown = [(village, blank_forms_for(village)) for village in villages]
    return render(request, "families/blank_forms.html", {"villages": shown})


def _make_blank_forms(request, villages):
    try:
        for village in villages:
            issue_blank_forms(village, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("families:blank_forms")


@requires(Capability.CHANGE_FAMILIES)
@require_GET
def blank_form(request, document):
    for village in writable_villages(request.user):
        paper = papers_about(village).filter(pk=document).first()
        if paper and paper.file:
            return serve(request, paper.file, subject=paper)
    raise Http404
