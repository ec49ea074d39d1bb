"""What the offices see of a provider's link, and what the tier that placed the referral does with it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.exceptions import DomainError
from core.formatting import date_long
from referrals.enums import AT_PROVIDER_STATES, ReferralState
from referrals.queries import referral_file
from referrals.services import close_link, renew_link


def link_box(referral, user):
    """For the page of the referral: the link of the present placement while it is at the provider, or None."""
    if referral.state not in AT_PROVIDER_STATES:
        return None
    placement = referral.placement
    link = placement.links.select_related("revoked_by").first()
    end = link.end(referral) if link else None
    may_act = user.can(placement.holder, referral.village_id)
    is_alive = link is not None and end is None
    if not link and not may_act:
        return None
    return {
        "link": link,
        "is_alive": is_alive,
        "end": end,
        "may_act": may_act,
        "address": settings.SITE_URL.partition("://")[2] + reverse("answers:code"),
        "text": message_of(link, referral) if is_alive and may_act else "",
    }


def message_of(link, referral):
    """To be pasted into WhatsApp: neither who the family is nor what it needs."""
    return "\n".join([
        f"Yth. {link.placement.institution}",
        "",
        f"Ada surat rujukan {referral.number} untuk lembaga Anda. {_asked(referral)} tanpa perlu akun:",
        link.url,
        "",
        f"Berlaku sampai {date_long(link.expires_on)}, hanya untuk lembaga Anda. Jangan diteruskan.",
    ])  # fmt: skip


def _asked(referral):
    answer = "dijawab" if referral.state == ReferralState.PLACED else "dikirim rujukan baliknya"
    return f"Mohon {answer}" + ("," if referral.is_late else f" paling lambat {date_long(referral.due_on)},")


@require_POST
def renew(request, pk):
    referral = _placed(request, pk)
    try:
        renew_link(referral, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Tautan baru sudah dibuat. Yang lama langsung tidak berlaku.")
    return redirect(f"{referral.get_absolute_url()}#tautan")


@require_POST
def close(request, pk):
    referral = _placed(request, pk)
    try:
        close_link(_standing(referral), actor=request.user, reason=request.POST.get("sebab", ""))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Tautan ditutup. Siapa pun yang memegangnya tidak bisa membukanya lagi.")
    return redirect(f"{referral.get_absolute_url()}#tautan")


def _placed(request, pk):
    """404 outside the scope and for the provider itself, 403 for who only reads."""
    referral = get_object_or_404(referral_file(request.user), pk=pk, in_office=True)
    if referral.placement is None:
        raise Http404
    if not request.user.can(referral.placement.holder, referral.village_id):
        raise PermissionDenied(referral.placement.holder)
    return referral


def _standing(referral):
    link = referral.placement.links.standing().first()
    if link is None:
        raise DomainError("Tautan ini sudah ditutup.")
    return link
