"""The plans in the calendar of a telephone, under the same secret key as the visits."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.capabilities import Capability
from core.http import requires, secret_calendar
from mentoring.queries.feeds import address_of, feed_owner
from mentoring.views.calendar import renewed, stopped
from workplans.queries.calendar import plan_calendar


@requires(Capability.SEE_WORK_PLANS)
@require_safe
def address(request):
    """The page of one's secret address."""
    context = {
        "url": address_of(request.user, "workplans:feed"),
        "shares_key": request.user.can(Capability.RECORD_VISITS),
    }
    return render(request, "workplans/feed.html", context)


@requires(Capability.SEE_WORK_PLANS)
@require_POST
def renew(request):
    return renewed(request, "workplans:feed_address")


@requires(Capability.SEE_WORK_PLANS)
@require_POST
def stop(request):
    return stopped(request, "workplans:feed_address")


@login_not_required
@require_safe
def feed(request, key):
    user = feed_owner(key, Capability.SEE_WORK_PLANS)
    if user is None:
        raise Http404
    return secret_calendar(plan_calendar(user), "rencana-kerja.ics")
