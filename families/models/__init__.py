from families.models.assessments import Assessment, Indicator, IndicatorSet, Rating
from families.models.audit import AUDITED
from families.models.consents import Consent
from families.models.family import Family
from families.models.members import FamilyMember
from families.models.problems import Problem, ProblemCategory, Strength
from families.models.shares import FamilyShare
from families.models.status import StatusPeriod

__all__ = [
    "AUDITED",
    "Assessment",
    "Consent",
    "Family",
    "FamilyMember",
    "FamilyShare",
    "Indicator",
    "IndicatorSet",
    "Problem",
    "ProblemCategory",
    "Rating",
    "StatusPeriod",
    "Strength",
]
