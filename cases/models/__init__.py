from auditlog.registry import auditlog

from cases.models.access import CaseAccess
from cases.models.case import MASKED_NAME, Case, CaseEvent, ServiceGiven, urgency_badge
from cases.models.checks import CaseCheck
from cases.models.conference import CaseConference
from cases.models.incidental import IncidentalReport
from cases.models.intake import Intake
from cases.models.notes import CaseNote, NotePhoto
from cases.models.plan import ActionEvent, Goal, PlanAction

# What people told stays out of the change log.
auditlog.register(Case, exclude_fields=["summary", "check_told_on"])
auditlog.register(Intake, exclude_fields=["need", "reporter", "phone", "information_given", "programmes"])
auditlog.register(Goal, exclude_fields=["words"])
auditlog.register(PlanAction, exclude_fields=["what", "who", "told_on"])
auditlog.register(CaseConference, exclude_fields=["people", "minutes"])
auditlog.register(IncidentalReport, exclude_fields=["asked", "receipt_note"])
auditlog.register(CaseAccess)

__all__ = [
    "MASKED_NAME",
    "ActionEvent",
    "Case",
    "CaseAccess",
    "CaseCheck",
    "CaseConference",
    "CaseEvent",
    "CaseNote",
    "Goal",
    "IncidentalReport",
    "Intake",
    "NotePhoto",
    "PlanAction",
    "ServiceGiven",
    "urgency_badge",
]
