"""The public calendar of an FCU: what, when and where of what is open to residents. Nobody is named in it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from institutions.models import Activity, Meeting

KEPT = timedelta(days=365)
ASK_AGAIN = timedelta(hours=12)


def public_calendar(unit):
    """iCalendar (RFC 5545) bytes: of the last year and all that is to come. Needs ``unit.village``."""
    calendar = Calendar.new(
        prodid="-//FCU//Kalender warga//ID", name=f"Kalender {unit}", language="id", method="PUBLISH",
        refresh_interval=ASK_AGAIN,
    )  # fmt: skip
    for event in (*_meetings(unit), *_activities(unit)):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _open_to_all(model, unit):
    since = timezone.localdate() - KEPT
    return model.objects.filter(care_unit=unit, is_public=True, held_on__gte=since).order_by("held_on", "pk")


def _meetings(unit):
    for meeting in _open_to_all(Meeting, unit).select_related("care_unit__village"):
        yield _event(f"rapat-{meeting.pk}", f"{meeting.title} {unit}", meeting, meeting.begins or meeting.held_on)


def _activities(unit):
    for activity in _open_to_all(Activity, unit):
        yield _event(f"kegiatan-{activity.pk}", activity.name, activity, activity.held_on)


def _event(key, summary, record, start):
    """Without an end: how long it takes is not recorded."""
    host = settings.SITE_URL.partition("://")[2]
    return Event.new(
        uid=f"{key}@{host}", summary=summary, location=record.place, start=start, stamp=timezone.now(),
        sequence=record.version,
    )  # fmt: skip
