from institutions.resources.hsds import write_package
from institutions.resources.lists import (
    ActivityResource,
    GridResource,
    InstitutionResource,
    OfferResource,
    UnitResource,
)

__all__ = ["ActivityResource", "GridResource", "InstitutionResource", "OfferResource", "UnitResource", "write_package"]
