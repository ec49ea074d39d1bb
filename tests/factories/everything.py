"""One record of each kind, for the walk over all addresses."""

from django.utils import timezone

from accounts.enums import Role
from mentoring.models import Candidate, Graduation
from reporting.models import Bundle, Run
from tests.factories.accounts import make_user
from tests.factories.becoming import SelectionFactory, TrainingFactory
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
from tests.factories.documents import DocumentFactory
from tests.factories.exports import ListExportFactory
from tests.factories.families import (
    AidFactory,
    ConsentFactory,
    CopyFactory,
    DecileFactory,
    FamilyFactory,
    HousingFactory,
    MoneyFactory,
    PaperFactory,
    ProblemFactory,
    StrengthFactory,
    make_assessment,
    make_checklist,
)
from tests.factories.groups import group_records
from tests.factories.guiding import VisitFactory, planned_pair
from tests.factories.institutions import (
    ActivityFactory,
    AgendaItemFactory,
    CareUnitFactory,
    DecisionFactory,
    FoundingPaperFactory,
    InstitutionFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
    ServiceOfferFactory,
    WorkingGroupFactory,
)
from tests.factories.jobs import JobFactory
from tests.factories.ledger import ledger_records
from tests.factories.merges import MergeFactory
from tests.factories.monitoring import monitoring_records
from tests.factories.notices import NoticeFactory
from tests.factories.programmes import programme_records
from tests.factories.referrals import ReferralFactory
from tests.factories.reporting import make_report
from tests.factories.sheets import make_batch
from tests.factories.stimulus import stimulus_records
from tests.factories.targets import indicator_records
from tests.factories.tier_events import event_records
from tests.factories.transfers import make_transfer
from tests.factories.workplans import (
    ActionItemFactory,
    NeedFactory,
    PaperOfStageFactory,
    SourceFactory,
    WorkPlanFactory,
)
from workplans.models import PlanTemplate

OF_A_MEETING = {
    "units:meeting", "units:change_meeting", "units:change_plan", "units:call_off", "units:meeting_message",
    "units:meeting_letter", "units:issue_letter", "units:add_meeting_paper", "units:meeting_paper",
    "units:remove_meeting_paper", "units:add_decision",
}  # fmt: skip
OF_AN_INCIDENTAL = {
    "cases:incidental", "cases:incidental_paper", "cases:receive_incidental", "cases:send_again",
}  # fmt: skip
OF_A_DECISION = {"units:change_decision", "units:finish_decision", "units:reopen_decision"}
OF_AN_AGENDA_ITEM = {"units:change_agenda_item", "units:remove_agenda_item"}
OF_AN_ACTIVITY = {
    "units:activity", "units:change_activity", "units:call_off_activity", "units:add_activity_photo",
    "units:activity_photo", "units:remove_activity_photo",
}  # fmt: skip
OF_A_SELECTION = {
    "mentoring:selection", "mentoring:change_selection", "mentoring:close_selection", "mentoring:add_candidates",
    "mentoring:candidate_step",
}  # fmt: skip
OF_A_GRADUATION = {"mentoring:graduation", "mentoring:certificate", "mentoring:print_certificate"}
OF_A_VISIT = {"mentoring:visit", "mentoring:change_visit", "mentoring:visit_photo"}


def make_records(village):
    """One record of everything in Desa Tablolong, named as the addresses ask for it."""
    family, institution, unit = FamilyFactory(village=village), InstitutionFactory(region=village), CareUnitFactory()
    draft = make_checklist(village.parent.parent)
    paper = FoundingPaperFactory(step__care_unit=unit, removed_on="2026-01-02")
    case, person = CaseFactory(family=family), make_user(Role.SECRETARY, village)
    guided, selection = planned_pair(village), SelectionFactory(village=village)
    return {
        "families:pk": family,
        **dict.fromkeys(("cases:family_pk", "referrals:family_pk"), family),
        "families:problem": ProblemFactory(family=family),
        **dict.fromkeys(("families:transfer", "families:transfer_step"), make_transfer(family=family)),
        "families:member": family.members.get(),
        "families:consent": ConsentFactory(family=family),
        "families:strength": StrengthFactory(family=family),
        "families:money": MoneyFactory(family=family),
        "families:housing": HousingFactory(family=family),
        "families:decile": DecileFactory(family=family),
        "families:aid": AidFactory(family=family),
        "families:paper": PaperFactory(family=family),
        "families:document": DocumentFactory(subject_type="families.family", subject_id=family.pk),
        "families:assessment_pk": make_assessment(family),
        "families:copy": CopyFactory(family=family),
        "families:set_pk": draft,
        "families:indicator": draft.indicators.first(),
        "families:other": FamilyFactory(village=village),
        "families:merge_pk": MergeFactory(kept=family, absorbed__village=village),
        "institutions:pk": institution,
        "institutions:change_offer": ServiceOfferFactory(institution=institution),
        "institutions:stop_offer": ServiceOfferFactory(institution=institution),
        "units:pk": unit,
        "units:leave": MembershipFactory(care_unit=unit),
        **dict.fromkeys(("units:change_step", "units:add_founding_paper"), paper.step),
        **dict.fromkeys(("units:founding_paper", "units:remove_founding_paper"), paper),
        **dict.fromkeys(("units:change_group", "units:end_group"), WorkingGroupFactory(care_unit=unit)),
        "units:end_term": OfficerFactory(membership__care_unit=unit),
        **dict.fromkeys(OF_A_MEETING, MeetingFactory(care_unit=unit)),
        **dict.fromkeys(OF_A_DECISION, DecisionFactory(meeting__care_unit=unit)),
        **dict.fromkeys(OF_AN_AGENDA_ITEM, AgendaItemFactory(agenda__care_unit=unit)),
        **dict.fromkeys(OF_AN_ACTIVITY, ActivityFactory(care_unit=unit)),
        "cases:pk": case,
        "cases:note_pk": CaseNoteFactory(case=case),
        "cases:photo_pk": NotePhotoFactory(note__case=case),
        "cases:goal_pk": GoalFactory(case=case),
        "cases:service_pk": ServiceGivenFactory(case=case),
        "cases:action_pk": PlanActionFactory(case=case),
        "cases:conference_pk": CaseConferenceFactory(case=case),
        "cases:access_pk": CaseAccessFactory(case=case),
        **dict.fromkeys(OF_AN_INCIDENTAL, IncidentalReportFactory(case=case)),
        "referrals:case_pk": case,
        **dict.fromkeys(
            (
                "cases:intake",
                "cases:inform",
                "cases:link_family",
                "cases:open_from_intake",
                "cases:cancel_intake",
            ),
            IntakeFactory(village=village),
        ),
        "referrals:pk": ReferralFactory(case=case),
        "offices:pk": village.parent.parent,
        "mentoring:family_pk": family,
        "mentoring:pk": guided,
        "mentoring:village": village,
        "mentoring:candidate_pk": Candidate.objects.create(selection=selection, family=family),
        **dict.fromkeys(OF_A_SELECTION, selection),
        **dict.fromkeys(("mentoring:training", "mentoring:change_training"), TrainingFactory(village=village)),
        **dict.fromkeys(OF_A_GRADUATION, _graduation(guided, unit)),
        **dict.fromkeys(OF_A_VISIT, VisitFactory(mentorship=guided)),
        "reporting:pk": make_report(village, state="sent"),
        **_office_records(village.parent.parent),
        **_plan(unit, family),
        **ledger_records(village, unit, family),
        **stimulus_records(village, unit, family),
        **programme_records(village, unit, family),
        **group_records(village),
        **event_records(village),
        **monitoring_records(unit),
        **indicator_records(village, unit),
        "jobs:pk": JobFactory(),
        "exports:pk": ListExportFactory(),
        "exchange:pk": make_batch(village),
        "notices:pk": NoticeFactory(),
        "accounts:pk": person,
        "accounts:assignment": person.assignments.get(),
    }


def _office_records(regency):
    run = Run.objects.create(region=regency, period="2026-T3")
    bundle = Bundle.objects.create(region=regency, title="Laporan", fingerprint="x")
    runs, bundles = ("run", "run_cancel", "run_retry"), ("bundle", "bundle_file")
    return {
        **dict.fromkeys([f"reporting:{name}" for name in runs], run),
        **dict.fromkeys([f"reporting:{name}" for name in bundles], bundle),
    }


def _plan(unit, family):
    plan = WorkPlanFactory(care_unit=unit)
    action, done = ActionItemFactory(plan=plan), ActivityFactory(care_unit=unit)
    step = plan.stages.get(position=1).steps.first()
    action.carried_out.create(activity=done)
    return {
        "workplans:pk": plan,
        "workplans:need": NeedFactory(plan=plan),
        "workplans:source": SourceFactory(plan=plan),
        "workplans:action": action,
        "workplans:target": action.targets.create(family=family),
        "workplans:activity": done,
        "workplans:step": step,
        "workplans:paper": PaperOfStageFactory(stage=step.stage),
        "workplans:party": plan.template.parties.first(),
        **_template(unit.village.parent.parent),
    }


def _template(regency):
    """A draft of the regency with one stage and one step."""
    template = PlanTemplate.objects.create(version=f"{regency.pk}-1", region=regency)
    stage = template.stages.create(position=1, code="approach", title="Pendekatan awal", goal="Dikenali.")
    step = stage.steps.create(position=1, text="Bertemu kader", is_added=True)
    party = template.parties.create(group="target", position=1, text="Diajak bicara")
    return {
        "workplans:template": template, "workplans:template_stage": stage, "workplans:template_step": step,
        "workplans:template_party": party,
    }  # fmt: skip


def _graduation(mentorship, unit):
    return Graduation.objects.create(
        mentorship=mentorship, decided_in=MeetingFactory(care_unit=unit), decided_on=timezone.localdate(),
        assessment=make_assessment(mentorship.plasma), watch_until=timezone.localdate(),
        decided_by=mentorship.paired_by,
    )  # fmt: skip
