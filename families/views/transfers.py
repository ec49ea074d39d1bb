"""Files on their way between villages: the list, one of them with what can be done, asking and sending."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.capabilities import Capability
from accounts.services import submit_once
from core.exceptions import DomainError, StaleState
from core.formatting import date_long, moment
from core.http import page, requires
from core.workflow import offered_steps
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from families.enums import OPEN_TRANSFERS, TransferState
from families.forms.transfers import RequestForm, SendForm, transfer_form
from families.models import Transfer
from families.queries import is_named_to, transfer_file, transfer_rows, writable_villages
from families.resources import TransferResource
from families.services import (
    CLOSED,
    AlreadyHere,
    advance_transfer,
    note_request,
    request_transfer,
    send_transfer,
)
from families.services.holds import known_holds_on
from families.views.acting import GET_POST, back_with
from families.views.life import act_page
from families.views.rights import opened_for
from families.workflow import STEPS

MOST_OPEN = 100
DECISIVE = {"release", "accept"}
TITLES = {
    "request": "Pindah diminta",
    "send": "Dilepas tanpa diminta",
    "release": "Dilepas",
    "refuse": "Permintaan ditolak",
    "take_back": "Pelepasan dibatalkan",
    "accept": "Diterima",
    "decline": "Ditolak desa penerima",
    "withdraw": "Permintaan dibatalkan",
}
STEP_ICONS = {
    "release": ("ok", "right"),
    "refuse": ("bad", "stop"),
    "take_back": ("wait", "back"),
    "accept": ("ok", "tick"),
    "decline": ("bad", "stop"),
    "withdraw": ("wait", "back"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """``waits``: it is this user's turn."""

    transfer: Transfer
    title: str
    waits: bool


@requires(Capability.CHANGE_FAMILIES)
@require_GET
def show_list(request):
    rows = transfer_rows(request.user)
    running = [_line(request.user, each) for each in rows.open()[:MOST_OPEN]]
    done = page(rows.exclude(state__in=OPEN_TRANSFERS), request)
    context = {
        "waiting": [line for line in running if line.waits],
        "running": [line for line in running if not line.waits],
        "done": [_line(request.user, each) for each in done],
        "page": done,
    }
    return render(request, "families/transfers.html", context)


@exported("transfers", "pindah desa", "pindah-desa", Capability.CHANGE_FAMILIES)
def export(asked):
    rows = transfer_rows(asked.user).select_related("from_village__parent", "to_village__parent")
    return ListSheet(TransferResource(), rows, told=lambda transfers: [_line(asked.user, each) for each in transfers])


def _line(user, transfer):
    waits = bool(DECISIVE & offered_steps(STEPS, transfer, user).keys())
    return Line(transfer, _title(user, transfer), waits)


def _title(user, transfer):
    """The family's name only for whoever may know it; the village that gave it away keeps its number."""
    if is_named_to(user, transfer):
        return str(transfer.family)
    if transfer.old_file_number and user.can(Capability.CHANGE_FAMILIES, transfer.from_village_id):
        return f"Berkas {transfer.old_file_number}"
    return f"Keluarga dari {transfer.from_village}"


@requires(Capability.CHANGE_FAMILIES)
@GET_POST
def ask(request):
    """A number from another page comes by POST too, without the form's token: it is kept, and the rest asked for."""
    villages = [(village.code, village.full_name) for village in writable_villages(request.user)]
    if not villages:
        raise PermissionDenied("the village is no longer in force")
    if "form_token" not in request.POST:
        form = RequestForm(initial={"number": request.POST.get("number", "")[:40]}, villages=villages)
        return render(request, "families/request_transfer.html", {"form": form})
    form = RequestForm(request.POST, villages=villages)
    url = form.is_valid() and _ask(request, form)
    return redirect(url) if url else render(request, "families/request_transfer.html", {"form": form}, status=422)


def _ask(request, form):
    data, user = form.cleaned_data, request.user
    note_request(data["number"], actor=user, address=request.client_address)
    village = writable_villages(user).filter(pk=data["village"]).get()
    try:
        url = submit_once(data["form_token"], actor=user, form="transfer", make=lambda: request_transfer(
            number=data["number"], village=village, reason=data["reason"], actor=user
        ))  # fmt: skip
    except AlreadyHere as found:
        messages.info(request, str(found))
        return found.family.get_absolute_url()
    except DomainError as error:
        form.add_error(None, str(error))
        return ""
    messages.success(request, "Permintaan terkirim ke desa asal.")
    return url


@GET_POST
def send(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    if family.closed_on:
        return back_with(request, family, CLOSED)
    form = SendForm(request.POST or None, region=family.village.parent)

    def make():
        data = form.cleaned_data
        return send_transfer(
            family, village=data["region"], moved_on=data["moved_on"], reason=data["reason"], actor=request.user
        )

    said = "Keluarga dilepas. Berkasnya pindah setelah desa tujuan menerima."
    template = "families/send_transfer.html"
    holds = known_holds_on(family, request.user)
    return act_page(request, family, form, make, said=said, template=template, holds=holds)


@require_GET
def show(request, pk):
    return render(request, "families/transfer.html", _context(request, _found(request, pk)))


@require_POST
def take_step(request, pk, name):
    transfer = _found(request, pk)
    if name not in STEPS:
        raise Http404
    if not transfer.allows(request.user, STEPS[name]):
        raise PermissionDenied(name)
    form = transfer_form(name, STEPS[name], transfer, request.POST)
    if form.is_valid():
        answer = _taken(request, transfer, name, form)
        if answer:
            return answer
    return render(request, "families/transfer.html", _context(request, _found(request, pk), form), status=422)


def _taken(request, transfer, name, form):
    """Where to go after the step; None where the form must be shown again with what stands in the way."""
    data = form.cleaned_data
    try:
        advance_transfer(transfer, name, actor=request.user, note=data["note"], seen=data["version"], **form.extra())
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(transfer)
    except DomainError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, f"Pindah desa sekarang: {transfer.get_state_display().lower()}.")
    return redirect(transfer.family if name == "accept" else transfer)


def _found(request, pk):
    return get_object_or_404(transfer_file(request.user), pk=pk)


def _context(request, transfer, bound=None):
    user, named = request.user, is_named_to(request.user, transfer)
    return {
        "transfer": transfer,
        "title": _title(user, transfer),
        "family_url": transfer.family.get_absolute_url() if _opens_file(user, transfer) else "",
        "facts": _facts(transfer, named),
        "acts": _acts(transfer, user, bound),
        "events": _timeline(transfer),
    }


def _opens_file(user, transfer):
    return user.can(Capability.SEE_FAMILIES, transfer.family.village_id)


def _facts(transfer, named):
    facts = [("Dari", transfer.from_village), ("Ke", transfer.to_village), ("Alasan", transfer.reason)]
    if transfer.moved_on:
        facts.append(("Pindah sejak", date_long(transfer.moved_on)))
    if named:
        facts.append(("Anggota", f"{transfer.member_count} orang"))
        facts.append(("Nomor berkas", transfer.family.file_number))
    if transfer.state == TransferState.ACCEPTED:
        facts.append(("Nomor berkas lama", transfer.old_file_number))
    return facts


def _acts(transfer, user, bound):
    """Each offered step with its form; the one that was not right stands open."""
    acts = []
    for name, step in offered_steps(STEPS, transfer, user).items():
        mine = bound if bound and bound.name == name else None
        tone, icon = STEP_ICONS[name]
        form = mine or transfer_form(name, step, transfer)
        acts.append({"name": name, "step": step, "tone": tone, "icon": icon, "form": form, "open": bool(mine)})
    return acts


def _timeline(transfer):
    return [
        {
            "title": TITLES[event.step],
            "meta": f"{moment(timezone.localtime(event.happened_at))} · {event.actor}",
            "note": event.note,
            "late": "",
        }
        for event in transfer.events.select_related("actor")
    ]
