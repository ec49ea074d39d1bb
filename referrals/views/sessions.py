from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.capabilities import Capability
from accounts.services import submit_once
from core.exceptions import DomainError
from referrals.forms import SessionForm
from referrals.queries import sessions_of
from referrals.services import may_record_sessions, record_session
from referrals.views.pages import found


@require_http_methods(["GET", "POST"])
def record(request, pk):
    referral = found(request, pk)
    if not may_record_sessions(referral, request.user):
        raise PermissionDenied(Capability.PLACE_REFERRALS)
    held = sessions_of(referral)
    form = SessionForm(request.POST or None, initial=_known(held))
    if request.method == "POST" and form.is_valid() and _recorded(request, referral, form):
        messages.success(request, "Pertemuan tercatat.")
        return redirect(referral)
    context = {"form": form, "referral": referral, "sessions": held}
    return render(request, "referrals/session_form.html", context, status=422 if form.errors else 200)


def _known(held):
    """As last time; on the day that was agreed, when it has come."""
    today, last = timezone.localdate(), held[-1] if held else None
    if last is None:
        return {"held_on": today, "people": 1}
    agreed = last.next_on if last.next_on and last.next_on <= today else today
    return {"held_on": agreed, "kind": last.kind, "place": last.place, "people": last.people}


def _recorded(request, referral, form):
    def make():
        record_session(referral, data=form.values(), actor=request.user)
        return referral

    try:
        submit_once(form.cleaned_data["form_token"], actor=request.user, form=f"session-{referral.pk}", make=make)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True
