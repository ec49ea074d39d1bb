from accounts.models.access import AccessLog
from accounts.models.entries import FormEntry
from accounts.models.events import StepEvent
from accounts.models.users import Assignment, User

__all__ = ["AccessLog", "Assignment", "FormEntry", "StepEvent", "User"]
