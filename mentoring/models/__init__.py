from auditlog.registry import auditlog

from mentoring.models.ending import Graduation, Termination
from mentoring.models.pairing import MentoringRule, Mentorship
from mentoring.models.preparation import Subject, Training, TrainingAttendance
from mentoring.models.selection import Candidate, CandidateEvent, Selection
from mentoring.models.visits import AgreedTask, CalendarFeed, MentoringVisit, PlannedVisit

# What a family told at home stays out of the change log.
auditlog.register(MentoringVisit, exclude_fields=["who", "found", "obstacle", "solution"])
for model in (Selection, Candidate, Training, Mentorship, MentoringRule, Graduation, Termination):
    auditlog.register(model)

__all__ = [
    "AgreedTask",
    "CalendarFeed",
    "Candidate",
    "CandidateEvent",
    "Graduation",
    "MentoringRule",
    "MentoringVisit",
    "Mentorship",
    "PlannedVisit",
    "Selection",
    "Subject",
    "Termination",
    "Training",
    "TrainingAttendance",
]
