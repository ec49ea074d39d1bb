from finance.services.importing.checking import check
from finance.services.importing.undoing import undo
from finance.services.importing.writing import write

__all__ = ["check", "undo", "write"]
