"""The report of one stage, as it is sent to the TKSK."""

from dataclasses import dataclass

from core.formatting import NOTHING, date_long, date_short
from institutions.documents import letterhead, signers
from institutions.documents.meetings import attendance_words, meeting_facts
from institutions.enums import Post
from workplans.documents.work import actions_of_report, changes_of_report, needs_of_report, results_of_report
from workplans.enums import StageCode
from workplans.queries.stages import kept_papers


@dataclass(frozen=True)
class StageReport:
    office: dict
    letter: dict
    goal: str
    facts: list
    meeting: list
    present: str
    minutes: str
    steps: list
    explained: str
    written: list
    papers: int
    assessment: dict | None
    actions: list | None
    changes: dict | None
    results: dict | None

    @classmethod
    def load(cls, stage, number, explained):
        """``explained``: why some steps were not done, or what else was said with the report."""
        plan, meeting = stage.plan, stage.meeting
        return cls(
            office=letterhead(plan.care_unit.village, plan.care_unit),
            letter=_letter(stage, number),
            goal=stage.template_stage.goal,
            facts=_facts(stage),
            meeting=meeting_facts(meeting),
            present=attendance_words(meeting),
            minutes=meeting.minutes,
            steps=[_done(step) for step in stage.steps.order_by("position", "pk")],
            explained=explained,
            written=_written(stage),
            papers=kept_papers().filter(stage=stage).count(),
            **_work(stage),
        )


def _work(stage):
    """None for what this stage does not work on."""
    plans = stage.works_on_actions
    return {
        "assessment": needs_of_report(stage) if stage.works_on_needs else None,
        "actions": actions_of_report(stage) if plans else None,
        "changes": changes_of_report(stage) if plans else None,
        "results": results_of_report(stage) if stage.code == StageCode.EVALUATION else None,
    }


def _letter(stage, number):
    plan = stage.plan
    held, village = signers(plan.care_unit, stage.reported_on), plan.care_unit.village
    return {
        "title": f"Laporan {stage}",
        "number": number,
        "recipient": [],
        "signs": [
            {"role": "Fasilitator,", "name": plan.facilitator},
            {
                "intro": f"{village.name}, {date_long(stage.reported_on)}",
                "role": "Sekretaris,",
                "name": held[Post.SECRETARY],
            },
            {"intro": "Mengetahui,", "role": "Koordinator", "name": held[Post.COORDINATOR], "at": "middle"},
        ],
        "copies": [],
    }


def _facts(stage):
    facts = [
        ("Rencana kerja", f"{stage.plan}, tahap {stage.position} dari 7"),
        ("Direncanakan", stage.month_label),
        ("Dimulai", date_long(stage.opened_on)),
        ("Dilaporkan", date_long(stage.reported_on)),
    ]
    return facts + ([("Notulen sebelumnya", told_words(stage))] if stage.told_on else [])


def told_words(stage):
    minutes, told_on = stage.told_minutes, date_long(stage.told_on)
    return f"{minutes.reference}, {date_long(minutes.held_on)}; disampaikan kembali kepada warga {told_on}"


def _done(step):
    """(what, planned, done, by whom and what was noted)."""
    done = date_short(step.done_on) if step.done_on else "Belum"
    return step.text, date_short(step.planned_on), done, "; ".join(filter(None, [step.done_by, step.note])) or NOTHING


def _written(stage):
    parts = [("Hasil", stage.result), ("Kendala", stage.obstacle), ("Yang dikerjakan berikutnya", stage.next_work)]
    return [(title, text or "Tidak ada.") for title, text in parts]
