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
from referrals.enums import Outcome, ReferralState
from referrals.forms import AttachmentForm, step_form
from referrals.queries import desk_file, placements_of, sessions_of
from referrals.services import MOST_ATTACHMENTS, advance_referral, may_record_sessions
from referrals.services.sessions import SERVING_STATES
from referrals.views.beforehand import doubles_of, last_word
from referrals.views.facts import acts_of, answer_facts, ladder, referral_facts, timeline
from referrals.views.letters import papers_box
from referrals.views.links import link_box
from referrals.views.provider import provider_context
from referrals.views.reminding_text import waiting_text
from referrals.views.story import outcome_badge, placement_story
from referrals.workflow import STEPS

DESK = "meja"
UNSERVED = {ReferralState.PLACED, ReferralState.DECLINED}


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
    referral = desk_file(request.user).filter(pk=pk).first()
    if not request.htmx:
        return redirect("referrals:list" if referral is None or request.POST.get("dari") == DESK else referral)
    return show(request, referral) if referral else render(request, "referrals/_gone.html")


def found(request, pk):
    return get_object_or_404(desk_file(request.user), pk=pk)


def show(request, referral, bound=None, attaching=None, status=200):
    if not referral.in_office:
        context = provider_context(request.user, referral, bound)
        return hx_or(request, "referrals/_provider_panel.html", "referrals/provider.html", context, status=status)
    context = _context(request, referral, bound, attaching)
    return hx_or(request, "referrals/_panel.html", "referrals/detail.html", context, status=status)


def _context(request, referral, bound, attaching):
    may_change = referral.may_change_draft(request.user)
    acts = _ordered(acts_of(referral, request.user, bound), referral)
    return {
        "referral": referral,
        "facts": referral_facts(referral),
        "answer": answer_facts(referral.placement) if referral.placement and referral.placement.outcome else [],
        "acts": [act for act in acts if not act["rare"]],
        "rare_acts": [act for act in acts if act["rare"]],
        "placements": _story(referral),
        "sessions": [] if referral.state in UNSERVED else sessions_of(referral),
        "may_record": referral.state in SERVING_STATES and may_record_sessions(referral, request.user),
        "word": last_word(referral) if acts else None,
        "doubles": doubles_of(referral, request.user),
        "is_poor": _is_poor(referral),
        "outcome_badge": outcome_badge(referral.placement),
        "rungs": ladder(referral),
        "events": timeline(referral),
        "may_change": may_change,
        "attaching": attaching or AttachmentForm(),
        "may_attach": may_change and len(referral.attachments.all()) < MOST_ATTACHMENTS,
        "lacks_consent": _lacks_consent(referral, request.user),
        "sees_family": _sees_family(referral, request.user),
        "reminder_text": waiting_text(referral, request.user),
        "link": link_box(referral, request.user),
        "letters": papers_box(referral, request.user),
    }


def _ordered(acts, referral):
    """After a poor outcome the next referral stands first and open."""
    if not _is_poor(referral) or any(act["form"].is_bound for act in acts):
        return acts
    acts.sort(key=lambda act: act["name"] != "refer_again")
    return [act | {"open": act["name"] == "refer_again"} for act in acts]


def _is_poor(referral):
    return referral.state == ReferralState.COMPLETED and referral.placement.outcome in {Outcome.PARTLY, Outcome.NOT}


def _story(referral):
    if not (referral.letter or referral.placement):
        return []
    return placement_story(referral, list(placements_of(referral)))


def _sees_family(referral, user):
    shared = referral.is_open and user.can(Capability.SEE_SHARED_FAMILIES)
    return shared or user.can(Capability.SEE_FAMILIES, referral.family.village_id)


def _lacks_consent(referral, user):
    if referral.state != ReferralState.DRAFT or not user.can(Capability.WRITE_REFERRALS, referral.village_id):
        return False
    return not has_consent(referral.family, ConsentPurpose.REFERRAL, referral.member)
