"""Two files of one family: choosing the other one, putting both side by side, and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.capabilities import Capability
from core.formatting import in_sentence
from families.forms.merging import MergeForm, SearchForm, UndoForm
from families.models import Family
from families.queries import (
    Person,
    family_rows,
    found_by_words,
    likely_doubles,
    members_of,
    merges_of,
    writable_villages,
)
from families.services import CLOSED, merge_families, undo_merge
from families.views.acting import GET_POST, back_with, done_before, fill_act
from families.views.rights import is_revealed, opened, opened_for

MOST_FOUND = 25
ELSEWHERE = "Berkas itu bukan di desa Anda. Mintalah pindah desa lebih dulu, lalu gabungkan di desa Anda."


@GET_POST
def choose(request, pk):
    """The other file: those that look alike, or by a word, which is posted so that no name stands in an address."""
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    if family.closed_on:
        return back_with(request, family, CLOSED)
    form, found, status = SearchForm(request.POST or None), None, 200
    if request.method == "POST":
        status = 200 if form.is_valid() else 422
        found = _found(request.user, family, form.cleaned_data.get("q")) if status == 200 else None
    context = {"family": family, "form": form, "found": found, "likely": _likely(request.user, family)}
    return render(request, "families/merge_choose.html", context, status=status)


@GET_POST
def compare(request, pk, other):
    kept, absorbed = opened_for(request, pk, Capability.CHANGE_FAMILIES), opened(request, other)
    if absorbed.merged_into.filter(kept=kept, undone_on=None).exists():
        return redirect(kept)  # the second press of the same button
    if not request.user.can(Capability.CHANGE_FAMILIES, absorbed.village_id):
        return back_with(request, kept, ELSEWHERE)
    if kept.pk == absorbed.pk or absorbed.closed_on:
        return back_with(request, kept, "Pilih berkas lain yang masih terbuka.")
    form = MergeForm(
        request.POST or None, kept=kept, absorbed=absorbed, ours=list(members_of(kept)),
        theirs=list(members_of(absorbed)),
        revealed=all(is_revealed(request.session, family) for family in (kept, absorbed)),
    )  # fmt: skip
    return fill_act(request, kept, form, "Gabungkan dua berkas", "Gabungkan", lambda _: _merge(
        request, form
    ), template="families/merge.html")  # fmt: skip


@GET_POST
def undo(request, pk, merge_pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    if again := done_before(request):
        return again
    record = get_object_or_404(merges_of(family), pk=merge_pk)
    for each in (record.kept, record.absorbed):
        opened_for(request, each.pk, Capability.CHANGE_FAMILIES)
    form = UndoForm(request.POST or None, merge=record)
    return fill_act(request, record.kept, form, "Batalkan penggabungan", "Batalkan penggabungan", lambda _: _undo(
        request, record
    ), template="families/merge_undo.html")  # fmt: skip


def _found(user, family, words):
    """Rows of open files of the villages where ``user`` writes."""
    own = Family.objects.visible_to(user).active().filter(village__in=writable_villages(user)).exclude(pk=family.pk)
    return family_rows(found_by_words(own, words).order_by("head_name", "pk")[:MOST_FOUND])


def _likely(user, family):
    people = [Person(m.name, m.sex, m.birth_date, m.relation) for m in members_of(family)]
    likely = likely_doubles(people, village_code=family.village_id, rt=family.rt, family=family)
    return [each for each in likely if not each.is_closed and user.can(Capability.CHANGE_FAMILIES, each.village)]


def _merge(request, form):
    _, stayed = merge_families(
        form.kept, form.absorbed, seen=form.seen, take=form.take(), people=form.choices(), actor=request.user
    )
    if stayed:
        messages.info(request, f"Tetap pada berkas lama, sebab di sini sudah ada: {', '.join(stayed)}.")


def _undo(request, record):
    changed = undo_merge(record, actor=request.user)
    if changed:
        messages.info(request, f"Sudah diubah sesudah digabung, jadi tetap: {_names(changed)}.")


def _names(changed):
    """“alamat, pekerjaan Yuliana”."""
    words = []
    for row, name in changed:
        label = in_sentence(str(row._meta.get_field(name).verbose_name))
        words.append(label if isinstance(row, Family) else f"{label} {row}")
    return ", ".join(words)
