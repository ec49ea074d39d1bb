from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.services import entry_behind, open_entry, record_access, submit_once
from cases.enums import IntakeState
from cases.forms import CancelForm, InformationForm, IntakeForm, LinkForm
from cases.queries import intake_rows, writable_villages
from cases.services import cancel_intake, give_information, link_family, record_intake
from core.exceptions import DomainError
from core.formatting import date_long
from core.http import requires
from families.queries import aid_of, family_choices
from families.services import register_family
from regions.models import Region

DRAFT = "intake"
ANSWERED = "Penerimaan tercatat dan selesai dengan informasi."


@requires(Capability.CHANGE_CASES)
@require_http_methods(["GET", "POST"])
def record(request):
    villages = writable_villages(request.user)
    if not villages:
        raise PermissionDenied("the village is no longer in force")
    if request.method == "GET":
        return _show_left(request, villages)
    form = IntakeForm(request.POST, villages=villages, families=_families(request.user))
    if form.is_searching:
        form.be_quiet()
        return _show_form(request, form)
    if form.is_valid() and (url := _recorded(request, form)):
        done = form.cleaned_data["information"].strip()
        messages.success(request, ANSWERED if done else "Penerimaan tercatat. Pilih tindak lanjutnya.")
        return redirect(url)
    return _show_form(request, form)


def _recorded(request, form):
    try:
        return submit_once(
            form.cleaned_data["form_token"], actor=request.user, form=DRAFT, make=lambda: _make(request, form)
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return None


def _show_left(request, villages):
    """What was left unfinished, else an empty form."""
    left, families = open_entry(request.user, DRAFT), _families(request.user)
    if left.data:
        typed = left.typed
        typed["form_token"] = str(left.token)
        form = IntakeForm(typed, villages=villages, families=families)
        form.be_quiet()
    else:
        form = IntakeForm(villages=villages, families=families, initial={"form_token": left.token})
    return _show_form(request, form, left)


def _show_form(request, form, left=None):
    """``left`` is missing on a page that answers: its entry is the one whose token was sent."""
    entry = left or entry_behind(request.user, DRAFT, form["form_token"].value())
    context = {
        "form": form,
        "draft_url": entry.draft_url,
        "draft_version": entry.version,
        "has_draft": bool(left and left.data),
    }
    return render(request, "cases/intake_form.html", context, status=422 if form.is_bound and form.errors else 200)


def _families(user):
    """Those that an officer may bring a case for: in the own villages."""
    return family_choices(user).filter(user.scope(Capability.CHANGE_CASES, "village__code"))


@transaction.atomic
def _make(request, form):
    village = Region.objects.visible_to(request.user).get(pk=form.cleaned_data["village"])
    family, minimum = form.picked_family(), form.new_family()
    if minimum:
        data, members = minimum
        family = register_family(village=village, data=data, members=members, actor=request.user)
    information = form.cleaned_data["information"]
    return record_intake(
        village=village, data=form.values(), family=family, information=information, actor=request.user
    )


@require_safe
def detail(request, pk):
    return _page(request, _found(request, pk))


@require_POST
def inform(request, pk):
    intake = _writable(request, pk)
    form = InformationForm(request.POST)
    if not form.is_valid():
        return _page(request, intake, status=422, information=form)
    return _done(
        request, intake, "Selesai dengan informasi.",
        lambda: give_information(intake, information=form.cleaned_data["information"], actor=request.user),
    )  # fmt: skip


@require_POST
def cancel(request, pk):
    intake = _writable(request, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, intake, status=422, cancelling=form)
    return _done(
        request, intake, "Penerimaan dibatalkan.",
        lambda: cancel_intake(intake, reason=form.cleaned_data["reason"], actor=request.user),
    )  # fmt: skip


@require_POST
def link(request, pk):
    intake = _writable(request, pk)
    form = LinkForm(request.POST, families=_families(request.user).filter(village=intake.village_id))
    if form.is_searching:
        form.be_quiet()
        return _page(request, intake, link=form)
    if not form.is_valid():
        return _page(request, intake, status=422, link=form)
    return _done(
        request, intake, "Keluarga dihubungkan.", lambda: link_family(intake, form.picked_family(), actor=request.user)
    )


def _done(request, intake, words, write):
    try:
        write()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect(intake)


def _found(request, pk):
    intake = get_object_or_404(intake_rows(request.user), pk=pk)
    if intake.is_delicate and request.method == "GET":
        record_access(AccessKind.VIEW, actor=request.user, subject=intake, address=request.client_address)
    return intake


def _writable(request, pk):
    intake = _found(request, pk)
    if not request.user.can(Capability.CHANGE_CASES, intake.village_id):
        raise PermissionDenied(Capability.CHANGE_CASES)
    return intake


def _page(request, intake, status=200, information=None, link=None, cancelling=None):
    may_write = request.user.can(Capability.CHANGE_CASES, intake.village_id) and intake.state == IntakeState.OPEN
    families = _families(request.user).filter(village=intake.village_id)
    context = {
        "intake": intake,
        "facts": _facts(intake),
        "case": getattr(intake, "case", None),
        "may_write": may_write,
        "information": information or InformationForm(),
        "cancelling": cancelling or CancelForm(),
        "link": link or LinkForm(initial={"search": intake.reporter}, families=families) if may_write else None,
    }
    return render(request, "cases/intake.html", context, status=status)


def _facts(intake):
    listed = {True: "terdaftar", False: "tidak terdaftar", None: "belum diperiksa"}[intake.in_social_register]
    decile = f", desil {intake.decile}" if intake.decile else ""
    checked = f" (diperiksa {date_long(intake.checked_on)})" if intake.checked_on else ""
    return [
        ("Datang atau ditemukan", intake.reporter),
        ("Di mana", intake.place),
        ("Dari", intake.get_source_display()),
        ("Telepon", intake.phone.as_national if intake.phone else ""),
        ("Kebutuhan", intake.need),
        ("DTSEN", f"{listed}{decile}{checked}"),
        ("Program menurut keluarga", intake.programmes),
        ("Program yang tercatat", _recorded_aid(intake.family) if intake.family else ""),
        ("Dicatat oleh", intake.taken_by),
    ]


def _recorded_aid(family):
    current, _ = aid_of(family)
    return ", ".join(dict.fromkeys(str(aid) for aid in current))
