"""The pages of a signed link: a provider answers without an account. Nothing here asks who is signed in."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.middleware import client_address
from core.exceptions import DomainError, StaleState
from core.workflow import offered_steps
from documents.views import serve
from referrals.enums import LinkEnd, ReferralState
from referrals.forms.answering import ANSWERS, LinkCodeForm, PersonForm, answer_form
from referrals.services import (
    LinkEnded,
    answer_by_link,
    link_behind,
    link_with_code,
    note_opening,
    note_refusal,
    report_wrong_receiver,
    tried_too_often,
)
from referrals.views.provider import provider_facts, sender, sent_along
from referrals.workflow import STEPS

THANKS = {
    "accept": "Terima kasih. Pengirim sudah kami beri tahu. Setelah layanan selesai, buka lagi tautan ini.",
    "decline": "Terima kasih sudah menjawab. Pengirim sudah kami beri tahu dan akan mencari penyedia lain.",
    "complete": "Terima kasih atas layanan Anda. Rujukan balik sudah kami teruskan kepada pengirim dan FCU.",
}


def discreet(view):
    """Kept by nobody and found by no search engine. Another site learns at most our name, never the address; with
    no-referrer the browser would hide the origin of the form too, and the CSRF check would refuse it.
    """

    @login_not_required
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "strict-origin"
        return response

    return answer


def opened(view):
    """The view gets the link behind the token, alive, on the clock of its village; all others are refused."""

    @discreet
    @wraps(view)
    def with_link(request, token, **kwargs):
        link = link_behind(token)
        if link is None:
            return _unknown(request)
        with timezone.override(link.placement.referral.village.zone_name):
            end = link.end(link.placement.referral)
            return _ended(request, link, end) if end else view(request, link, **kwargs)

    return with_link


@discreet
@require_http_methods(["GET", "HEAD", "POST"])
def code(request):
    """For whoever has the letter and no camera: ten letters lead to the same page as the QR code."""
    form = LinkCodeForm(request.POST or None)
    if request.method == "POST" and tried_too_often(client_address(request)):
        return render(request, "referrals/link/too_many.html", status=429)
    if request.method == "POST" and form.is_valid():
        link = link_with_code(form.cleaned_data["kode"])
        if link:
            return redirect(link)
        note_refusal(client_address(request))
        form.add_error("kode", "Tidak ada rujukan dengan kode ini. Cocokkan dengan surat, huruf demi huruf.")
    return render(request, "referrals/link/code.html", {"form": form}, status=422 if form.errors else 200)


@opened
@require_safe
def cover(request, link):
    """Whom it is for, before anything of the family is shown: a preview in a messenger or a wrong receiver sees
    no more than this."""
    return render(request, "referrals/link/cover.html", _frame(link))


@opened
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, link):
    if request.method == "POST":
        return _answered(request, link)
    note_opening(link, client_address(request))
    return _show(request, link)


@opened
@require_safe
def attachment(request, link, file_pk):
    referral = link.placement.referral
    scan = get_object_or_404(referral.attachments.filter(for_provider=True).select_related("file"), pk=file_pk)
    return serve(request, scan.file, subject=link.placement, name=f"lampiran-{scan.pk}")


@opened
@require_POST
def wrong_receiver(request, link):
    report_wrong_receiver(link)
    return render(request, "referrals/link/reported.html", {"sender": sender(link.placement)})


def _answered(request, link):
    name = request.POST.get("jawaban", "")
    if name not in ANSWERS:
        raise Http404
    person, form = PersonForm(request.POST), answer_form(name, link.placement.referral, request.POST)
    if not (person.is_valid() and form.is_valid()):
        return _show(request, link, person, form, status=422)
    given = form.cleaned_data
    try:
        answer_by_link(link, name, **person.cleaned_data, note=given["note"], seen=given["version"], **form.extra())
    except LinkEnded as error:
        return _ended(request, link, error.end)
    except StaleState as error:
        messages.error(request, str(error))
    except DomainError as error:
        form.add_error(None, str(error))
        return _show(request, link, person, form, status=422)
    else:
        messages.success(request, THANKS[name])
    return redirect("answers:answer", token=link.token)


def _show(request, link, person=None, bound=None, status=200):
    placement = link.placement
    referral = placement.referral
    acts = _acts(link, referral, bound)
    context = _frame(link) | {
        "facts": provider_facts(referral, placement, is_current=True),
        "attachments": sent_along(referral),
        "accepted": referral.events.filter(step="accept").first(),
        "person": person or PersonForm(initial={"person": link.person, "post": link.post}),
        "acts": acts,
        "bound": bound if any(act["form"] is bound for act in acts) else None,
    }
    return render(request, "referrals/link/answer.html", context, status=status)


def _frame(link):
    return {"link": link, "placement": link.placement, "referral": link.placement.referral} | {
        "sender": sender(link.placement)
    }


def _acts(link, referral, bound):
    """The answers that are possible now. The outcome waits folded until the day of the appointment has come."""
    names = [name for name in offered_steps(STEPS, referral, link) if name in ANSWERS]
    if referral.state == ReferralState.ACCEPTED:
        names = ["complete"]  # the start of the service goes with its outcome
    return [_act(name, link, referral, bound) for name in names]


def _act(name, link, referral, bound):
    mine = bound if bound is not None and bound.name == name else None
    _, label, button = ANSWERS[name]
    tone, icon = STEPS[name].mark
    is_time = name == "accept" or (name == "complete" and _has_begun(link.placement))
    return {
        "name": name, "label": label, "button": button, "tone": tone, "icon": icon,
        "form": mine or answer_form(name, referral),
        "open": bool(mine) or (bound is None and is_time),
        "is_bad": STEPS[name].tone == "bad",
    }  # fmt: skip


def _has_begun(placement):
    return not placement.appointment_on or placement.appointment_on <= timezone.localdate()


def _unknown(request):
    """Not a word on what is wrong with the token; counted, so that nobody fills the log."""
    address = client_address(request)
    if tried_too_often(address):
        return render(request, "referrals/link/too_many.html", status=429)
    note_refusal(address)
    return render(request, "referrals/link/unknown.html", status=404)


def _ended(request, link, end):
    """Known, and over. Whoever has answered and looks again is no intruder."""
    looks_again = end == LinkEnd.ANSWERED and request.method in {"GET", "HEAD"}
    if not looks_again:
        note_refusal(client_address(request), link, end)
    context = {"end": LinkEnd(end), "is_answered": end == LinkEnd.ANSWERED, "sender": sender(link.placement)}
    return render(request, "referrals/link/ended.html", context, status=200 if looks_again else 410)
