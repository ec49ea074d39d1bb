"""Writes docs/states.md from the workflow tables; a test compares them."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.capabilities import roles_with
from cases.enums import ActionState, CaseState
from cases.workflow import ACTION_STEPS
from cases.workflow import STEPS as CASE_STEPS
from exchange.enums import BatchState
from exchange.workflow import OWN
from exchange.workflow import STEPS as IMPORT_STEPS
from families.enums import TransferState
from families.workflow import STEPS as TRANSFER_STEPS
from finance.enums import MonthState, StimulusState
from finance.workflow import MONTH_STEPS, STIMULUS_STEPS
from institutions.enums import UnitState
from institutions.workflow import STEPS as UNIT_STEPS
from monitoring.enums import FindingState, VisitState
from monitoring.workflow import FINDING_STEPS, VISIT_STEPS
from programmes.enums import ProgrammeState
from programmes.workflow import PROGRAMME_STEPS
from referrals.enums import ReferralState
from referrals.workflow import STEPS as REFERRAL_STEPS
from referrals.workflow import TIME_LIMITS
from reporting.enums import ReportKind, ReportState
from reporting.workflow import STEPS as REPORT_STEPS
from workplans.enums import PlanState, StageState
from workplans.workflow import PLAN_STEPS, STAGE_STEPS

LIVES = [
    ("Case", CaseState, CASE_STEPS, {}),
    ("Action of a plan", ActionState, ACTION_STEPS, {}),
    ("Referral", ReferralState, REFERRAL_STEPS, TIME_LIMITS),
    ("Report", ReportState, REPORT_STEPS[ReportKind.UNIT_QUARTER], {}),
    ("Transfer", TransferState, TRANSFER_STEPS, {}),
    ("FCU", UnitState, UNIT_STEPS, {}),
    ("Seven-month work plan", PlanState, PLAN_STEPS, {}),
    ("Stage of a work plan", StageState, STAGE_STEPS, {}),
    ("Programme of an agency", ProgrammeState, PROGRAMME_STEPS, {}),
    ("Month of the cash book", MonthState, MONTH_STEPS, {}),
    ("Stimulus fund", StimulusState, STIMULUS_STEPS, {}),
    ("Visit of supervision, monitoring or evaluation", VisitState, VISIT_STEPS, {}),
    ("Finding of a visit", FindingState, FINDING_STEPS, {}),
    ("Import of a spreadsheet", BatchState, IMPORT_STEPS, {}),
]
HEAD = """# Life cycles

Made by `manage.py write_states_doc` from the tables in each app's `workflow.py`; do not edit by hand.
Buttons, forms, permission checks and time limits read the same tables. Limits are working days, in brackets those
of emergencies.
"""


class Command(BaseCommand):
    help = "Write docs/states.md."

    def handle(self, **options):
        path = Path(settings.BASE_DIR, "docs", "states.md")
        path.write_text(states_doc())
        self.stdout.write(f"{path.name}: {len(LIVES)} life cycles")


def states_doc():
    return "\n".join([HEAD, *(_chapter(*life) for life in LIVES)])


def _chapter(name, states, steps, limits):
    return "\n".join(
        [f"## {name}\n", *_diagram(states, steps), "", *_table(states, steps), *_limits(states, limits), ""]
    )


def _diagram(states, steps):
    arrows = [
        f"    {source} --> {step.target}: {step.label}"
        for step in steps.values()
        for source in sorted(step.sources, key=list(states).index)
    ]
    labels = [f"    {state.value}: {state.label}" for state in states]
    return ["```mermaid", "stateDiagram-v2", *labels, *arrows, "```"]


def _table(states, steps):
    head = ["| step | from | to | who | note | not by the author |", "|---|---|---|---|---|---|"]
    return head + [_row(states, name, step) for name, step in steps.items()]


def _row(states, name, step):
    sources = ", ".join(states(source).label for source in sorted(step.sources, key=list(states).index))
    who = _who(step.capability)
    note = ", ".join(filter(None, ["reason" if step.reasons else "", step.note_label if step.note_required else ""]))
    eyes = "✓" if step.four_eyes else ""
    return f"| {step.label} (`{name}`) | {sources} | {states(step.target).label} | {who} | {note} | {eyes} |"


def _who(capability):
    if capability == OWN:
        return "who may write what the file brings"
    return ", ".join(role.label for role in roles_with(capability)) if capability else "the clock"


def _limits(states, limits):
    if not limits:
        return []
    said = [f"{states(state).label} {usual} ({urgent})" for state, (usual, urgent) in limits.items()]
    return ["", f"Time limits: {' · '.join(said)}."]
