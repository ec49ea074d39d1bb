from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import hx_or
from families.enums import ConsentPurpose
from families.queries import has_consent
from referrals.enums import ReferralState
from referrals.forms import AttachmentForm, step_form
from referrals.queries import own_placement, placements_of, referral_file
from referrals.services import MOST_ATTACHMENTS, advance_referral
from referrals.views.facts import acts_of, answer_facts, ladder, person_of, referral_facts, timeline
from referrals.workflow import STEPS

DESK = "meja"


@require_safe
def detail(request, pk):
    return show(request, found(request, pk))


@require_POST
def step(request, pk, name):
    referral = found(request, pk)
    if name not in STEPS:
        raise Http404
    if not referral.allows(request.user, STEPS[name]):
        raise PermissionDenied(name)
    form = step_form(name, STEPS[name], referral, request.POST)
    if not form.is_valid():
        return show(request, referral, bound=form, status=422)
    given = form.cleaned_data
    try:
        advance_referral(referral, name, actor=request.user, note=given["note"], seen=given["version"], **form.extra())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Rujukan sekarang: {referral.get_state_display().lower()}.")
    return _onward(request, pk)


def _onward(request, pk):
    """Back to the desk, or to the page with its state now; to the list once it is no longer the user's to see."""
    referral = referral_file(request.user).filter(pk=pk).first()
    if not request.htmx:
        return redirect("referrals:list" if referral is None or request.POST.get("dari") == DESK else referral)
    return show(request, referral) if referral else render(request, "referrals/_gone.html")


def found(request, pk):
    return get_object_or_404(referral_file(request.user), pk=pk)


def show(request, referral, bound=None, attaching=None, status=200):
    if not referral.in_office:
        context = _provider_context(request, referral, bound)
        return hx_or(request, "referrals/_provider_panel.html", "referrals/provider.html", context, status=status)
    context = _context(request, referral, bound, attaching)
    return hx_or(request, "referrals/_panel.html", "referrals/detail.html", context, status=status)


def _context(request, referral, bound, attaching):
    may_change = referral.may_change_draft(request.user)
    acts = acts_of(referral, request.user, bound)
    return {
        "referral": referral,
        "facts": referral_facts(referral),
        "answer": answer_facts(referral.placement) if referral.placement and referral.placement.outcome else [],
        "acts": [act for act in acts if not act["rare"]],
        "rare_acts": [act for act in acts if act["rare"]],
        "placements": list(placements_of(referral)) if referral.letter or referral.placement else [],
        "rungs": ladder(referral),
        "events": timeline(referral),
        "may_change": may_change,
        "attaching": attaching or AttachmentForm(),
        "may_attach": may_change and len(referral.attachments.all()) < MOST_ATTACHMENTS,
        "lacks_consent": _lacks_consent(referral, request.user),
        "sees_family": _sees_family(referral, request.user),
    }


def _sees_family(referral, user):
    shared = referral.is_open and user.can(Capability.SEE_SHARED_FAMILIES)
    return shared or user.can(Capability.SEE_FAMILIES, referral.family.village_id)


def _lacks_consent(referral, user):
    if referral.state != ReferralState.DRAFT or not user.can(Capability.WRITE_REFERRALS, referral.village_id):
        return False
    return not has_consent(referral.family, ConsentPurpose.REFERRAL, referral.member)


def _provider_context(request, referral, bound):
    """Only what the service needs; acts only while it is placed with this very institution."""
    placement = own_placement(referral, request.user)
    if placement is None:
        raise Http404
    is_current = placement.pk == referral.placement_id
    return {
        "referral": referral,
        "placement": placement,
        "is_current": is_current,
        "facts": _provider_facts(referral, placement, is_current and referral.is_open),
        "answer": answer_facts(placement),
        "acts": acts_of(referral, request.user, bound) if is_current else [],
    }


def _provider_facts(referral, placement, is_current):
    asked = placement.offer.name if placement.offer else referral.need
    facts = [("Layanan", asked), ("Kegentingan", referral.get_urgency_display())]
    if is_current:
        contact = referral.family.phone.as_national if referral.family.phone else ""
        facts += [
            ("Untuk", person_of(referral) if referral.member else referral.family.head_name),
            ("Tempat tinggal", f"{referral.village.full_name}, {referral.village.parent.full_name}"),
            ("Telepon", contact),
            ("Keadaan", referral.details),
            ("Sudah dicoba", referral.tried),
            ("Kesediaan", "Keluarga sudah setuju data ini dibagikan kepada Anda."),
        ]
    return [fact for fact in facts if fact[1]]
