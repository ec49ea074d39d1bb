from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.models import FormEntry
from accounts.services import discard_draft, open_entry, record_access, save_draft, submit_once
from core.exceptions import DomainError, StaleState
from core.http import requires
from families.enums import RevealReason
from families.forms.conflicts import reconciled
from families.forms.entry import PREFIX, FamilyEntry
from families.forms.rows import row_count, with_row, without_row
from families.models import Family, ProblemCategory
from families.queries import category_choices, everybody_of, writable_villages
from families.services import CLOSED, NumberTaken, add_strength, change_family, record_problem, register_family
from families.views.acting import done_before
from families.views.rights import is_revealed, reveal_in

NEW = "family"
DOUBLE_SHOWN, NUMBER_SHOWN = "Tampil sebagai kemungkinan ganda", "Nomornya diketik di desa lain"
BUTTONS = {"tambah", "hapus", "buka", "konsep"}
NOT_TYPED = BUTTONS | {"csrfmiddlewaretoken"}


@requires(Capability.CHANGE_FAMILIES)
@require_http_methods(["GET", "POST"])
def add(request):
    villages = [(village.code, village.full_name) for village in writable_villages(request.user)]
    if not villages:
        raise PermissionDenied("the village is no longer in force")
    page = {"villages": villages, "categories": category_choices()}
    if request.method == "GET":
        return _show_draft(request, NEW, page)
    if BUTTONS & request.POST.keys():
        return _turn_rows(request, NEW, page)
    return done_before(request) or _register(request, FamilyEntry(**page, data=request.POST))


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    family = _writable(request, pk)
    if family.closed_on:
        messages.error(request, CLOSED)
        return redirect(family)
    page = {"villages": [(family.village_id, family.village.full_name)], "family": family}
    page["people"] = list(everybody_of(family))
    if request.method == "GET":
        return _show_draft(request, _form_name(family), page)
    if BUTTONS & request.POST.keys():
        return _turn_rows(request, _form_name(family), page)
    return _change(request, family, *reconciled(page, request.POST))


@requires(Capability.CHANGE_FAMILIES)
@require_POST
def start_over(request, pk=None):
    """Throw away the draft and begin with an empty page, or with what is stored."""
    family = _writable(request, pk) if pk else None
    entry = open_entry(request.user, _form_name(family))
    discard_draft(entry.token, actor=request.user)
    return redirect("families:edit", pk) if pk else redirect("families:add")


def _writable(request, pk):
    family = get_object_or_404(Family.objects.visible_to(request.user).select_related("village"), pk=pk)
    if not request.user.can(Capability.CHANGE_FAMILIES, family.village_id):
        raise PermissionDenied("change_families")
    return family


def _note_numbers(request, family):
    """The page shows full numbers, so that it counts as opening them, for as long as opening them lasts."""
    if not is_revealed(request.session, family):
        reason, address = RevealReason.CORRECT_DATA.label, request.client_address
        record_access(AccessKind.REVEAL, actor=request.user, subject=family, reason=reason, address=address)
        reveal_in(request.session, family)


def _note_strangers(request, entry):
    """Files of other villages that the page tells of, were it only that there is one: each gets its trace."""
    shown = {each.pk: DOUBLE_SHOWN for each in entry.doubles if each.village not in entry.own_villages}
    shown |= {clash.pk: NUMBER_SHOWN for clash in entry.clashes if clash.family is None}
    for pk, reason in shown.items():
        address = request.client_address
        record_access(AccessKind.VIEW, actor=request.user, subject=Family(pk=pk), reason=reason, address=address)


def _form_name(family):
    return f"family-{family.pk}" if family else NEW


def _show_draft(request, form, page):
    """What was left unfinished; otherwise an empty page, or what is stored."""
    left = open_entry(request.user, form)
    if not left.data:
        return _render(request, FamilyEntry(**page, token=left.token), left)
    typed = left.typed
    typed["form_token"] = str(left.token)
    entry = FamilyEntry(**page, data=typed, token=left.token)
    entry.be_quiet()
    return _render(request, entry, left, reopened=request.GET.get("lanjut") != str(left.version))


def _turn_rows(request, form, page):
    """One of the small buttons: the typed page is kept as a draft, and the answer shows it from there."""
    data, anchor = _changed_rows(request.POST)
    typed = {name: data.getlist(name) for name in data if name not in NOT_TYPED}
    try:
        left = save_draft(_token(data), actor=request.user, form=form, data=typed)
    except DomainError as error:
        entry = FamilyEntry(**page, data=data)
        entry.be_quiet()
        entry.form.add_error(None, str(error))
        return _render(request, entry, FormEntry(), status=422)
    if "konsep" in request.POST:
        messages.success(request, "Konsep tersimpan. Anda bisa melanjutkannya nanti dari “Tambah keluarga”.")
        return redirect(page["family"] if page.get("family") else "families:list")
    return redirect(f"{request.path}?lanjut={left.version}#{quote(anchor)}")


def _changed_rows(data):
    """The posted data after the button, and the id of the row to go to."""
    if "tambah" in data:
        changed, index = with_row(data, PREFIX)
        return changed, f"{PREFIX}-{index}"
    if "hapus" in data and data["hapus"].isdecimal():
        changed = without_row(data, PREFIX, int(data["hapus"][:4]))
        return changed, f"{PREFIX}-{row_count(changed, PREFIX) - 1}"
    if "buka" in data:
        changed = data.copy()
        changed["terbuka"] = data["buka"][:20]
        return changed, changed["terbuka"]
    return data, "isi-keluarga"


def _token(data):
    try:
        return FamilyEntry(villages=[("", "")]).form.fields["form_token"].clean(data.get("form_token"))
    except ValidationError as error:
        raise DomainError(error.messages[0]) from error


def _register(request, entry):
    if not entry.is_valid():
        return _render(request, entry, FormEntry(), status=422)
    token = entry.form.cleaned_data["form_token"]
    try:
        url = submit_once(token, actor=request.user, form=NEW, make=lambda: _make(request.user, entry))
    except DomainError as error:
        return _refused(request, entry, error)
    messages.success(request, "Keluarga tersimpan.")
    return redirect(url)


@transaction.atomic
def _make(user, entry):
    village = writable_villages(user).filter(pk=entry.village_code).get()
    family = register_family(village=village, data=entry.form.values(), members=entry.member_values(), actor=user)
    for category in ProblemCategory.objects.filter(code__in=entry.form.cleaned_data["problems"]):
        record_problem(family, category=category, actor=user)
    for text in entry.form.cleaned_data["strengths"]:
        add_strength(family, text=text, actor=user)
    return family


def _change(request, family, entry, comparison):
    """What others changed meanwhile is on the page already; what both changed must be answered first."""
    if comparison.asked:
        return _render(request, entry, FormEntry(), status=409, comparison=comparison)
    if not entry.is_valid():
        return _render(request, entry, FormEntry(), status=422, comparison=comparison)
    try:
        if entry.differs:
            change_family(
                family, data=entry.form.values(), members=entry.member_values(), leaving=entry.leaving(),
                version=family.version, actor=request.user,
            )  # fmt: skip
    except StaleState:  # between our look and our entry
        return edit(request, family.pk)
    except DomainError as error:
        return _refused(request, entry, error)
    discard_draft(entry.form.cleaned_data["form_token"], actor=request.user)
    messages.success(request, _saved(comparison))
    return redirect(family)


def _saved(comparison):
    if not comparison.taken:
        return "Perubahan tersimpan."
    return f"Perubahan tersimpan. Ini sudah diubah orang lain dan ikut disimpan: {'; '.join(comparison.taken)}."


def _refused(request, entry, error):
    if not isinstance(error, NumberTaken):
        entry.form.add_error(None, str(error))
        return _render(request, entry, FormEntry(), status=422)
    entry.refuse_numbers(error)
    return _render(request, entry, _kept(request, entry), status=422)


def _kept(request, entry):
    """Asking for a transfer leads away from the page: what was typed waits as a draft."""
    data = entry.form.data
    typed = {name: data.getlist(name) for name in data if name not in NOT_TYPED}
    return save_draft(
        entry.form.cleaned_data["form_token"], actor=request.user, form=_form_name(entry.family), data=typed
    )


def _render(request, entry, left, status=200, **context):
    if entry.family:
        _note_numbers(request, entry.family)
    _note_strangers(request, entry)
    form = _form_name(entry.family)
    token = entry.form["form_token"].value()
    asks = bool(context.get("comparison") and context["comparison"].asked)
    entry.members.fold(entry.form.data.get("terbuka", ""), most=0 if asks else None)
    context = {"comparison": None, "reopened": False, "answered": "ditanya" in entry.form.data, **context}
    context |= {
        "entry": entry, "form": entry.form, "members": entry.members, "family": entry.family,
        "draft_url": reverse("accounts:draft", args=[form, token]) if _is_token(token) else "",
        "draft_version": left.version, "left_at": left.updated_at,
        "over_url": reverse("families:start_over", args=[entry.family.pk] if entry.family else []),
    }  # fmt: skip
    return render(request, "families/entry.html", context, status=status)


def _is_token(token):
    try:
        return bool(_token({"form_token": str(token)}))
    except DomainError:
        return False
