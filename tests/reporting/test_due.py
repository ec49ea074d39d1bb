"""When which report becomes due, who is reminded of it, and who is given time."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError
from core.periods import Period
from jobs.models import Job
from notices.models import Notice
from reporting.models import Report
from reporting.services import make_reports_due
from reporting.services.giving_time import give_time
from reporting.services.reminding import remind, remind_now
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import make_report

pytestmark = pytest.mark.django_db

# The last second of the third quarter and the first of the fourth, where the clocks of Indonesia show them, in UTC.
EDGES = {
    "31.71.01.1001": datetime(2026, 9, 30, 17, tzinfo=UTC),
    "53.01.05.2011": datetime(2026, 9, 30, 16, tzinfo=UTC),
    "91.71.01.1001": datetime(2026, 9, 30, 15, tzinfo=UTC),
}
SECOND = timedelta(seconds=1)


def kinds(reports):
    return sorted(f"{report.kind} {report.period}" for report in reports)


@pytest.mark.parametrize(("code", "midnight"), EDGES.items())
def test_a_quarter_ends_at_the_regions_own_midnight(code, midnight):
    CareUnitFactory(village=make_village(code))
    with time_machine.travel(midnight - SECOND):
        assert "unit_quarter 2026-T3" not in kinds(make_reports_due())
    with time_machine.travel(midnight):
        assert "unit_quarter 2026-T3" in kinds(make_reports_due())


def test_semesters_years_and_provinces_follow_the_quarters(village):
    CareUnitFactory(village=village)
    make_user(Role.LK3, village)
    for quarter in Period.parse("2026").quarters():
        make_reports_due(date(2027, 1, 1), period=quarter)
    assert kinds(make_reports_due(date(2027, 1, 1))) == [
        "province_annual 2026", "province_semester 2026-S2", "regency_annual 2026", "regency_semester 2026-S2",
    ]  # fmt: skip
    assert kinds(Report.objects.filter(period="2026-T4")) == [
        "district_quarter 2026-T4", "lk3_quarter 2026-T4", "regency_quarter 2026-T4", "unit_quarter 2026-T4",
    ]  # fmt: skip


def test_each_new_report_has_one_job_that_counts_it(village):
    CareUnitFactory(village=village)
    made = make_reports_due(date(2026, 10, 1))
    make_reports_due(date(2026, 10, 1))
    asked = Job.objects.filter(kind="reporting.generate").values_list("args__report_id", flat=True)
    assert sorted(asked) == sorted(report.pk for report in made)


@pytest.mark.parametrize("count", [1, 3])
def test_where_nothing_is_to_be_done_it_takes_few_statements(village, django_assert_max_num_queries, count):
    for n in range(count):
        CareUnitFactory(village=make_village(f"53.01.05.20{n + 11}"))
    make_reports_due(date(2026, 10, 1))
    with django_assert_max_num_queries(26):
        assert make_reports_due(date(2026, 10, 1)) == []


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def test_writers_are_told_three_days_before_the_day_after_and_weekly(village):
    secretary = make_user(Role.SECRETARY, village)
    make_report(village, due_on=date(2026, 10, 15))
    days = {day for day in range(1, 32) if remind(date(2026, 10, day))}
    assert days == {12, 16, 23, 30}
    assert len(told(secretary)) == 4
    assert remind(date(2026, 10, 30)) == 0


def test_receivers_are_told_after_a_week(village):
    report = make_report(village, state="sent")
    tksk = make_user(Role.TKSK, village)
    sent = report.state_since.date()
    assert [remind(sent + timedelta(days=days)) for days in (6, 8, 9, 16)] == [0, 1, 0, 1]
    assert "menunggu Anda terima" in told(tksk)[0]


def test_several_reports_of_one_person_are_one_notice(village):
    tksk = make_user(Role.TKSK, village)
    for n in (11, 12):
        report = make_report(make_village(f"53.01.05.20{n}"), state="sent")
    assert remind(report.state_since.date() + timedelta(days=9)) == 2
    assert told(tksk)[-1] == "2 laporan menunggu Anda: yang perlu dikirim atau diterima."


def test_the_receiver_asks_once_a_day(village):
    report = make_report(village)
    secretary, tksk = make_user(Role.SECRETARY, village), make_user(Role.TKSK, village)
    remind_now(report, actor=tksk)
    report.refresh_from_db()
    with pytest.raises(DomainError, match="sudah diingatkan"):
        remind_now(report, actor=tksk)
    assert len(told(secretary)) == 1
    with pytest.raises(PermissionDenied):
        remind_now(report, actor=make_user(Role.DINAS, village))


def test_time_is_given_with_a_reason_and_the_first_limit_stays_readable(village):
    report = make_report(village, due_on=date.today() - timedelta(days=3))  # noqa: DTZ011
    secretary, tksk = make_user(Role.SECRETARY, village), make_user(Role.TKSK, village)
    first, until = report.due_on, date.today() + timedelta(days=9)  # noqa: DTZ011
    give_time(report, until=until, reason="Banjir", actor=tksk)
    assert (report.due_on, report.extended_from, report.days_late) == (until, first, 0)
    assert "Banjir" in told(secretary)[0]
    give_time(report, until=until + timedelta(days=1), reason="Masih banjir", actor=tksk)
    assert report.extended_from == first


@pytest.mark.parametrize(("days", "reason"), [(0, "x"), (400, "x"), (5, " ")])
def test_no_time_without_reason_or_end(village, days, reason):
    report = make_report(village, due_on=date.today())  # noqa: DTZ011
    with pytest.raises(DomainError):
        give_time(
            report, until=report.due_on + timedelta(days=days), reason=reason, actor=make_user(Role.TKSK, village)
        )


def test_the_late_page_tells_whom_to_ask(as_role, village):
    report = make_report(village, due_on=date(2026, 1, 15))
    coordinator = make_user(Role.COORDINATOR, village)
    client = as_role(Role.TKSK)
    html = client.get(reverse("reporting:late")).content.decode()
    assert report.title in html
    assert coordinator.name in html
    url = reverse("reporting:give_time", args=[report.pk])
    assert "diingatkan" in client.post(url, {"ingatkan": "1"}, follow=True).content.decode()
    assert client.post(url, {"until": "", "reason": ""}).status_code == 422
    assert as_role(Role.DINAS).get(url).status_code == 403
    assert as_role(Role.TKSK, make_village("73.09.13.2001")).get(url).status_code == 404
    assert as_role(Role.MENTOR).get(reverse("reporting:late")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_late_page_query_count(as_role, village, django_assert_max_num_queries, count):
    for n in range(count):
        make_report(make_village(f"53.01.05.20{n + 11}"), due_on=date(2026, 1, 15))
    client = as_role(Role.DINAS)
    client.get(reverse("reporting:late"))
    with django_assert_max_num_queries(9):
        client.get(reverse("reporting:late"))


def test_a_late_recap_is_the_business_of_its_receiver(as_role, village):
    report = make_report(make_region("53.01.05"), kind="district_quarter", due_on=date(2026, 1, 15))
    assert report.title in as_role(Role.DINAS).get(reverse("reporting:late")).content.decode()
    assert report.title not in as_role(Role.DINAS_PROVINCE).get(reverse("reporting:late")).content.decode()
