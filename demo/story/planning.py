"""The seven-month plan: one village is in its fifth month and late with a report, the other has closed its first plan,
took its activities into the agenda of the year, and has begun the next."""

from django.utils import timezone

from core.periods import months_later
from demo.story.becoming import meet
from institutions.enums import ActivityKind, FundSource, MeetingKind, Sector
from workplans.enums import ACTION_PLANNING, ASSESSING, FollowUp, Gravity, NeedAnswer, SourceKind, StageCode, StepKind
from workplans.models import WorkPlan
from workplans.queries.actions import families_to_choose
from workplans.services.actions import add_action, add_targets, carry_out, change_action
from workplans.services.assessing import add_need, add_source, answer_need, set_matches
from workplans.services.parties import involve_party
from workplans.services.plans import advance_plan, start_plan
from workplans.services.reports import report_stage
from workplans.services.results import hand_over, record_result
from workplans.services.stages import answer_report, open_stage, set_stage_meeting, write_stage
from workplans.services.steps import finish_step
from workplans.services.voting import count_votes

# Months ago that a plan of the village began; the last one runs.
BEGAN = {"53.01.05.2011": (4,), "73.09.13.2001": (8, 0)}
SLOW = "53.01.05.2011"
STAGES, REPORTED_LATE = 7, 4  # in the slow village the report of this stage is still missing
NEEDS = (
    ("Air bersih pada musim kemarau", Sector.HEALTH, 23, Gravity.GRAVE),
    ("Penghasilan tambahan untuk ibu rumah tangga", Sector.ECONOMY, 17, Gravity.MIDDLING),
    ("Biaya seragam dan alat sekolah", Sector.EDUCATION, 11, Gravity.MIDDLING),
    ("Akta kelahiran anak", Sector.POPULATION, 9, Gravity.LIGHT),
)  # fmt: skip
SOURCES = (
    (SourceKind.PEOPLE, "Tukang dan pemuda dusun"), (SourceKind.NATURE, "Mata air di kaki bukit"),
    (SourceKind.FUNDS, "Arisan desa dan APBDes"), (SourceKind.INSTITUTION, "Kelompok PKK"),
)  # fmt: skip
MATCHES = {0: (0, 1), 1: (2, 3)}  # needs by place → sources by place
VOTES = (4, 3, 1, 1)
RESULTS = {
    StageCode.APPROACH: "Sistem sumber dan keluarga sasaran dikenali bersama RT/RW.",
    StageCode.PREPARATION: "Enam orang bersedia menggerakkan warga.",
    StageCode.ASSESSMENT: "Warga memilih air bersih dan penghasilan tambahan sebagai yang utama.",
    StageCode.NEEDS: "Kebutuhan dan sumber dipetakan; dua kebutuhan belum punya sumber.",
    StageCode.DESIGN: "Langkah dan jadwal kegiatan disusun warga.",
    StageCode.ACTION: "Kegiatan berjalan menurut jadwal.",
    StageCode.EVALUATION: "Warga menilai hasilnya dan menyepakati kelanjutannya.",
}


def begin_planning(diary, world):
    for months in BEGAN.get(world.village.pk, ()):
        diary.begin(months_later(world.today.replace(day=1), -months), world.cast, _plan(world))


def _plan(world):
    actor = yield 0, "sekretaris"
    people = world.place.people
    previous = WorkPlan.objects.filter(care_unit=world.unit).first()
    plan = start_plan(
        world.unit, starts_on=timezone.localdate(), facilitator=f"{people['tksk']}, TKSK", previous=previous,
        actor=actor,
    )  # fmt: skip
    for party in plan.template.parties.all()[:3]:
        involve_party(plan, party, done_on=timezone.localdate(), actor=actor)
    for position in range(1, STAGES + 1):
        yield from _stage(world, plan.stages.get(position=position))
    actor = yield 3, "koordinator"
    yield from _close(plan, actor)


def _stage(world, stage):
    """Opened on its second day, the meeting a week later, the report in the first days after the month."""
    actor = yield _until(stage.begins_on) + 1, "sekretaris"
    told_on = timezone.localdate() if stage.position > 1 else None
    open_stage(stage, opened_on=timezone.localdate(), told_on=told_on, actor=actor)
    actor = yield 6, "sekretaris"
    agenda = f"Rencana kerja, {stage.template_stage.title.lower()}"
    set_stage_meeting(stage, meet(world, MeetingKind.WORK_PLAN, agenda, actor), actor=actor)
    yield from _steps(stage)
    actor = yield 2, "sekretaris"
    _work(world, stage, actor)
    if stage.plan.care_unit.village_id == SLOW and stage.position == REPORTED_LATE:
        return
    actor = yield _until(stage.ends_on) + 1, "sekretaris"
    write_stage(stage, result=RESULTS[stage.code], next_work="Menyiapkan tahap berikutnya.", actor=actor)
    report_stage(stage, note="Langkah yang tersisa dilanjutkan pada tahap berikutnya.", actor=actor)
    tksk = yield 1, "tksk"
    stage.refresh_from_db()
    answer_report(stage, "accept", actor=tksk)


def _until(day):
    """Days from today on, none where the day is over: a stage may begin before the report of the one before."""
    return max((day - timezone.localdate()).days, 0)


def _steps(stage):
    for step in stage.steps.exclude(kind=StepKind.REPORT).order_by("position"):
        actor = yield 1, "sekretaris"
        finish_step(step, done_on=timezone.localdate(), done_by=actor.name, actor=actor)


def _work(world, stage, actor):
    plan = stage.plan
    if stage.code in ASSESSING and not plan.needs.exists():
        _assess(plan, actor)
    if stage.code in ASSESSING:
        needs = plan.needs.order_by("pk")
        count_votes(stage, dict(zip(needs, VOTES, strict=True)), 3, actor=actor)
    if stage.code in ACTION_PLANNING:
        _act(plan, stage, actor)
    if stage.code == StageCode.EVALUATION:
        for action in plan.actions.all():
            reached = action.target_number - 3
            agreed = {"judgement": "Warga merasakan manfaatnya.", "agreement": "Dilanjutkan tiap bulan."}
            record_result(action, reached=reached, **agreed, actor=actor)


def _assess(plan, actor):
    names = ("text", "sector", "families", "gravity")
    needs = [add_need(plan, **dict(zip(names, need, strict=True)), actor=actor) for need in NEEDS]
    sources = [add_source(plan, kind=kind, text=text, actor=actor) for kind, text in SOURCES]
    pairs = [(needs[need].pk, sources[place].pk) for need, places in MATCHES.items() for place in places]
    set_matches(plan, pairs, seen={need.pk: need.version for need in needs}, actor=actor)
    last = needs[-1]
    last.refresh_from_db()
    answer_need(last, answer=NeedAnswer.REFERRAL, answer_note="Dirujuk ke Dinas Dukcapil.", actor=actor)


def _act(plan, stage, actor):
    action = plan.actions.first()
    if action is None:
        action = _first_action(plan, actor)
    elif stage.code == StageCode.DESIGN:
        change_action(action, target_number=action.target_number + 3, funds=2_500_000, actor=actor)
    elif stage.code == StageCode.ACTION:
        for activity in plan.care_unit.activities.held().filter(held_on__gte=plan.starts_on)[:2]:
            carry_out(action, activity, actor=actor)


def _first_action(plan, actor):
    people = plan.care_unit.memberships.current()
    chair, secretary, treasurer, *members = [str(person) for person in people[:6]]
    months = [f"{months_later(plan.starts_on, number):%Y-%m}" for number in range(2, STAGES)]
    action = add_action(
        plan, need=plan.needs.order_by("-pk").last(), name="Air bersih bersama", kind=ActivityKind.ECONOMY,
        goal="Keluarga sasaran punya air bersih sepanjang tahun", target_number=12,
        why_first="Rumahnya jauh dari mata air dan tidak punya penghasilan tetap",
        work="Keluarga sasaran bertemu pada minggu pertama setiap bulan dan memasang pipa bersama.",
        chair=chair, secretary=secretary, treasurer=treasurer, members=", ".join(members), months=months,
        funds=2_000_000, fund_source=FundSource.VILLAGE, actor=actor,
    )  # fmt: skip
    add_targets(action, list(families_to_choose(plan, actor)[:5]), actor=actor)
    return action


def _close(plan, actor):
    advance_plan(plan, "close", follow_up=FollowUp.BOTH, note="Kegiatan air dilanjutkan tahun ini.", actor=actor)
    plan.refresh_from_db()
    hand_over(plan, list(plan.actions.all()), timezone.localdate().year, actor=actor)
    yield 1, "sekretaris"
