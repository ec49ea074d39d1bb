from workplans.models.actions import ActionActivity, ActionItem, ActionRevision, ActionTarget
from workplans.models.assessing import Need, NeedSource, Source, Vote
from workplans.models.plans import PartyInvolved, PlanEvent, PlanStage, PlanStep, StageEvent, StagePaper, WorkPlan
from workplans.models.templates import PlanTemplate, TemplateParty, TemplateStage, TemplateStep

__all__ = [
    "ActionActivity",
    "ActionItem",
    "ActionRevision",
    "ActionTarget",
    "Need",
    "NeedSource",
    "PartyInvolved",
    "PlanEvent",
    "PlanStage",
    "PlanStep",
    "PlanTemplate",
    "Source",
    "StageEvent",
    "StagePaper",
    "TemplateParty",
    "TemplateStage",
    "TemplateStep",
    "Vote",
    "WorkPlan",
]
