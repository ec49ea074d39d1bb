from families.resources.lists import FamilyResource, PairResource, TransferResource

__all__ = ["FamilyResource", "PairResource", "TransferResource"]
