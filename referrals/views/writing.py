from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.capabilities import Capability
from accounts.models import FormEntry
from accounts.services import discard_draft, entry_behind, open_entry, submit_once
from core.exceptions import DomainError, StaleState
from families.enums import ConsentPurpose
from families.queries import consent_for
from referrals.forms import ReferralForm
from referrals.models import Referral
from referrals.queries import alike, case_to_write_from, tried_words
from referrals.services import change_draft, send_along, write_referral
from referrals.views.pages import found

MATCH, GO_ON, CONSENT, DROP = "cocokkan", "lanjut", "kesediaan", "buang"


@require_http_methods(["GET", "POST"])
def write(request, case_pk):
    case = get_object_or_404(case_to_write_from(request.user), pk=case_pk)
    if not _may_write(request.user, case):
        raise PermissionDenied(Capability.WRITE_REFERRALS)
    if request.method == "GET":
        return _show_left(request, case)
    form = ReferralForm(request.POST, case=case)
    if MATCH in request.POST:
        form.be_quiet()
        return _render(request, case, form)
    doubles = _doubles(request, case, form) if form.is_valid() else []
    if form.is_valid() and not doubles and (url := _written(request, case, form)):
        messages.success(request, "Konsep rujukan tersimpan. Periksa, lalu ajukan.")
        return redirect(_consent_url(case) if CONSENT in request.POST else url)
    return _render(request, case, form, status=422, doubles=doubles)


def _may_write(user, case):
    proposes = case.handler_id == user.pk and user.can(Capability.PROPOSE_REFERRALS, case.village_id)
    return proposes or user.can(Capability.WRITE_REFERRALS, case.village_id)


def _form_name(case, referral=None):
    return f"referral-change-{referral.pk}" if referral else f"referral-{case.pk}"


def _written(request, case, form):
    try:
        return submit_once(
            form.cleaned_data["form_token"],
            actor=request.user,
            form=_form_name(case),
            make=lambda: write_referral(case, data=form.values(), actor=request.user),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return None


def _doubles(request, case, form):
    """Open referrals that may be for the same need, unless this very press says to go on beside them.

    A second press of the same button finds what the first one wrote, which is no double.
    """
    given = form.cleaned_data
    if FormEntry.objects.visible_to(request.user).exclude(result_url="").filter(pk=given["form_token"]).exists():
        return []
    rows = alike(
        request.user, case.family, sector=given["sector"], need=given["need"], member=given["member"],
        offer=given["wanted_offer"],
    )  # fmt: skip
    doubles = list(rows[:5])
    known = set(request.POST.get(GO_ON, "").split(","))
    return [] if {str(double.pk) for double in doubles} <= known else doubles


def _consent_url(case):
    return f"{reverse('families:add_consent', args=[case.family_id])}?untuk={ConsentPurpose.REFERRAL}"


def _show_left(request, case, referral=None):
    """What was left unfinished; otherwise what is stored, or what the case already says."""
    left = open_entry(request.user, _form_name(case, referral))
    initial = (_stored(referral) if referral else _known(case)) | {"form_token": left.token}
    typed = left.typed
    if typed:
        typed["form_token"] = str(left.token)
    form = ReferralForm(typed or None, case=case, initial=initial)
    if typed:
        form.be_quiet()
    return _render(request, case, form, referral=referral, left=left)


def _known(case):
    return {"urgency": case.urgency, "details": case.summary, "tried": tried_words(case)}


@require_http_methods(["GET", "POST"])
def change(request, pk):
    referral = found(request, pk)
    if not referral.may_change_draft(request.user):
        raise PermissionDenied(Capability.WRITE_REFERRALS)
    if request.method == "GET":
        return _show_left(request, referral.case, referral)
    if DROP in request.POST:
        discard_draft(open_entry(request.user, _form_name(referral.case, referral)).token, actor=request.user)
        return redirect("referrals:change", pk)
    form = ReferralForm(request.POST, case=referral.case, initial=_stored(referral))
    if MATCH in request.POST:
        form.be_quiet()
        return _render(request, referral.case, form, referral=referral)
    return _changed(request, referral, form)


def _changed(request, referral, form):
    stored = []
    if form.is_valid():
        try:
            change_draft(referral, data=form.values(), actor=request.user, seen=form.cleaned_data["version"] or 0)
        except StaleState as error:
            stored = _differing(form, Referral.objects.visible_to(request.user).get(pk=referral.pk))
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            discard_draft(form.cleaned_data["form_token"], actor=request.user)
            messages.success(request, "Konsep tersimpan.")
            return redirect(_consent_url(referral.case) if CONSENT in request.POST else referral)
    return _render(request, referral.case, form, status=422, referral=referral, stored=stored)


def _stored(referral):
    values = {name: getattr(referral, name) for name in ReferralForm.Meta.fields if name != "problems"}
    values |= {"wanted_offer": referral.wanted_offer_id or "", "member": referral.member_id}
    return values | {"problems": [problem.pk for problem in referral.problems.all()], "version": referral.version}


def _differing(form, now):
    """(label, what is stored now) where it is not what was typed; saving once more overwrites it knowingly."""
    form.data = form.data.copy()
    form.data["version"] = now.version
    names = [name for name in ReferralForm.Meta.fields if name != "problems"]
    differing = [name for name in names if getattr(now, name) != form.cleaned_data.get(name)]
    return [(form.fields[name].label, _said(now, name)) for name in differing]


def _said(referral, name):
    words = getattr(referral, f"get_{name}_display", None)
    return words() if words else getattr(referral, name)


def _render(request, case, form, *, left=None, status=200, referral=None, stored=(), doubles=()):
    """``left`` is missing on a page that answers: its entry is the one whose token was sent."""
    entry = left or entry_behind(request.user, _form_name(case, referral), form["form_token"].value())
    context = {
        "form": form,
        "case": case,
        "referral": referral,
        "stored": stored,
        "doubles": doubles,
        "go_on": ",".join(str(double.pk) for double in doubles),
        "consent": consent_for(case.family, ConsentPurpose.REFERRAL, form.member_so_far),
        "may_record": request.user.can(Capability.CHANGE_FAMILIES, case.village_id),
        "consent_url": _consent_url(case),
        "draft_url": entry.draft_url,
        "draft_version": entry.version,
        "has_draft": bool(left and left.data),
    }
    return render(request, "referrals/form.html", context, status=status)


@require_POST
def send_scan(request, pk, file_pk):
    """Whether this scan goes along to the provider: settled while it is a draft."""
    referral = found(request, pk)
    scan = get_object_or_404(referral.attachments.select_related("referral"), pk=file_pk)
    wanted = request.POST.get("kirim") == "ya"
    send_along(scan, wanted, actor=request.user)
    messages.success(request, f"{scan.label} {'ikut' if wanted else 'tidak'} dikirim ke penyedia.")
    return redirect(referral)
