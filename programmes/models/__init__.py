from programmes.models.events import EventGuest, EventPaper, EventReach, TierEvent
from programmes.models.groups import BeneficiaryGroup, BusinessGroup, GroupMember, MemberFollowUp
from programmes.models.programme import (
    MonthlyProgress,
    Programme,
    ProgrammeActivity,
    ProgrammeEvent,
    ProgrammeReview,
    TeamRole,
)
from programmes.models.sessions import SessionAttendance, TrainingSession

__all__ = [
    "BeneficiaryGroup",
    "BusinessGroup",
    "EventGuest",
    "EventPaper",
    "EventReach",
    "GroupMember",
    "MemberFollowUp",
    "MonthlyProgress",
    "Programme",
    "ProgrammeActivity",
    "ProgrammeEvent",
    "ProgrammeReview",
    "SessionAttendance",
    "TeamRole",
    "TierEvent",
    "TrainingSession",
]
