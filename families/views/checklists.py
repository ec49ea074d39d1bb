"""The versions of the indicators: what holds in a regency, and the draft of the next one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.capabilities import Capability
from accounts.services import submit_once
from core.exceptions import DomainError, StaleState
from core.http import requires
from families.forms.checklists import AddForm, EnforceForm, MoveForm, RewordForm, StartForm
from families.models import IndicatorSet
from families.queries import checklist_lines, indicator_lines, keepable_regencies
from families.services import (
    add_indicator,
    discard_checklist,
    hold_back_checklist,
    move_indicator,
    put_in_force,
    remove_indicator,
    reword_indicator,
    start_checklist,
)
from families.services.checklists import LOCKED, draft_fingerprint

FOR_GOOD = (
    "Sejak hari itu asesmen baru di seluruh kabupaten/kota memakai perangkat ini, dan isinya tidak bisa diubah lagi."
)
GET_POST = require_http_methods(["GET", "POST"])
keeper = requires(Capability.MANAGE_INDICATORS)


@keeper
@require_GET
def show_list(request):
    lines = checklist_lines(request.user)
    has_draft = any(line.checklist.is_draft for line in lines)
    return render(request, "families/checklists.html", {"lines": lines, "has_draft": has_draft})


@keeper
@require_GET
def show(request, set_pk):
    checklist = _opened(request, set_pk)
    lines, left_out = indicator_lines(checklist)
    badge = next(line.badge for line in checklist_lines(request.user) if line.checklist.pk == checklist.pk)
    context = {"checklist": checklist, "lines": lines, "left_out": left_out, "badge": badge}
    return render(request, "families/checklist.html", context)


@keeper
@GET_POST
def start(request):
    form = StartForm(request.POST or None, regencies=keepable_regencies(request.user))
    page = _page("Buat versi baru", "Buat konsep", reverse("families:checklists"))
    return _act(request, form, page, lambda data: start_checklist(
        data["region"], note=data["note"], actor=request.user
    ))  # fmt: skip


@keeper
@GET_POST
def enforce(request, set_pk):
    checklist = _kept(request, set_pk)
    form = EnforceForm(request.POST or None, initial={"note": checklist.note, "seen": draft_fingerprint(checklist)})
    page = _page(f"Berlakukan perangkat {checklist}", "Tetapkan berlaku", checklist.get_absolute_url(), FOR_GOOD)
    return _locked(request, checklist) or _act(request, form, page, lambda data: put_in_force(
        checklist, on=data["on"], note=data["note"], seen=data["seen"], actor=request.user
    ))  # fmt: skip


@keeper
@GET_POST
def add(request, set_pk):
    checklist = _kept(request, set_pk)
    form = AddForm(request.POST or None)
    page = _page("Tambah indikator", "Tambahkan", checklist.get_absolute_url())
    return _locked(request, checklist) or _act(request, form, page, lambda data: add_indicator(
        checklist, dimension=data["dimension"], text=data["text"], help=data["help"],
        plasma_sign=data["plasma_sign"], actor=request.user,
    ).indicator_set)  # fmt: skip


@keeper
@GET_POST
def reword(request, set_pk, indicator):
    checklist = _kept(request, set_pk)
    record = get_object_or_404(checklist.indicators, pk=indicator)
    form = RewordForm(request.POST or None, initial={
        "text": record.text, "help": record.help, "plasma_sign": record.plasma_sign, "seen": record.fingerprint,
    })  # fmt: skip
    page = _page(f"Ubah indikator {record.code}", "Simpan", checklist.get_absolute_url())
    if request.method == "GET" or not form.is_valid():
        return _locked(request, checklist) or _render(request, form, page)
    try:
        reword_indicator(record, **form.cleaned_data, actor=request.user)
    except StaleState as error:
        record.refresh_from_db()
        return _render(request, _knowing(form, record, str(error)), page | {"current": record})
    except DomainError as error:
        form.add_error(None, str(error))
        return _render(request, form, page)
    messages.success(request, "Tersimpan.")
    return redirect(f"{checklist.get_absolute_url()}#i{record.pk}")


def _knowing(form, record, words):
    """The form as it was typed, but with the words that are stored now as seen: the next save is meant."""
    data = form.data.copy()
    data["seen"] = record.fingerprint
    again = RewordForm(data)
    again.add_error(None, words)
    return again


@keeper
@require_POST
def move(request, set_pk):
    checklist, form = _kept(request, set_pk), MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    pk, place, up = form.asked()
    record = get_object_or_404(checklist.indicators, pk=pk)
    return _done(request, checklist, f"#i{pk}", "", lambda: move_indicator(
        record, up=up, seen=place, actor=request.user
    ))  # fmt: skip


@keeper
@require_POST
def remove(request, set_pk, indicator):
    checklist = _kept(request, set_pk)
    record = checklist.indicators.filter(pk=indicator).first()
    if record is None:
        messages.info(request, "Indikator itu sudah tidak ada dalam konsep ini.")
        return redirect(checklist)
    return _done(request, checklist, "", "Indikator dihapus dari konsep.", lambda: remove_indicator(
        record, actor=request.user
    ))  # fmt: skip


@keeper
@require_POST
def hold_back(request, set_pk):
    checklist = _kept(request, set_pk)
    return _done(request, checklist, "", "Perangkat menjadi konsep lagi.", lambda: hold_back_checklist(
        checklist, actor=request.user
    ))  # fmt: skip


@keeper
@require_POST
def discard(request, set_pk):
    checklist = _kept(request, set_pk)
    try:
        discard_checklist(checklist, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(checklist)
    messages.success(request, f"Konsep {checklist} dihapus.")
    return redirect("families:checklists")


def _opened(request, set_pk):
    visible = IndicatorSet.objects.visible_to(request.user).select_related("region", "based_on", "made_by")
    return get_object_or_404(visible, pk=set_pk)


def _kept(request, set_pk):
    """One that the user may change: 403 for the nation's, which is there to be read."""
    checklist = _opened(request, set_pk)
    if not request.user.can(Capability.MANAGE_INDICATORS, checklist.region_id or ""):
        raise PermissionDenied("manage_indicators")
    return checklist


def _locked(request, checklist):
    """Back to a version that can no longer be changed, for somebody who comes to change it."""
    if request.method == "GET" and not checklist.is_draft:
        messages.error(request, LOCKED.format(checklist))
        return redirect(checklist)
    return None


def _page(title, button, back, words=""):
    return {"title": title, "button": button, "back": back, "words": words, "current": None}


def _act(request, form, page, make):
    """Show the form, or do the act once and go to the version that it made or changed."""
    if request.method == "POST" and form.is_valid():
        token, data = form.cleaned_data["form_token"], form.cleaned_data
        try:
            url = submit_once(token, actor=request.user, form=request.resolver_match.url_name, make=lambda: make(data))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Tersimpan.")
            return redirect(url)
    return _render(request, form, page)


def _render(request, form, page):
    status = 422 if form.is_bound else 200
    return render(request, "families/checklist_form.html", page | {"form": form}, status=status)


def _done(request, checklist, anchor, said, act):
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(checklist)
    if said:
        messages.success(request, said)
    return redirect(f"{checklist.get_absolute_url()}{anchor}")
