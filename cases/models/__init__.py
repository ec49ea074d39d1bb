from auditlog.registry import auditlog

from cases.models.case import MASKED_NAME, Case, CaseEvent, CaseNote, ServiceGiven, urgency_badge
from cases.models.intake import Intake

# What people told stays out of the change log.
auditlog.register(Case, exclude_fields=["summary"])
auditlog.register(Intake, exclude_fields=["need", "reporter", "phone", "information_given"])

__all__ = ["MASKED_NAME", "Case", "CaseEvent", "CaseNote", "Intake", "ServiceGiven", "urgency_badge"]
