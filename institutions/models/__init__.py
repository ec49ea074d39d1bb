from institutions.models.directory import Institution, InstitutionStaff, ServiceOffer
from institutions.models.meetings import Attendance, Meeting
from institutions.models.units import CareUnit, CareUnitEvent, Decree, Membership, Officer

__all__ = [
    "Attendance",
    "CareUnit",
    "CareUnitEvent",
    "Decree",
    "Institution",
    "InstitutionStaff",
    "Meeting",
    "Membership",
    "Officer",
    "ServiceOffer",
]
