from institutions.resources.hsds import write_package
from institutions.resources.lists import InstitutionResource, OfferResource, UnitResource

__all__ = ["InstitutionResource", "OfferResource", "UnitResource", "write_package"]
