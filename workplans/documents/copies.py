"""What a family's complete copy holds of the village's work plan: the activities that were meant for it."""

from families.documents.copies import Section
from workplans.models import ActionTarget


def plan_sections(family, sensitive):
    rows = ActionTarget.objects.filter(family=family).select_related("action")
    return [
        Section.of(
            "plan_targets",
            "Sasaran rencana kerja masyarakat",
            rows,
            "action.name",
            "action.kind",
            "action.goal",
            "reached",
            "result",
        )  # fmt: skip
    ]
