"""The versions of the instruments: what holds in a regency, and the draft of the next one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.http import requires
from institutions.views.filling import fill, once
from monitoring.forms.instruments import AddForm, ChangeForm, EnforceForm, MoveForm, StartForm
from monitoring.models import Instrument
from monitoring.queries.instruments import badge_of, instrument_lines, keepable_regencies, question_lines
from monitoring.services.instruments import (
    LOCKED,
    add_question,
    change_question,
    discard_instrument,
    fingerprint,
    hold_back,
    move_question,
    put_in_force,
    remove_question,
    start_instrument,
)
from monitoring.views.places import FORM_METHODS

keeper = requires(Capability.SET_UP_MONITORING)
GET_POST = require_http_methods(FORM_METHODS)


@keeper
@require_safe
def index(request):
    context = {"tab": "instruments", "lines": instrument_lines(request.user)}
    return render(request, "monitoring/instruments.html", context)


@keeper
@require_safe
def show(request, instrument):
    found = _found(request, instrument)
    keeps = request.user.can(Capability.SET_UP_MONITORING, found.region_id or "")
    context = {
        "tab": "instruments",
        "instrument": found,
        "badge": badge_of(found, request.user),
        "lines": question_lines(found),
        "seen": fingerprint(found),
        "may_change": keeps and found.is_draft,
        "may_hold_back": keeps and found.is_ahead,
    }
    return render(request, "monitoring/instrument.html", context)


@keeper
@GET_POST
def start(request):
    form = StartForm(request.POST or None, regencies=keepable_regencies(request.user))

    def make():
        data = form.cleaned_data
        return start_instrument(data["region"], data["kind"], note=data["note"], actor=request.user)

    words = {"title": "Buat versi baru", "button": "Buat konsep"}
    where = {"back_label": "Instrumen", "back_url": reverse("monitoring:instruments")}
    return fill(request, form, once(request, form, "instrument", make), **words, **where)


@keeper
@GET_POST
def add(request, instrument):
    found = _kept(request, instrument)
    form = AddForm(request.POST or None, kind=found.kind, initial=_seen(found))
    return _fill(request, found, form, "Tambah pertanyaan", lambda data: add_question(
        found, aspect=data["aspect"], text=data["text"], help=data["help"], answer=data["answer"],
        actor=request.user, seen=data["seen"],
    ))  # fmt: skip


@keeper
@GET_POST
def change(request, instrument, question):
    found = _kept(request, instrument)
    record = get_object_or_404(found.questions, pk=question)
    begun = {"text": record.text, "help": record.help, "answer": record.answer}
    form = ChangeForm(request.POST or None, initial=_seen(found) | begun)
    return _fill(request, found, form, "Ubah pertanyaan", lambda data: change_question(
        record, text=data["text"], help=data["help"], answer=data["answer"], actor=request.user, seen=data["seen"]
    ), record)  # fmt: skip


@keeper
@GET_POST
def enforce(request, instrument):
    found = _kept(request, instrument)
    form = EnforceForm(request.POST or None, initial=_seen(found) | {"note": found.note})
    return _fill(request, found, form, f"Berlakukan {found}", lambda data: put_in_force(
        found, on=data["on"], note=data["note"], actor=request.user, seen=data["seen"]
    ))  # fmt: skip


@keeper
@require_POST
def remove(request, instrument, question):
    found = _kept(request, instrument)
    record = found.questions.filter(pk=question).first()
    if record is None:
        messages.info(request, "Pertanyaan itu sudah tidak ada dalam konsep ini.")
        return redirect(found)
    seen = request.POST.get("seen", "")
    return _pressed(request, found, lambda: remove_question(record, actor=request.user, seen=seen), "Dihapus.")


@keeper
@require_POST
def move(request, instrument):
    found, form = _kept(request, instrument), MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    data = form.cleaned_data
    record = get_object_or_404(found.questions, pk=data["up"] or data["down"])
    return _pressed(request, found, lambda: move_question(
        record, up=bool(data["up"]), actor=request.user, seen=data["seen"]
    ), "", f"#p{record.pk}")  # fmt: skip


@keeper
@require_POST
def take_back(request, instrument):
    found = _kept(request, instrument)
    return _pressed(request, found, lambda: hold_back(found, actor=request.user), f"{found} menjadi konsep lagi.")


@keeper
@require_POST
def discard(request, instrument):
    found = _kept(request, instrument)
    try:
        discard_instrument(found, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(found)
    messages.success(request, f"Konsep {found} dihapus.")
    return redirect("monitoring:instruments")


def _found(request, pk):
    visible = Instrument.objects.visible_to(request.user).select_related("region", "based_on", "made_by")
    return get_object_or_404(visible, pk=pk)


def _kept(request, pk):
    """One that the user may change: 403 for the nation's, which is there to be read."""
    found = _found(request, pk)
    if not request.user.can(Capability.SET_UP_MONITORING, found.region_id or ""):
        raise PermissionDenied(str(Capability.SET_UP_MONITORING))
    return found


def _seen(instrument):
    return {"seen": fingerprint(instrument)}


def _fill(request, instrument, form, title, act, question=None):
    """A stale save is told and may be repeated with what is stored now as seen. ``question``: the one that changes."""
    if request.method == "GET" and not instrument.is_draft:
        messages.error(request, LOCKED.format(instrument))
        return redirect(instrument)

    def make():
        try:
            act(form.cleaned_data)
        except StaleState:
            form.data = form.data.copy()
            form.data["seen"] = fingerprint(instrument)
            raise
        return instrument

    where = {"back_label": f"Instrumen {instrument}", "back_url": instrument.get_absolute_url()}
    save = once(request, form, f"instrument-{instrument.pk}", make)
    return fill(request, form, save, record=question or instrument, title=title, button="Simpan", **where)


def _pressed(request, instrument, act, said, anchor=""):
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if said:
            messages.success(request, said)
    return redirect(f"{instrument.get_absolute_url()}{anchor}")
