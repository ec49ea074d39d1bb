"""The visits of one user as a calendar for the telephone. Who holds its address is unknown: families are codes."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from mentoring.models import Mentorship, PlannedVisit

BACK, AHEAD = timedelta(days=30), timedelta(days=60)
ASK_AGAIN = timedelta(hours=12)
MOST_EVENTS = 1000


def visit_calendar(user):
    """iCalendar (RFC 5545) bytes: visits that are to be made, the late one too."""
    calendar = Calendar.new(
        prodid="-//FCU//Kunjungan//ID", name="Kunjungan pembinaan", language="id", method="PUBLISH",
        refresh_interval=ASK_AGAIN,
    )  # fmt: skip
    for planned in _to_be_made(user):
        calendar.add_component(_event(planned))
    return calendar.to_ical()


def _to_be_made(user):
    today = timezone.localdate()
    mine = Mentorship.objects.visible_to(user).open()
    rows = PlannedVisit.objects.filter(mentorship__in=mine, due_on__range=(today - BACK, today + AHEAD))
    return rows.to_be_made(today).select_related("mentorship").order_by("due_on", "pk")[:MOST_EVENTS]


def _event(planned):
    host = settings.SITE_URL.partition("://")[2]
    return Event.new(
        uid=f"kunjungan-{planned.mentorship.code}-{planned.number}@{host}", start=planned.due_on,
        summary=f"Kunjungan {planned.mentorship.code}", stamp=timezone.now(),
    )  # fmt: skip
