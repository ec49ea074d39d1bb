from families.models.assessments import Assessment, DimensionMean, Indicator, IndicatorSet, Rating
from families.models.audit import AUDITED
from families.models.consents import Consent, ConsentText
from families.models.copies import DataCopy
from families.models.course import FamilyCard, FileEvent, Merge, Transfer, TransferEvent
from families.models.doubles import NotDouble
from families.models.family import Family
from families.models.members import FamilyMember
from families.models.papers import FamilyPaper
from families.models.problems import Problem, ProblemCategory, ProblemStep, Strength
from families.models.shares import FamilyShare
from families.models.standing import AidProgramme, AidReceived, Decile, Housing, MoneyRecord
from families.models.status import StatusPeriod

__all__ = [
    "AUDITED",
    "AidProgramme",
    "AidReceived",
    "Assessment",
    "Consent",
    "ConsentText",
    "DataCopy",
    "Decile",
    "DimensionMean",
    "Family",
    "FamilyCard",
    "FamilyMember",
    "FamilyPaper",
    "FamilyShare",
    "FileEvent",
    "Housing",
    "Indicator",
    "IndicatorSet",
    "Merge",
    "MoneyRecord",
    "NotDouble",
    "Problem",
    "ProblemCategory",
    "ProblemStep",
    "Rating",
    "StatusPeriod",
    "Strength",
    "Transfer",
    "TransferEvent",
]
