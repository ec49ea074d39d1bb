"""The calendar that anybody may subscribe to: what is open to residents, and nothing else."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from institutions.enums import ActivityKind, UnitState
from institutions.models import Activity
from tests.factories.accounts import UserFactory
from tests.factories.institutions import CareUnitFactory, MeetingFactory
from tests.factories.regions import make_village

SOON = timezone.localdate() + timedelta(days=5)


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village, name="FCU Desa Tablolong")


def make_activity(unit, **fields):
    usual = {"kind": ActivityKind.INFORMATION, "name": "Penyuluhan gizi", "held_on": SOON, "place": "Posyandu Melati"}
    return Activity.objects.create(
        care_unit=unit, led_by="Marta Koa", recorded_by=UserFactory(), **{**usual, "is_public": True, **fields}
    )


def feed(client, unit):
    return client.get(reverse("units:calendar", args=[unit.pk]))


def events(client, unit):
    return Calendar.from_ical(feed(client, unit).content).events


def test_a_stranger_sees_what_when_and_where(client, unit):
    meeting = MeetingFactory(care_unit=unit, is_planned=True, is_public=True, held_on=SOON, starts_at=time(16, 30))
    activity = make_activity(unit)
    response = feed(client, unit)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = {event.uid.partition("@")[0]: event for event in Calendar.from_ical(response.content).events}
    assert found.keys() == {f"rapat-{meeting.pk}", f"kegiatan-{activity.pk}"}
    open_meeting, open_activity = found[f"rapat-{meeting.pk}"], found[f"kegiatan-{activity.pk}"]
    assert open_meeting.summary == "Rapat rutin FCU Desa Tablolong"
    assert open_meeting.location == "Balai desa"
    assert open_meeting.start == datetime.combine(SOON, time(16, 30), ZoneInfo("Asia/Makassar"))
    assert (open_activity.summary, open_activity.start) == ("Penyuluhan gizi", SOON)


@pytest.mark.parametrize(
    ("code", "zone"),
    [("53.01.05.2011", "Asia/Makassar"), ("11.01.01.2001", "Asia/Jakarta"), ("91.03.01.2001", "Asia/Jayapura")],
)
def test_the_hour_is_on_the_clock_of_the_village(client, db, code, zone):
    unit = CareUnitFactory(village=make_village(code))
    MeetingFactory(care_unit=unit, is_public=True, held_on=SOON, starts_at=time(9))
    text = feed(client, unit).content.decode()
    assert f"DTSTART;TZID={zone}:{SOON:%Y%m%d}T090000" in text
    assert f"BEGIN:VTIMEZONE\r\nTZID:{zone}" in text


def test_what_is_internal_old_or_of_another_fcu_is_not_there(client, unit, other_village):
    MeetingFactory(care_unit=unit, held_on=SOON, is_planned=True)
    MeetingFactory(care_unit=unit, held_on=date(2020, 1, 1), is_public=True)
    MeetingFactory(care_unit=CareUnitFactory(village=other_village), held_on=SOON, is_public=True)
    make_activity(unit, is_public=False)
    assert events(client, unit) == []


def test_nobody_is_named_and_no_agenda_is_told(client, unit):
    MeetingFactory(
        care_unit=unit,
        is_public=True,
        held_on=SOON,
        leader="Daud Rumanesi",
        agenda="Keluarga Obaja",
        minutes="Rahasia",
    )
    make_activity(unit, goal="Untuk Obaja", result="Obaja lulus")
    text = feed(client, unit).content.decode()
    for hidden in ("Daud", "Obaja", "Rahasia", "Marta"):
        assert hidden not in text


def test_an_unknown_or_closed_fcu_has_no_calendar(client, village):
    closed = CareUnitFactory(village=village, state=UnitState.INACTIVE, inactive_reason="Desa digabung")
    assert feed(client, closed).status_code == 404
    assert client.get(reverse("units:calendar", args=[999_999])).status_code == 404


def test_it_is_only_read(client, unit):
    assert client.post(reverse("units:calendar", args=[unit.pk])).status_code == 405


def test_a_moved_meeting_is_the_same_event_anew(client, unit):
    meeting = MeetingFactory(care_unit=unit, is_public=True, held_on=SOON, version=3)
    (event,) = events(client, unit)
    assert (event["SEQUENCE"], event.start) == (3, SOON)
    assert event.uid.startswith(f"rapat-{meeting.pk}@")


def test_the_calendar_takes_few_queries(client, unit, django_assert_num_queries):
    for _ in range(3):
        MeetingFactory(care_unit=unit, is_public=True, held_on=SOON, starts_at=time(9))
        make_activity(unit)
        with django_assert_num_queries(3):
            feed(client, unit)
