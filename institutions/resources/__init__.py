from institutions.resources.hsds import write_package
from institutions.resources.lists import InstitutionResource, UnitResource

__all__ = ["InstitutionResource", "UnitResource", "write_package"]
