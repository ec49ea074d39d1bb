from families.services.importing.checking import check
from families.services.importing.undoing import undo
from families.services.importing.writing import write

__all__ = ["check", "undo", "write"]
