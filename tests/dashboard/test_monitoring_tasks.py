"""What waits with monitoring and the events of the tiers, for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from dashboard.queries.event_tasks import events_waiting
from dashboard.queries.monitoring_tasks import drafts, findings, visits_due
from monitoring.enums import FindingState
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.monitoring import FindingFactory, PlannedSupervisionFactory, VisitFactory
from tests.factories.tier_events import TierEventFactory

pytestmark = pytest.mark.django_db


def days(count):
    return timezone.localdate() + timedelta(days=count)


def test_planned_visits_wait_for_their_officer_a_week_ahead(village):
    unit, tksk = CareUnitFactory(village=village), make_user(Role.TKSK, village)
    for due in (-2, 5, 20):
        PlannedSupervisionFactory(care_unit=unit, officer=tksk, due_on=days(due))
    late, soon = visits_due(tksk)
    assert (late.late, soon.late) == ("terlambat 2 hari", "")
    assert visits_due(make_user(Role.TKSK, village)) == []


def test_a_draft_waits_for_who_began_it(village):
    visit = VisitFactory(care_unit=CareUnitFactory(village=village))
    assert [task.url for task in drafts(visit.recorded_by)] == [visit.get_absolute_url()]
    assert drafts(make_user(Role.TKSK, village)) == []


def test_findings_wait_for_the_fcu_and_then_for_the_visitor(village, other_village):
    visit = VisitFactory(care_unit=CareUnitFactory(village=village), sent=True)
    open_one = FindingFactory(visit=visit, due_on=days(-1))
    answered = FindingFactory(visit=visit, state=FindingState.ANSWERED)
    FindingFactory(visit=visit, state=FindingState.DONE), FindingFactory(visit=visit, told_on=None)
    task = findings(make_user(Role.SECRETARY, village))
    assert [(each.url, each.late) for each in task] == [(open_one.get_absolute_url(), "terlambat 1 hari")]
    assert [each.url for each in findings(visit.recorded_by)] == [answered.get_absolute_url()]
    assert findings(make_user(Role.SECRETARY, other_village)) == []
    assert findings(make_user(Role.TREASURER, village)) == []


def test_events_wait_for_the_tier_that_held_them(village):
    unrecorded = TierEventFactory(region=village.parent, men=0, women=0)
    late = TierEventFactory(region=village.parent, follow_up="Profil", follow_up_due=days(-1))
    TierEventFactory(region=village.parent), TierEventFactory(region=village, men=0, women=0)
    tasks = events_waiting(make_user(Role.TKSK, village))
    assert {task.url for task in tasks} == {unrecorded.get_absolute_url(), late.get_absolute_url()}
    assert {task.action for task in tasks} == {"Catat hasil", "Lihat"}
