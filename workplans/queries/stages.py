"""What a stage has, and what it lacks for its report."""

from django.db.models import Prefetch, Sum

from accounts.capabilities import Capability
from workplans.enums import TOLD_STATES, StepKind
from workplans.models import PlanStep, StagePaper

FEWER_VOTES = "hitungan suara yang sesuai daftar hadir, karena suaranya kini lebih banyak dari yang bisa diberikan"
EMPTIED = "notulen tahap sebelumnya, yang sudah disampaikan kembali tetapi kini kosong"


def stage_before(stage):
    """The stage whose minutes this one tells back; None for the first."""
    before = stage.plan.stages.filter(position=stage.position - 1)
    return before.select_related("template_stage", "meeting").first()


def stage_after(stage):
    return stage.plan.stages.filter(position=stage.position + 1).select_related("template_stage").first()


def is_held(meeting):
    return meeting is not None and not meeting.is_planned


def has_minutes(meeting):
    return is_held(meeting) and bool(meeting.minutes.strip())


def is_told_too_early(stage):
    """The meeting whose minutes were told back has got a later day since."""
    return stage.told_on is not None and stage.told_on < stage.told_minutes.held_on


def is_told_without_words(stage):
    """The minutes that were told back have been emptied since."""
    return stage.told_on is not None and not has_minutes(stage.told_minutes)


def has_too_many_votes(stage, attended):
    """The attendance list has got shorter since the votes were counted."""
    if not stage.works_on_needs:
        return False
    votes = stage.votes.filter(need__removed_on=None).aggregate(given=Sum("count", default=0))
    return votes["given"] > attended * stage.votes_each


def lacking(stage):
    """What the report of this stage still needs, in words."""
    meeting = stage.meeting
    attended = meeting.attendances.count() if is_held(meeting) else 0
    is_of_plan = is_held(meeting) and meeting.held_on >= stage.plan.starts_on
    needs = [
        ("pertemuan yang sudah diadakan dalam masa rencana", is_of_plan),
        ("notulen pertemuan", has_minutes(meeting)),
        ("daftar hadir pertemuan", attended > 0),
        (FEWER_VOTES, not (attended and has_too_many_votes(stage, attended))),
        ("penyampaian kembali notulen tahap sebelumnya", stage.position == 1 or stage.told_on is not None),
        (EMPTIED, not is_told_without_words(stage)),
        ("hari penyampaian kembali, yang kini lebih dulu dari pertemuannya", not is_told_too_early(stage)),
        ("uraian hasil", bool(stage.result.strip())),
    ]
    return [words for words, is_there in needs if not is_there]


def unreported_before(stage):
    """The first earlier stage whose report does not lie with the TKSK, or None."""
    earlier = stage.plan.stages.filter(position__lt=stage.position).exclude(state__in=TOLD_STATES)
    return earlier.select_related("template_stage").order_by("position").first()


def undone_steps(stage):
    """Those that stand in the way of a report; the report itself is none of them."""
    return stage.steps.filter(done_on=None).exclude(kind=StepKind.REPORT)


def recorded_day(step, stage):
    """The day on which what is recorded of ``stage`` says that this step was done, or None."""
    held_on = stage.meeting.held_on if is_held(stage.meeting) else None
    days = {
        StepKind.MEETING: held_on,
        StepKind.MINUTES: held_on if has_minutes(stage.meeting) else None,
        StepKind.TELLING_BACK: stage.told_on,
    }
    return days.get(step.kind)


def meetings_for(stage):
    """Meetings of the FCU since the plan began that no other stage of it has; the latest first."""
    taken = stage.plan.stages.exclude(pk=stage.pk).exclude(meeting=None).values("meeting")
    rows = stage.plan.care_unit.meetings.filter(held_on__gte=stage.plan.starts_on)
    return rows.exclude(pk__in=taken).select_related("care_unit").order_by("-held_on", "-pk")


def papers_of(stage):
    """Those of the whole stage that were not taken away."""
    return kept_papers().filter(stage=stage, step=None)


def steps_with_papers(stage):
    return stage.steps.prefetch_related(Prefetch("papers", kept_papers())).order_by("position", "pk")


def kept_papers():
    return StagePaper.objects.filter(removed_on=None).select_related("file", "added_by")


def step_rows(user):
    related = ("stage__plan__care_unit__village__parent", "stage__template_stage", "stage__meeting")
    return PlanStep.objects.visible_to(user).select_related(*related)


def paper_rows(user):
    related = ("file", "step", "stage__template_stage", "stage__plan__care_unit__village")
    return StagePaper.objects.visible_to(user).filter(removed_on=None).select_related(*related)


def may_change(user, plan):
    return user.can(Capability.CHANGE_WORK_PLANS, plan.care_unit.village_id)
