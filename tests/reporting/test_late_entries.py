"""Figures at the edges: a quarter's last second, a family that moved, what came in after a quarter had frozen."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.periods import Period
from families.enums import FamilyStatus
from reporting.figures import region_figures, sum_regions
from reporting.models import Report
from reporting.services import keep_count
from tests.factories.families import FamilyFactory, make_status
from tests.factories.institutions import ActivityFactory, CareUnitFactory
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import make_report
from tests.factories.workplans import WorkPlanFactory
from workplans.models import StageEvent

pytestmark = pytest.mark.django_db

THIRD, FOURTH = Period.parse("2026-T3"), Period.parse("2026-T4")
EDGES = {
    "31.71.01.1001": datetime(2026, 9, 30, 17, tzinfo=UTC),
    "53.01.05.2011": datetime(2026, 9, 30, 16, tzinfo=UTC),
    "91.71.01.1001": datetime(2026, 9, 30, 15, tzinfo=UTC),
}


@pytest.mark.parametrize(("code", "midnight"), EDGES.items())
@pytest.mark.parametrize("clock", ["Asia/Jakarta", "Asia/Jayapura", "UTC"])
def test_the_last_second_belongs_to_the_quarter_wherever_it_is_counted(code, midnight, clock):
    village = make_village(code)
    plan = WorkPlanFactory(care_unit=CareUnitFactory(village=village))
    for number, (stage, moment) in enumerate(
        zip(plan.stages.order_by("position")[:2], (midnight - timedelta(seconds=1), midnight), strict=True), 1
    ):
        event = StageEvent.objects.create(
            stage=stage, number=number, step="report", from_state="under_way", to_state="reported"
        )
        StageEvent.objects.filter(pk=event.pk).update(happened_at=moment)
    with timezone.override(ZoneInfo(clock)):
        both = [region_figures((code,), period, village.zone_name) for period in (THIRD, FOURTH)]
    counted = [figures["plans"]["reported"] for figures in both]
    assert counted == [{"1": 1}, {"2": 1}]


def test_a_family_that_moved_or_graduated_stands_once_in_the_regency(village):
    other = make_village("53.01.05.2010")
    january = date(2026, 1, 5)
    moved, graduated = (make_status(FamilyFactory(village=village), FamilyStatus.PLASMA, on=january) for _ in "ab")
    moved.status_periods.update(ends_on=date(2026, 8, 1))
    moved.status_periods.create(village=other, status="plasma", starts_on=date(2026, 8, 2), actor=moved.recorded_by)
    graduated.status_periods.update(ends_on=date(2026, 8, 1))
    graduated.status_periods.create(
        village=village, status="pioneer", starts_on=date(2026, 8, 2), actor=graduated.recorded_by
    )
    both = [region_figures((each.pk,), THIRD, village.zone_name)["families"] for each in (village, other)]
    assert [each["stock"] for each in both] == [
        {"registered": 0, "plasma": 0, "pioneer": 1}, {"registered": 0, "plasma": 1, "pioneer": 0},
    ]  # fmt: skip
    whole = region_figures(("53.01",), THIRD, village.zone_name)["families"]
    assert whole["stock"] == {"registered": 0, "plasma": 1, "pioneer": 1}
    assert whole["graduated"] == 1


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


def late_of(report):
    return {(row["period"], row["row"], row["column"]): (row["said"], row["now"]) for row in report.figures["late"]}


def test_what_came_in_late_stands_in_the_next_report_and_once_only(village, unit):
    first = make_report(village, period="2026-T1", state="received")
    ActivityFactory(care_unit=unit, held_on=date(2026, 2, 2), is_planned=False, men=4)

    second = make_report(village, period="2026-T2", state="received")
    assert late_of(second)["2026-T1", "Kegiatan dilaksanakan", "Triwulan ini"] == (0, 1)
    assert late_of(second)["2026-T1", "Laki-laki terjangkau", "Triwulan ini"] == (0, 4)
    first.refresh_from_db()
    assert sum(kind["done"] for kind in first.figures["activities"].values()) == 0

    third = make_report(village, period="2026-T3", state="sent")
    assert "late" not in third.figures
    [part] = second.document.content["groups"][-1]["parts"]
    labels = [row["label"] for row in part["tables"][0]["rows"]]
    assert "I 2026: Kegiatan dan jangkauannya, Kegiatan dilaksanakan" in labels


def test_nothing_is_late_where_nothing_has_changed(village, unit):
    make_report(village, period="2026-T1", state="received")
    report = make_report(village, period="2026-T2")
    keep_count(report)
    assert "late" not in report.figures


def test_a_recap_adds_up_what_came_in_late(village):
    villages = village, make_village("53.01.05.2010")
    for each in villages:
        unit = CareUnitFactory(village=each)
        make_report(each, period="2026-T1", state="received")
        ActivityFactory(care_unit=unit, held_on=date(2026, 2, 2), is_planned=False)
        make_report(each, period="2026-T2", state="received")
    recap = make_report(make_region("53.01.05"), kind="district_quarter", period="2026-T2", state="checked")
    assert late_of(recap)["2026-T1", "Kegiatan dilaksanakan", "Triwulan ini"] == (0, 2)
    parts = Report.objects.filter(kind="unit_quarter", period="2026-T2")
    assert recap.figures["activities"] == sum_regions([part.figures for part in parts])["activities"]
