"""A month of the notice board, and what happens in it."""

from datetime import date

from core.periods import Period
from institutions.enums import ActivityKind
from institutions.models import Activity
from tests.factories.accounts import UserFactory

NOVEMBER = Period("M", 2026, 11)


def make_activity(unit, **fields):
    given = {"name": "Kelas menabung", "held_on": date(2026, 11, 20), "place": "Dusun II", "is_public": True}
    people = {"led_by": "Selfina Lakapu", "recorded_by": UserFactory()}
    return Activity.objects.create(care_unit=unit, kind=ActivityKind.GUIDANCE, **given | people | fields)
