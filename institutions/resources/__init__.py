from institutions.resources.hsds import write_package
from institutions.resources.lists import (
    ActivityResource,
    GridResource,
    InstitutionResource,
    OfferResource,
    UnitResource,
)
from institutions.resources.units import AgendaResource, DecisionResource, MeetingResource, MembershipResource

__all__ = [
    "ActivityResource",
    "AgendaResource",
    "DecisionResource",
    "GridResource",
    "InstitutionResource",
    "MeetingResource",
    "MembershipResource",
    "OfferResource",
    "UnitResource",
    "write_package",
]
