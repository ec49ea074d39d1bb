from families.resources.lists import FamilyResource, PairResource, TransferResource
from families.resources.members import MemberResource

__all__ = ["FamilyResource", "MemberResource", "PairResource", "TransferResource"]
