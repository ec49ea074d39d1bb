"""How a family lives: an entry is added, corrected or ended, each on a page of its own."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.capabilities import Capability
from core.exceptions import StaleState
from families.forms.standing import AidForm, DecileForm, EndForm, HousingForm, MoneyForm
from families.models import AidProgramme
from families.queries import members_of
from families.services import correct_entry, end_aid, record_aid, record_decile, record_housing, record_money
from families.views.acting import act_plainly, back_with, fill_act
from families.views.rights import opened_for

GET_POST = require_http_methods(["GET", "POST"])
PAGE = "families/entry_act.html"


@GET_POST
def add_money(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = MoneyForm(request.POST or None, last=family.money_records.first())
    return _add(request, family, form, "Catat keuangan", "Simpan keuangan", record_money)


@GET_POST
def correct_money(request, pk, money):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = MoneyForm(request.POST or None, entry=get_object_or_404(family.money_records, pk=money))
    return correct(request, family, form, "Betulkan keuangan")


@GET_POST
def add_housing(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    return _add(request, family, HousingForm(request.POST or None), "Catat rumah", "Simpan rumah", record_housing)


@GET_POST
def correct_housing(request, pk, housing):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = HousingForm(request.POST or None, entry=get_object_or_404(family.housings, pk=housing))
    return correct(request, family, form, "Betulkan rumah")


@GET_POST
def add_decile(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = DecileForm(request.POST or None)
    return _add(request, family, form, "Catat desil DTSEN", "Simpan desil", record_decile)


@GET_POST
def correct_decile(request, pk, decile):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = DecileForm(request.POST or None, entry=get_object_or_404(family.deciles, pk=decile))
    return correct(request, family, form, "Betulkan desil DTSEN")


@GET_POST
def add_aid(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    return _add(request, family, _aid_form(request, family), "Catat program", "Simpan program", record_aid)


@GET_POST
def correct_aid(request, pk, aid):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = _aid_form(request, family, get_object_or_404(family.aid.select_related("programme", "member"), pk=aid))
    return correct(request, family, form, "Betulkan program")


@require_POST
def stop_aid(request, pk, aid):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    record = get_object_or_404(family.aid, pk=aid)
    form = EndForm(request.POST)
    if not form.is_valid():
        return back_with(request, family, " ".join(form.errors["on"]))
    return act_plainly(request, family, "Akhir program tersimpan.", lambda: end_aid(
        record, on=form.cleaned_data["on"], actor=request.user
    ))  # fmt: skip


def correct(request, family, form, title):
    """The page that puts other values in the place of those of ``form.entry``."""
    return fill_act(
        request, family, form, title, "Simpan pembetulan", lambda _: _replace(form, request.user), template=PAGE
    )


def _replace(form, user):
    try:
        correct_entry(form.entry, data=form.values(), version=form.cleaned_data["version"], actor=user)
    except StaleState as stale:
        raise StaleState(f"{stale} {form.compare_with_stored()}") from stale


def _add(request, family, form, title, button, record):
    return fill_act(
        request, family, form, title, button, lambda _: record(family, data=form.values(), actor=request.user),
        template=PAGE,
    )  # fmt: skip


def _aid_form(request, family, entry=None):
    """A member who has left since is still offered where the entry is about that one."""
    members = members_of(family)
    if entry and entry.member_id:
        members = members | family.members.filter(pk=entry.member_id)
    return AidForm(request.POST or None, entry=entry, programmes=AidProgramme.objects.all(), members=members)
