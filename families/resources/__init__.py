from families.resources.lists import MOST_ROWS, FamilyResource

__all__ = ["MOST_ROWS", "FamilyResource"]
