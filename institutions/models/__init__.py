from institutions.models.agenda import Activity, ActivityPhoto, AgendaItem, AnnualAgenda
from institutions.models.directory import Institution, InstitutionStaff, ServiceOffer
from institutions.models.founding import FoundingPaper, FoundingStep, WorkingGroup
from institutions.models.meetings import Attendance, Decision, Meeting, MeetingPaper
from institutions.models.units import CareUnit, CareUnitEvent, Decree, Membership, Officer

__all__ = [
    "Activity",
    "ActivityPhoto",
    "AgendaItem",
    "AnnualAgenda",
    "Attendance",
    "CareUnit",
    "CareUnitEvent",
    "Decision",
    "Decree",
    "FoundingPaper",
    "FoundingStep",
    "Institution",
    "InstitutionStaff",
    "Meeting",
    "MeetingPaper",
    "Membership",
    "Officer",
    "ServiceOffer",
    "WorkingGroup",
]
