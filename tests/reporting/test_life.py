"""The life of a quarterly report: due, written, checked, sent, received or returned."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import Period
from documents.models import Document, NumberSeries
from institutions.models import CareUnit
from notices.models import Notice
from reporting.figures import region_figures
from reporting.models import NARRATIVE, Report
from reporting.services import advance_report, make_reports_due, recount, revise_report, save_narrative
from reporting.workflow import STEPS as STEPS_OF_KINDS
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory
from tests.factories.reporting import make_report

pytestmark = pytest.mark.django_db

STEPS = {name: step for name, step in STEPS_OF_KINDS["unit_quarter"].items() if step.capability}
AUGUST = datetime(2026, 8, 1, 12, tzinfo=UTC)
WORDS = {name: f"Uraian {name}." for name in NARRATIVE}


def make_unit(village, **fields):
    return CareUnit.objects.create(village=village, name=f"FCU {village}", **fields)


def _units_due(day, **words):
    return [report for report in make_reports_due(day, **words) if report.kind == "unit_quarter"]


def test_an_ended_quarter_makes_a_report_due_once(village):
    make_unit(village)
    secretary = make_user(Role.SECRETARY, village)

    first, again = _units_due(date(2026, 10, 1)), make_reports_due(date(2026, 10, 2))

    assert [(report.period, report.state, report.due_on) for report in first] == [
        ("2026-T3", "due", date(2026, 10, 15))
    ]
    assert again == []
    assert [notice.user for notice in Notice.objects.all()] == [secretary]


def test_the_last_day_of_a_quarter_makes_nothing_due_for_it(village):
    make_unit(village)

    assert [report.period for report in _units_due(date(2026, 9, 30))] == ["2026-T2"]


def test_a_unit_founded_later_owes_no_report_of_that_quarter(village):
    make_unit(village, founded_on=date(2026, 10, 3))

    assert make_reports_due(date(2026, 10, 5)) == []


def test_an_inactive_unit_owes_nothing(village):
    make_unit(village, state="inactive", inactive_reason="Digabung")

    assert make_reports_due(date(2026, 10, 5)) == []


def test_only_the_region_asked_for(village, other_village):
    make_unit(village)
    make_unit(other_village)

    assert [report.region for report in _units_due(date(2026, 10, 5), codes=("73",))] == [other_village]


def test_checking_freezes_the_figures(village):
    report = make_report(village, state="written")
    FamilyFactory(village=village, recorded_at=AUGUST)

    advance_report(report, "check", actor=make_user(Role.COORDINATOR, village))
    FamilyFactory(village=village, recorded_at=AUGUST)

    report.refresh_from_db()
    assert report.figures["families"]["stock"]["registered"] == 1
    assert report.counted_at


def test_figures_are_counted_anew_only_until_they_freeze(village):
    report, secretary = make_report(village), make_user(Role.SECRETARY, village)
    FamilyFactory(village=village, recorded_at=AUGUST)

    recount(report, actor=secretary)
    assert report.figures["families"]["new"] == 1

    for name, role in (("write", Role.SECRETARY), ("check", Role.COORDINATOR)):
        advance_report(report, name, actor=make_user(role, village))
    FamilyFactory(village=village, recorded_at=AUGUST)
    with pytest.raises(StaleState):
        recount(report, actor=secretary)
    report.refresh_from_db()
    assert report.figures["families"]["new"] == 1


def test_sending_numbers_the_paper_and_asks_for_the_pdf(village):
    report = make_report(village, state="sent")

    assert report.document.number.startswith("463/001/2011/")
    assert report.document.content["narrative"][0] == ["pelaksanaan", "Tidak ada."]
    assert report.document.attachments[0]["text"].startswith("\ufeffbagian;tabel;uraian;kolom;nilai")


def test_a_refused_sending_leaves_no_gap_in_the_numbers(village):
    report = make_report(village, state="checked")
    stale = Report.objects.get(pk=report.pk)
    coordinator = make_user(Role.COORDINATOR, village)
    Report.objects.filter(pk=report.pk).update(version=99)

    with pytest.raises(StaleState):
        advance_report(stale, "send", actor=coordinator)

    assert not Document.objects.exists()
    assert not NumberSeries.objects.filter(kind="unit_quarter_report").exists()


def test_an_empty_part_keeps_the_report_from_being_handed_over(village):
    report = make_report(village, obstacles=" ")

    with pytest.raises(DomainError, match="kendala"):
        advance_report(report, "write", actor=make_user(Role.SECRETARY, village))

    report.refresh_from_db()
    assert report.state == "due"


def test_a_returned_report_stays_and_its_revision_begins_with_its_words(village):
    report = make_report(village, state="sent")
    tksk, coordinator = make_user(Role.TKSK, village), make_user(Role.COORDINATOR, village)

    advance_report(report, "return", actor=tksk, note="Lengkapi kendala")

    revision = Report.objects.get(replaces=report)
    assert (report.state, revision.state, revision.revision) == ("returned", "due", 2)
    assert revision.implementation == report.implementation
    for name in ("write", "check", "send"):
        advance_report(revision, name, actor=coordinator)
    assert revision.document.replaces == report.document
    assert revision.document.revision == 2


def test_a_received_report_is_corrected_by_one_revision(village):
    report = make_report(village, state="received")
    coordinator = make_user(Role.COORDINATOR, village)

    assert revise_report(report, actor=coordinator) == revise_report(report, actor=coordinator)

    report.refresh_from_db()
    assert report.state == "received"


def test_no_revision_of_what_was_not_sent(village):
    with pytest.raises(DomainError):
        revise_report(make_report(village), actor=make_user(Role.COORDINATOR, village))


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.TKSK, Role.DINAS])
def test_only_the_coordinator_revises(village, role):
    report = make_report(village, state="received")

    with pytest.raises(PermissionDenied):
        revise_report(report, actor=make_user(role, village))


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize(
    "role", [Role.TREASURER, Role.VILLAGE_HEAD, Role.DISTRICT_HEAD, Role.LK3, Role.DINAS, Role.ADMIN]
)
def test_readers_take_no_step(village, name, role):
    states = {"write": "due", "reopen": "written", "check": "written", "send": "checked"}
    report = make_report(village, state=states.get(name, "sent"))

    with pytest.raises(PermissionDenied):
        advance_report(report, name, actor=make_user(role, village), note="x")


def test_the_secretary_of_another_village_takes_no_step(village, other_village):
    with pytest.raises(PermissionDenied):
        advance_report(make_report(village), "write", actor=make_user(Role.SECRETARY, other_village))


def test_narrative_is_kept_against_the_version_that_was_seen(village):
    report = make_report(village)
    secretary = make_user(Role.SECRETARY, village)
    seen = report.version
    save_narrative(report, data=WORDS, seen=seen, actor=secretary)

    with pytest.raises(StaleState):
        save_narrative(report, data=dict.fromkeys(NARRATIVE, "lain"), seen=seen, actor=secretary)

    report.refresh_from_db()
    assert report.results == "Uraian results."


def test_a_handed_over_narrative_is_closed(village):
    report = make_report(village, state="written")

    with pytest.raises(DomainError):
        save_narrative(report, data=WORDS, seen=report.version, actor=make_user(Role.SECRETARY, village))


def test_every_state_but_the_ends_has_a_way_on():
    ends = {"returned", "final"}
    for state in ("due", "written", "checked", "sent", "received", "taken", *ends):
        found = any(state in step.sources for step in STEPS_OF_KINDS["unit_quarter"].values())
        assert found == (state not in ends)


@pytest.mark.parametrize("families", [1, 3])
def test_the_figures_of_a_report_take_sixty_nine_statements(village, django_assert_num_queries, families):
    FamilyFactory.create_batch(families, village=village, recorded_at=AUGUST)

    with django_assert_num_queries(69):
        region_figures((village.pk,), Period.parse("2026-T3"), village.zone_name)


def test_a_run_that_was_cut_off_is_made_up_for(village, monkeypatch):
    make_unit(village)
    secretary = make_user(Role.SECRETARY, village)

    def cut_off(*args, **words):
        raise OSError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("reporting.services.telling.notify", cut_off)
        with pytest.raises(OSError, match="power cut"):
            make_reports_due(date(2026, 10, 1))
    assert len(_units_due(date(2026, 10, 1))) == 1

    assert [notice.user for notice in Notice.objects.all()] == [secretary]
