from exchange.services.accounts.checking import check
from exchange.services.accounts.preparing import prepare
from exchange.services.accounts.undoing import undo
from exchange.services.accounts.writing import write

__all__ = ["check", "prepare", "undo", "write"]
