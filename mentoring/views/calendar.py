"""The month of a village or of one's own families, and the secret calendar for a telephone."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.capabilities import Capability
from core.http import page, requires, secret_calendar
from core.periods import Period, PeriodError
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from mentoring.documents.calendar import visit_calendar
from mentoring.models import Mentorship
from mentoring.queries.board import seen_villages
from mentoring.queries.feeds import address_of, feed_owner
from mentoring.queries.months import MOST_LISTED, entries_between, weeks_of
from mentoring.resources import CalendarResource
from mentoring.services.feeds import renew_feed, stop_feed


@require_safe
def month(request):
    _may_see(request.user)
    today, shown = timezone.localdate(), _month(request)
    villages = seen_villages(request.user)
    village = _village(request, villages)
    mentorships = _mentorships(request.user, village)
    weeks = weeks_of(shown, mentorships.values("pk"), today)
    days = _days(request, shown, weeks)
    context = {
        "month": shown, "weeks": weeks, "villages": villages, "village": village, "day": days[0] if days else None,
        "entries": page(entries_between(*days, mentorships.values("pk"), today), request) if days else None,
        "whole_month": bool(days) and days[0] != days[1], "today": today,
        "may_feed": request.user.can(Capability.RECORD_VISITS),
        "sees_village": request.user.can(Capability.SEE_FAMILIES),
    }  # fmt: skip
    return render(request, "mentoring/calendar.html", context)


@exported("visits", "kunjungan di kalender", "kunjungan")
def export(asked):
    """Of the chosen day, else of the whole month."""
    _may_see(asked.user)
    shown = _month(asked)
    day = _day(asked, shown)
    days = (day, day) if day else (shown.first_day, shown.last_day)
    mentorships = _mentorships(asked.user, _village(asked, seen_villages(asked.user)))
    entries = entries_between(*days, mentorships.values("pk"), timezone.localdate())
    return ListSheet(CalendarResource(), entries, part=day.isoformat() if day else shown.code)


def _may_see(user):
    if not (user.can(Capability.RECORD_VISITS) or user.can(Capability.SEE_FAMILIES)):
        raise PermissionDenied(str(Capability.RECORD_VISITS))


def _mentorships(user, village):
    visible = Mentorship.objects.visible_to(user)
    return visible.filter(village=village) if village else visible


def _month(request):
    this_month = Period.of("M", timezone.localdate())
    try:
        asked = Period.parse(request.GET.get("bulan") or this_month.code)
    except PeriodError:
        return this_month
    return asked if asked.kind == "M" else this_month


def _village(request, villages):
    """Of one's villages the asked for, else the first; a mentor's families need none."""
    codes = [code for code, _ in villages]
    asked = request.GET.get("desa")
    return asked if asked in codes else next(iter(codes), "")


def _days(request, shown, weeks):
    """The first and last day to list: the chosen day, or a whole month with few visits."""
    day = _day(request, shown)
    if day:
        return day, day
    total = sum(each.total for week in weeks for each in week if each.in_month)
    return (shown.first_day, shown.last_day) if total <= MOST_LISTED else ()


def _day(request, shown):
    try:
        day = date.fromisoformat(request.GET.get("hari", ""))
    except ValueError:
        return None
    return day if shown.contains(day) else None


@requires(Capability.RECORD_VISITS)
@require_safe
def address(request):
    """The page of one's secret address."""
    return render(request, "mentoring/feed.html", {"url": address_of(request.user)})


@requires(Capability.RECORD_VISITS)
@require_POST
def renew(request):
    return renewed(request, "mentoring:feed_address")


@requires(Capability.RECORD_VISITS)
@require_POST
def stop(request):
    return stopped(request, "mentoring:feed_address")


def renewed(request, target):
    """For every page of a secret address: there is one key."""
    renew_feed(actor=request.user)
    messages.success(request, "Alamat kalender dibuat. Alamat yang lama, bila ada, tidak berlaku lagi.")
    return redirect(target)


def stopped(request, target):
    stop_feed(actor=request.user)
    messages.success(request, "Alamat kalender dihapus. Kalender di telepon tidak diperbarui lagi.")
    return redirect(target)


@login_not_required
@require_safe
def feed(request, key):
    """For the telephone of whoever holds the address: days and codes, nobody's name."""
    user = feed_owner(key, Capability.RECORD_VISITS)
    if user is None:
        raise Http404
    return secret_calendar(visit_calendar(user), "kunjungan.ics")
