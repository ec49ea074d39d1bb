"""What happens to a household: a part splits off, a member leaves or comes back, a closed file is opened again."""

from types import SimpleNamespace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.capabilities import Capability
from accounts.services import submit_once
from core.exceptions import DomainError
from families.enums import CORRECTED_LEAVES, RETURNABLE_LEAVES, CloseReason
from families.forms.life import LeaveForm, ReopenForm, ReturnForm, SplitForm
from families.queries import members_of
from families.services import CLOSED, let_member_leave, reopen_family, return_member, split_family
from families.services.closing import ABSORBED
from families.views.acting import GET_POST, back_with, done_before
from families.views.rights import opened_for


@GET_POST
def split(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    if again := done_before(request):
        return again
    if family.closed_on:
        return back_with(request, family, CLOSED)
    members = list(members_of(family))
    if len(members) < 2:
        return back_with(request, family, "Keluarga ini hanya satu orang, jadi tidak bisa berpisah.")
    form = SplitForm(request.POST or None, family=family, members=members)

    def make():
        data = form.cleaned_data
        new = split_family(
            family, going=form.going(), relations=form.staying(), on=data["on"], reason=data["reason"],
            data=form.values(), actor=request.user,
        )  # fmt: skip
        return landing("families:edit", new)

    said = "Keluarga baru tercatat. Lengkapi datanya di sini."
    return act_page(request, family, form, make, said=said, template="families/split.html")


@GET_POST
def leave(request, pk, member):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    person = get_object_or_404(family.members, pk=member)
    if family.closed_on or person.left_on:
        return back_with(request, family, CLOSED if family.closed_on else f"{person.name} sudah dicatat keluar.")
    others = list(members_of(family).exclude(pk=person.pk))
    form = LeaveForm(request.POST or None, member=person, others=others)

    def make():
        data = form.cleaned_data
        return let_member_leave(
            person, reason=data["reason"], on=data["on"], note=data["note"], relations=form.relations(),
            actor=request.user,
        )  # fmt: skip

    said = f"{person.name} dicatat keluar." if others else "Berkas keluarga ditutup."
    context = {"member": person, "is_last": not others, "template": "families/leave.html"}
    return act_page(request, family, form, make, said=said, **context)


@GET_POST
def come_back(request, pk, member):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    person = get_object_or_404(family.members, pk=member)
    if family.closed_on:
        return back_with(request, family, CLOSED)
    if person.left_reason not in {*RETURNABLE_LEAVES, *CORRECTED_LEAVES}:
        return back_with(request, family, f"{person.name} tidak bisa dikembalikan dari sini.")
    form = ReturnForm(request.POST or None, member=person)
    corrects = person.left_reason in CORRECTED_LEAVES
    title = f"Batalkan catatan keluarnya {person.name}" if corrects else f"{person.name} kembali"
    return act_page(
        request, family, form,
        lambda: return_member(
            person, relation=form.cleaned_data["relation"], note=form.cleaned_data["note"], actor=request.user
        ),
        said=f"{person.name} kembali menjadi anggota.", title=title, button="Simpan",
    )  # fmt: skip


@GET_POST
def reopen(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    if not family.closed_on or family.closed_reason == CloseReason.MERGED:
        return back_with(request, family, ABSORBED if family.closed_on else "Berkas ini sudah terbuka.")
    form = ReopenForm(request.POST or None)
    return act_page(
        request, family, form,
        lambda: reopen_family(
            family, on=form.cleaned_data["on"], reason_text=form.cleaned_data["reason"], actor=request.user
        ),
        said="Berkas dibuka kembali.", title="Buka kembali berkas", button="Buka kembali berkas ini",
    )  # fmt: skip


def act_page(request, family, form, make, *, said, template="families/act.html", **context):
    """Show the form, or do the act once and go where the record leads that ``make`` returns."""
    status = 200
    if form.is_bound:
        url = form.is_valid() and _done_at(request, family, form, make)
        if url:
            messages.success(request, said)
            return redirect(url)
        status = 200 if getattr(form, "is_choosing", False) else 422
    return render(request, template, {"family": family, "form": form, **context}, status=status)


def _done_at(request, family, form, make):
    token = form.cleaned_data["form_token"]
    try:
        return submit_once(token, actor=request.user, form=f"act-{family.pk}", make=make)
    except DomainError as error:
        form.add_error(None, str(error))
        return ""


def landing(name, family):
    """Where submit_once leads, when that is not the record's own page."""
    url = reverse(name, args=[family.pk])
    return SimpleNamespace(get_absolute_url=lambda: url)
