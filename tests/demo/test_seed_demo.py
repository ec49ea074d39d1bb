from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.enums import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import User
from cases.enums import CaseState
from cases.models import Case, Intake
from core.identity import decode
from core.periods import Period
from demo.story import seed
from demo.story.places import NATIONAL, PLACES
from documents.models import Document
from families.enums import (
    FamilyStatus,
    FileEventKind,
    MarriageStanding,
    ProblemState,
    Relation,
    Schooling,
    StrengthKind,
    TransferState,
)
from families.models import Assessment, Family, FamilyMember, FileEvent, Problem, StatusPeriod, Transfer
from families.queries import LikelyPairs
from institutions.enums import FoundingKind, Post, UnitState
from institutions.models import CareUnit, Decision, Institution, Meeting
from institutions.queries import latest_draft, officers_on
from mentoring.enums import CandidateState
from mentoring.models import Candidate, Graduation
from notices.models import Notice
from programmes.enums import EventKind, EventLevel, ProgrammeState
from programmes.models import (
    BeneficiaryGroup,
    MemberFollowUp,
    MonthlyProgress,
    Programme,
    ProgrammeReview,
    TierEvent,
    TrainingSession,
)
from referrals.enums import ReferralState
from referrals.models import Referral
from regions.models import Region
from regions.queries import path_codes
from reporting.enums import ReportState
from reporting.models import Report
from tests.factories.regions import make_village
from workplans.models import WorkPlan

# On PostgreSQL the browser tests load the demo.
pytestmark = pytest.mark.once_on_sqlite

SECOND = "73.09.13.2001"
CODES = [place.village for place in PLACES]


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """Told once for all tests that only look."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_village()
        make_village(SECOND)
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(seeded, db):
    return seeded


def test_everybody_of_the_list_can_sign_in(demo, client):
    wanted = set(NATIONAL) | {name + place.suffix for place in PLACES for name in place.usernames}
    assert set(User.objects.values_list("username", flat=True)) == wanted
    assert {name.partition(".")[0] for name in wanted} == set(DEMO_ACCOUNTS)
    for user in User.objects.all():
        assert user.check_password(DEMO_PASSWORD)
        assert not user.must_change_password
        assert [a.role for a in user.current_assignments] == [DEMO_ACCOUNTS[user.username.partition(".")[0]]]


@pytest.mark.parametrize("code", CODES)
def test_a_village_has_families_in_every_status_over_a_year(demo, code):
    families = Family.objects.filter(village=code)
    # Sixty, one that was split off, and two that were entered twice.
    assert families.count() in {62, 63}
    assert set(families.values_list("status", flat=True)) == set(FamilyStatus.values)
    assert families.exclude(closed_on=None).count() == 2
    first = StatusPeriod.objects.filter(family__village=code).order_by("starts_on").first().starts_on
    assert (timezone.localdate() - first).days > 365
    assert set(Problem.objects.filter(family__village=code).values_list("state", flat=True)) == set(ProblemState)
    assessed = families.filter(status=FamilyStatus.PLASMA, assessments__isnull=False).distinct()
    assert assessed.count() >= 20
    assert families.filter(members__national_id="").exists()


@pytest.mark.parametrize("code", CODES)
def test_how_families_live_is_known_of_most_and_over_time(demo, code):
    families = Family.objects.filter(village=code, closed_on=None)
    guided = families.exclude(status=FamilyStatus.REGISTERED)
    assert not guided.filter(Q(money_records=None) | Q(housings=None) | Q(decile=None)).exists()
    assert guided.annotate(times=Count("money_records")).filter(times__gte=3).count() > 15
    assert guided.annotate(times=Count("money_records")).filter(times=1).exists()
    assert families.filter(aid__ends_on=None, aid__programme="PKH").exists()
    assert families.filter(aid__member__schooling=Schooling.ATTENDING, aid__programme="PIP").exists()
    assert families.exclude(latitude=None).exists()
    assert families.filter(latitude=None).exists()
    assert families.exclude(strengths__kind=StrengthKind.OTHER).filter(strengths__isnull=False).count() > 20
    couples = FamilyMember.objects.filter(family__in=families, relation=Relation.WIFE)
    assert set(couples.values_list("marriage", flat=True)) == {*MarriageStanding.values, ""}
    assert families.filter(completeness__lt=100).exists()
    # What was taken down a second time, by ear, and who has just left for a household of its own.
    assert families.filter(completeness__lte=50).count() <= 2


def test_files_live(demo):
    events = set(FileEvent.objects.values_list("kind", flat=True))
    assert {FileEventKind.SPLIT, FileEventKind.MERGED, FileEventKind.CLOSED} <= events
    assert set(Transfer.objects.values_list("state", flat=True)) == {TransferState.RELEASED, TransferState.REQUESTED}
    villages = [code for code in CODES if LikelyPairs([code]).count()]
    assert villages == CODES


@pytest.mark.parametrize("code", CODES)
def test_cases_and_referrals_stand_in_every_state(demo, code):
    assert set(Case.objects.filter(village=code).values_list("state", flat=True)) == set(CaseState.values)
    assert Case.objects.filter(village=code, sensitive=True).exists()
    referrals = Referral.objects.filter(village=code)
    assert set(referrals.values_list("state", flat=True)) == set(ReferralState.values)
    assert referrals.late(timezone.localdate()).count() >= 3
    assert referrals.filter(letter__isnull=False).count() > 10
    assert referrals.filter(placement__institution__staff__user__username__startswith="penyedia").exists()


@pytest.mark.parametrize("code", CODES)
def test_the_fcu_is_confirmed_and_works(demo, code):
    unit = CareUnit.objects.get(village=code)
    assert unit.state == UnitState.CONFIRMED
    assert unit.decree.decided_on > unit.founded_on
    assert 15 <= unit.memberships.current().count() <= 20
    assert {term.post for term in officers_on(unit, timezone.localdate())} == set(Post)
    assert unit.officers.count() == 6
    assert unit.meetings.count() > 12
    assert not Meeting.objects.held().filter(care_unit=unit, attendances=None).exists()
    assert unit.meetings.get(is_planned=True).held_on > timezone.localdate()
    decided = Decision.objects.filter(meeting__care_unit=unit)
    assert not decided.filter(owner="").exists()
    assert (decided.late().count(), decided.exclude(done_on=None).count() > 5) == (1, True)
    assert Institution.objects.filter(region__in=[code, code[:8]]).count() == 12
    assert Institution.objects.filter(region=code[:5]).count() == 8


@pytest.mark.parametrize("code", CODES)
def test_two_quarters_are_reported_and_one_of_them_twice(demo, code):
    last = Period.quarter_of(timezone.localdate()).previous()
    rows = Report.objects.filter(region=code).order_by("period", "revision").values_list("period", "revision", "state")
    assert list(rows) == [
        (last.previous().code, 1, ReportState.RETURNED),
        (last.previous().code, 2, ReportState.FINAL),
        (last.code, 1, ReportState.RECEIVED),
    ]
    assert Report.objects.filter(region=code, figures__cases__opened__gt=0, document__isnull=False).count() == 3


def test_nothing_lies_in_the_future_and_numbers_rise_with_the_days(demo):
    now = timezone.now()
    assert not Family.objects.filter(recorded_at__gt=now).exists()
    assert not Assessment.objects.filter(assessed_on__gt=timezone.localdate()).exists()
    assert not Document.objects.filter(issued_at__gt=now).exists()
    for code in CODES:
        days = list(Family.objects.filter(village=code).order_by("file_number").values_list("recorded_at", flat=True))
        assert days == sorted(days)
        days = list(Case.objects.filter(village=code).order_by("number").values_list("opened_on", flat=True))
        assert days == sorted(days)


def test_every_number_is_of_the_right_region_and_valid(demo):
    names = dict(Region.objects.values_list("code", "name"))
    members = FamilyMember.objects.exclude(national_id="").values_list("national_id", "family__village")
    for number, village in members:
        decoded = decode(number, timezone.localdate(), names.get)
        assert decoded.problems == ()
        assert decoded.region == village[:8]


def test_each_actor_finds_something_waiting(demo):
    for name in ("sekretaris", "koordinator", "tksk", "lk3", "penyedia"):
        assert Notice.objects.filter(user__username=name).unread().exists(), name
    assert Intake.objects.filter(state="open").count() == 4


def test_the_list_names_each_account_with_its_role(demo):
    out = StringIO()
    call_command("seed_demo", "--list", stdout=out)
    lines = out.getvalue().splitlines()
    assert DEMO_PASSWORD in lines[0]
    assert len(lines) == 1 + len(DEMO_ACCOUNTS)
    assert any("tksk.maros" in line and line.endswith("TKSK") for line in lines)


@pytest.mark.parametrize("code", CODES)
def test_pioneers_are_chosen_and_made(demo, code):
    candidates = Candidate.objects.filter(selection__village=code, selection__ended_on=None)
    assert set(candidates.values_list("state", flat=True)) == set(CandidateState) - {CandidateState.DROPPED}
    graduations = Graduation.objects.filter(mentorship__village=code)
    assert graduations.exclude(certificate=None).count() == 2


def test_one_village_is_late_in_its_plan_and_one_has_closed_its_first(demo):
    states = WorkPlan.objects.order_by("care_unit__village", "starts_on").values_list("care_unit__village", "state")
    assert list(states) == [(CODES[0], "running"), (CODES[1], "closed"), (CODES[1], "running")]
    running, closed, _ = WorkPlan.objects.order_by("care_unit__village", "starts_on")
    reported = running.stages.filter(state="accepted").values_list("position", flat=True)
    assert list(reported) == [1, 2, 3]
    assert running.needs.exclude(votes=None).exists()
    assert closed.actions.exclude(agenda_item=None).exists()


@pytest.mark.parametrize("code", CODES)
def test_the_founding_of_each_fcu_is_told(demo, code):
    unit = CareUnit.objects.get(village=code)
    assert set(unit.founding_steps.values_list("kind", flat=True)) == set(FoundingKind)
    assert latest_draft(unit).issued_at.date() < unit.decree.decided_on
    assert [group.members.count() for group in unit.working_groups.all()] == [4, 4]


def test_agencies_stand_side_by_side_in_every_state(demo):
    coast = Programme.objects.filter(region=CODES[0][:8])
    assert coast.count() >= 5
    assert set(coast.values_list("state", flat=True)) == set(ProgrammeState)
    assert coast.filter(follows__state=ProgrammeState.ENDED).exists()
    assert Programme.objects.filter(region=CODES[1][:8], state=ProgrammeState.RUNNING).count() >= 2
    assert MonthlyProgress.objects.filter(activity__programme__in=coast).count() > 20
    assert ProgrammeReview.objects.late().exists()


def test_groups_learn_one_is_late_and_one_programme_is_over(demo):
    assert BeneficiaryGroup.objects.filter(village=CODES[0]).count() == 3
    over = BeneficiaryGroup.objects.get(village=CODES[1], programme__state=ProgrammeState.ENDED)
    assert set(over.businesses.values_list("goes_on", flat=True)) == {True, False}
    assert MemberFollowUp.objects.filter(member__group=over).count() == 4
    for code in CODES:
        sessions = TrainingSession.objects.filter(group__village=code)
        assert sessions.held().count() > 50
        assert sessions.late().values("group").distinct().count() == 1
        assert sessions.exclude(called_off_because="").exists()
        assert not sessions.held().filter(attendances=None).exists()


@pytest.mark.parametrize("code", CODES)
def test_events_of_every_tier_and_kind_reach_the_village(demo, code):
    events = TierEvent.objects.filter(Q(region__in=path_codes(code)) | Q(region=None))
    assert set(events.values_list("level", flat=True)) == set(EventLevel)
    assert set(events.held().values_list("kind", flat=True)) == set(EventKind)
    assert [each.count() for each in (events.planned(), events.unrecorded(), events.called_off())] == [1, 1, 1]
    assert events.with_open_follow_up().filter(follow_up_due__lt=timezone.localdate()).exists()
    assert events.exclude(follow_up_done=None).exists()
    assert events.held().filter(reached__region=code).count() >= 4
