"""A plan on paper: its timeline on one sheet, and the whole of it as a book. Families are counted, nobody is named."""

from dataclasses import asdict, dataclass

from django.db.models import Count, Prefetch
from django.utils import timezone

from core.formatting import NOTHING, date_long, date_short, number
from institutions.documents import letterhead, signers
from institutions.enums import Post
from workplans.documents.stage import told_words
from workplans.documents.work import action_facts, carried, needs_part, said_of
from workplans.models import PlanStep
from workplans.queries.actions import changes_of
from workplans.queries.assessing import assessment_of
from workplans.queries.overview import timeline_of
from workplans.queries.plans import parties_of
from workplans.queries.progress import progress_of
from workplans.queries.stages import kept_papers


def _whole_stages(plan):
    """In order, with all that a book says of them, in a few statements."""
    related = ("template_stage", "meeting", "told_minutes")
    papers = Prefetch("papers", kept_papers(), to_attr="kept")
    steps = Prefetch("steps", PlanStep.objects.order_by("position", "pk"))
    rows = plan.stages.select_related(*related).annotate(attended=Count("meeting__attendances", distinct=True))
    return list(rows.prefetch_related(steps, papers))


@dataclass(frozen=True)
class TimelinePaper:
    office: dict
    letter: dict
    plan: str
    facilitator: str
    chart: dict
    stages: list

    @classmethod
    def load(cls, plan, number_):
        stages = _whole_stages(plan)
        return cls(**_frame(plan, number_, "Jadwal rencana kerja masyarakat"), **_timeline(stages))


def _frame(plan, number_, title):
    unit, today = plan.care_unit, timezone.localdate()
    held = signers(unit, today)
    signs = [
        {"role": "Fasilitator,", "name": plan.facilitator},
        {
            "intro": f"{unit.village.name}, {date_long(today)}",
            "role": "Koordinator FCU,",
            "name": held[Post.COORDINATOR],
        },
    ]
    return {
        "office": letterhead(unit.village, unit),
        "letter": {"title": title, "number": number_, "recipient": [], "signs": signs, "copies": []},
        "plan": f"{plan}, {unit.village.full_name}",
        "facilitator": plan.facilitator,
    }


def _timeline(stages):
    line = timeline_of(stages)
    rows = [(stage.position, stage.template_stage.title, stage.month_label, stage.badge[2]) for stage in stages]
    return {"chart": line.chart, "stages": rows}


@dataclass(frozen=True)
class PlanBook:
    office: dict
    letter: dict
    plan: str
    facilitator: str
    chart: dict
    stages: list
    parts: list
    assessment: dict
    actions: list
    changes: list
    parties: list

    @classmethod
    def load(cls, plan, number_):
        stages = _whole_stages(plan)
        return cls(
            **_frame(plan, number_, "Rencana kerja masyarakat tujuh bulan"),
            **_timeline(stages),
            parts=[_part(stage) for stage in stages],
            assessment=needs_part(assessment_of(plan)),
            actions=[_action(row) for row in progress_of(plan).rows],
            changes=[asdict(each) for each in changes_of(plan) if not each.is_empty],
            parties=[(party.get_group_display(), party.text, _ticked(party)) for party in parties_of(plan)],
        )


def _part(stage):
    meeting = stage.meeting
    return {
        "title": str(stage),
        "goal": stage.template_stage.goal,
        "facts": _facts(stage),
        "minutes": meeting.minutes if meeting else "",
        "steps": [
            (step.text, date_short(step.planned_on), date_short(step.done_on) if step.done_on else NOTHING)
            for step in stage.steps.all()
        ],
        "written": [(title, text) for title, text in _written(stage) if text],
    }


def _facts(stage):
    facts = [("Direncanakan", stage.month_label), ("Keadaan", stage.badge[2])]
    if stage.meeting:
        day = date_long(stage.meeting.held_on)
        facts += [("Pertemuan", f"{stage.meeting.reference}, {day}"), ("Hadir", f"{number(stage.attended)} orang")]
    if stage.told_on:
        facts.append(("Notulen sebelumnya", told_words(stage)))
    if stage.reported_on:
        facts.append(("Dilaporkan", date_long(stage.reported_on)))
    return [*facts, ("Berkas bukti", f"{len(stage.kept)} berkas")]


def _written(stage):
    return ("Hasil", stage.result), ("Kendala", stage.obstacle), ("Berikutnya", stage.next_work)


def _action(row):
    action = row.action
    reached = NOTHING if action.reached is None else number(action.reached)
    facts = [*action_facts(action), *carried(row), ("Tercapai", f"{reached} keluarga"), *said_of(action)]
    return {"name": action.name, "facts": facts}


def _ticked(party):
    return date_short(party.ticked.done_on) if party.ticked else NOTHING
