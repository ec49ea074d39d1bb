from institutions.resources.hsds import write_package
from institutions.resources.lists import GridResource, InstitutionResource, OfferResource, UnitResource

__all__ = ["GridResource", "InstitutionResource", "OfferResource", "UnitResource", "write_package"]
