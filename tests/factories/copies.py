"""A family on which something is held of every kind, for its complete copy."""

from datetime import timedelta

from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.services import record_access
from cases.models import CaseCheck
from families.enums import FileEventKind, TransferState
from families.models import FamilyCard, FamilyShare, FileEvent, ProblemStep, StatusPeriod, Transfer
from institutions.enums import MemberKind
from mentoring.models import Candidate, Graduation, PlannedVisit, Termination, TrainingAttendance
from programmes.models import SessionAttendance
from referrals.models import Attachment
from tests.factories.accounts import UserFactory
from tests.factories.becoming import MentorshipFactory, SelectionFactory, TrainingFactory
from tests.factories.cases import (
    CaseAccessFactory,
    CaseConferenceFactory,
    CaseFactory,
    CaseNoteFactory,
    GoalFactory,
    IncidentalReportFactory,
    IntakeFactory,
    NotePhotoFactory,
    PlanActionFactory,
    ServiceGivenFactory,
)
from tests.factories.documents import DocumentFactory, StoredFileFactory
from tests.factories.families import (
    AidFactory,
    ConsentFactory,
    DecileFactory,
    FamilyFactory,
    FamilyMemberFactory,
    HousingFactory,
    MoneyFactory,
    PaperFactory,
    ProblemFactory,
    StrengthFactory,
    make_assessment,
)
from tests.factories.groups import FollowUpFactory, MemberFactory
from tests.factories.groups import SessionFactory as GroupSessionFactory
from tests.factories.guiding import TaskFactory, VisitFactory
from tests.factories.institutions import (
    AttendanceFactory,
    CareUnitFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
    WorkingGroupFactory,
)
from tests.factories.referrals import PlacementFactory, ReferralFactory
from tests.factories.regions import make_village
from tests.factories.sessions import SessionFactory
from tests.factories.stimulus import make_proposal
from tests.factories.workplans import ActionItemFactory, WorkPlanFactory


def hold_everything(family, days):
    """One row more of each kind, ``days`` ago: another number of days for each call."""
    day, person = timezone.localdate() - timedelta(days=days), UserFactory()
    unit = family.village.care_units.first() or CareUnitFactory(village=family.village)
    member = FamilyMemberFactory(family=family, position=days)
    _hold_file(family, day, person)
    _hold_course(family, member, day, person)
    _hold_case(family, member, day)
    _hold_guidance(family, unit, day, person)
    _hold_rest(family, unit, member, day)


def _hold_file(family, day, person):
    FamilyCard.objects.create(family=family, number="5301052009110004", starts_on=day, ends_on=day, actor=person)
    StatusPeriod.objects.create(
        family=family, village=family.village, status=family.status, starts_on=day, ends_on=day, actor=person
    )
    FileEvent.objects.create(
        family=family, kind=FileEventKind.SPLIT, village=family.village, happened_on=day, other=FamilyFactory(),
        actor=person,
    )  # fmt: skip
    arrived = Transfer.objects.create(
        family=family, from_village=make_village("53.01.05.2010"), to_village=family.village, moved_on=day,
        state=TransferState.ACCEPTED, accepted_on=day, reason="Pulang", asked_by=person,
    )  # fmt: skip
    arrived.events.create(number=1, step="accept", from_state="released", to_state="accepted", actor=person)
    FamilyShare.objects.create(family=family, user=person, reason=f"Pembinaan {day}")
    FamilyShare.objects.create(family=family, role=Role.LK3, region=family.village.parent.parent, reason=f"R {day}")
    record_access(AccessKind.VIEW, actor=person, subject=family, address="10.1.2.3")
    DocumentFactory(
        subject_type="families.family", subject_id=family.pk, title="Profil keluarga", revision=person.pk,
        kind="family_profile",
    )  # fmt: skip


def _hold_course(family, member, day, person):
    problem = ProblemFactory(family=family, member=member, since=day)
    ProblemStep.objects.create(problem=problem, on=day, state=problem.state, severity=problem.severity, actor=person)
    for make in (StrengthFactory, DecileFactory, PaperFactory, ConsentFactory):
        make(family=family)
    for make in (MoneyFactory, HousingFactory):
        make(family=family, noted_on=day)
    AidFactory(family=family, member=member)
    make_assessment(family, on=day)


def _hold_case(family, member, day):
    case = CaseFactory(family=family)
    case.members.add(member)
    case.problems.add(family.problems.first())
    IntakeFactory(family=family, village=family.village, reporter="Pelapor Rahasia", phone="+6281234567890")
    NotePhotoFactory(note=CaseNoteFactory(case=case))
    for make in (ServiceGivenFactory, GoalFactory, PlanActionFactory, CaseConferenceFactory, CaseAccessFactory):
        make(case=case)
    IncidentalReportFactory(case=case)
    CaseCheck.objects.create(case=case, checked_on=day, result="well", note="Anak sekolah.", checked_by=case.handler)
    referral = ReferralFactory(case=case, member=member, number=f"463/{day}")
    referral.problems.add(family.problems.first())
    referral.events.create(number=1, step="write", from_state="", to_state="draft")
    SessionFactory(placement=PlacementFactory(referral=referral))
    Attachment.objects.create(referral=referral, file=StoredFileFactory(), label="SKTM")


def _hold_guidance(family, unit, day, person):
    pair = MentorshipFactory(village=family.village, plasma=family, ends_on=day, end="moved", course_began_on=day)
    PlannedVisit.objects.create(mentorship=pair, number=1, due_on=day)
    TaskFactory(mentorship=pair, agreed_at=VisitFactory(mentorship=pair, who=["Yuliana"]))
    MentorshipFactory(village=family.village, pioneer=family)
    Graduation.objects.create(
        mentorship=pair, decided_in=MeetingFactory(care_unit=unit), assessment=family.assessments.first(),
        decided_on=day, watch_until=day, decided_by=person,
    )  # fmt: skip
    Termination.objects.create(
        mentorship=pair, decided_on=day, reason="-", way="new_plan", plan="-", decided_by=person
    )
    selection = SelectionFactory(village=family.village, began_on=day, ended_on=day)
    candidate = Candidate.objects.create(selection=selection, family=family, reasons=["Rukun"])
    candidate.events.create(number=1, step="list", from_state="", to_state="listed")
    TrainingAttendance.objects.create(training=TrainingFactory(village=family.village), family=family)


def _hold_rest(family, unit, member, day):
    make_proposal("accounted", family=family, others_checked=True)
    in_group = MemberFactory(group__village=family.village, person=member)
    SessionAttendance.objects.create(session=GroupSessionFactory(group=in_group.group, held_on=day), member=in_group)
    FollowUpFactory(member=in_group)
    ActionItemFactory(plan=unit.work_plans.first() or WorkPlanFactory(care_unit=unit)).targets.create(family=family)
    pioneer = MembershipFactory(care_unit=unit, kind=MemberKind.PIONEER, family=family, left_on=day, joined_on=day)
    OfficerFactory(membership=pioneer)
    AttendanceFactory(meeting=MeetingFactory(care_unit=unit), membership=pioneer)
    WorkingGroupFactory(care_unit=unit, chair=pioneer)
