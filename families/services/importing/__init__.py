from families.services.importing.checking import check
from families.services.importing.deciles import check_deciles, undo_deciles, write_deciles
from families.services.importing.undoing import undo
from families.services.importing.writing import write

__all__ = ["check", "check_deciles", "undo", "undo_deciles", "write", "write_deciles"]
