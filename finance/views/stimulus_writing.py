"""A proposal is written: the family chosen, the form with its budget lines, changes of a draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from accounts.services import discard_draft, entry_behind, open_entry, submit_once
from core.exceptions import DomainError, StaleState
from core.http import page, requires
from families.models import Family
from families.queries import found_by_words, what_families_receive
from finance.enums import StimulusState
from finance.forms.stimulus import ProposalForm
from finance.queries.stimulus import families_to_propose, others_of, received_beside
from finance.services.stimulus import NOT_WRITABLE, OthersRun, change_proposal, propose
from finance.views.stimulus import found

FORM_METHODS = ["GET", "POST"]
DROP = "buang"


@requires(Capability.PROPOSE_STIMULUS)
@require_safe
def choose(request):
    """The families of one's villages, with what each receives already."""
    asked = request.GET.get("q", "")
    shown = page(found_by_words(families_to_propose(request.user), asked), request)
    received = what_families_receive([family.pk for family in shown])
    rows = [(family, received.get(family.pk, [])) for family in shown]
    return render(request, "finance/stimulus_choose.html", {"page": shown, "rows": rows, "asked": asked})


@require_http_methods(FORM_METHODS)
def write(request, family_pk):
    family = get_object_or_404(Family.objects.visible_to(request.user).select_related("village"), pk=family_pk)
    if not request.user.can(Capability.PROPOSE_STIMULUS, family.village_id):
        raise PermissionDenied(str(Capability.PROPOSE_STIMULUS))
    name, others = f"stimulus-{family.pk}", others_of(family.pk).exists()
    if DROP in request.POST:
        return _drop(request, name)
    left = open_entry(request.user, name) if request.method == "GET" else None
    form = _form(request, left, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            url = submit_once(
                form.cleaned_data["form_token"], actor=request.user, form=name,
                make=lambda: propose(family, actor=request.user, **form.values),
            )  # fmt: skip
        except OthersRun as error:
            form = _asked_about_others(request, form, error)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Konsep usulan tersimpan. Periksa, lalu ajukan ke kepala desa.")
            return redirect(url)
    received = what_families_receive([family.pk]).get(family.pk, [])
    where = {"title": "Usulkan bantuan", "family": family, "received": received, "back": family}
    return _render(request, form, name, left, **where)


def _asked_about_others(request, form, error, record=None):
    """The same form, with the question in it where another proposal has come in between."""
    if "others_checked" not in form.fields:
        form = ProposalForm(request.POST, record=record, others=True)
        form.is_valid()
    form.add_error("others_checked", str(error))
    return form


@require_http_methods(FORM_METHODS)
def change(request, pk):
    proposal = found(request, pk)
    if not request.user.can(Capability.PROPOSE_STIMULUS, proposal.village_id):
        raise PermissionDenied(str(Capability.PROPOSE_STIMULUS))
    if proposal.state != StimulusState.DRAFT:
        messages.error(request, NOT_WRITABLE)
        return redirect(proposal)
    name, others = f"stimulus-change-{pk}", others_of(proposal.family_id, pk).exists()
    if DROP in request.POST:
        return _drop(request, name)
    left = open_entry(request.user, name) if request.method == "GET" else None
    form, differences = _form(request, left, others=others, record=proposal), []
    if request.method == "POST" and form.is_valid():
        form, differences = _changed(request, proposal, form)
        if form is None:
            return redirect(proposal)
    where = {
        "title": "Ubah usulan",
        "family": proposal.family,
        "received": received_beside(proposal),
        "back": proposal,
    }
    status = 409 if differences else None
    return _render(request, form, name, left, status, differences=differences, **where)


def _changed(request, proposal, form):
    """(None, []) when it is stored; else the form that says why not, and what somebody else stored meanwhile."""
    try:
        change_proposal(proposal, actor=request.user, seen=form.cleaned_data["version"], **form.values)
    except StaleState as error:
        proposal.refresh_from_db()
        form.add_error(None, str(error))
        return form, form.compare(proposal)
    except OthersRun as error:
        return _asked_about_others(request, form, error, proposal), []
    except DomainError as error:
        form.add_error(None, str(error))
        return form, []
    discard_draft(form.cleaned_data["form_token"], actor=request.user)
    messages.success(request, "Usulan tersimpan.")
    return None, []


def _drop(request, name):
    discard_draft(open_entry(request.user, name).token, actor=request.user)
    return redirect(request.get_full_path())


def _form(request, left, *, others, record=None):
    """What was sent; else what was left unfinished, not judged yet; else what is stored."""
    if left is None:
        return ProposalForm(request.POST, record=record, others=others)
    typed = left.typed
    if typed:
        typed["form_token"] = str(left.token)
        return ProposalForm(typed, record=record, others=others, quiet=True)
    return ProposalForm(record=record, others=others, initial={"form_token": left.token})


def _render(request, form, name, left, status=None, *, back, differences=(), **context):
    entry = left or entry_behind(request.user, name, form["form_token"].value())
    is_wrong = request.method == "POST" and not form.turned
    context |= {
        "form": form,
        "back_url": resolve_url(back),
        "back_label": str(back),
        "differences": differences,
        "draft_url": entry.draft_url,
        "draft_version": entry.version,
        "has_draft": bool(left and left.data),
    }
    return render(request, "finance/stimulus_form.html", context, status=status or (422 if is_wrong else 200))
