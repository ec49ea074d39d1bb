from institutions.resources.hsds import write_package
from institutions.resources.lists import (
    ActivityResource,
    GridResource,
    InstitutionResource,
    OfferResource,
    UnitResource,
)
from institutions.resources.map import MapResource, MatrixResource, SpotResource, UnmetResource
from institutions.resources.units import AgendaResource, DecisionResource, MeetingResource, MembershipResource

__all__ = [
    "ActivityResource",
    "AgendaResource",
    "DecisionResource",
    "GridResource",
    "InstitutionResource",
    "MapResource",
    "MatrixResource",
    "MeetingResource",
    "MembershipResource",
    "OfferResource",
    "SpotResource",
    "UnitResource",
    "UnmetResource",
    "write_package",
]
