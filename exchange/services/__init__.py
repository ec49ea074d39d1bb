from exchange.services.keeping import drop_slips, forget_old
from exchange.services.reading import read_batch
from exchange.services.sending import discard, give_up, match_columns, read_again, send_file
from exchange.services.writing import Overtaken, ask_to_undo, confirm, decide, undo_batch, write_batch

__all__ = [
    "Overtaken",
    "ask_to_undo",
    "confirm",
    "decide",
    "discard",
    "drop_slips",
    "forget_old",
    "give_up",
    "match_columns",
    "read_again",
    "read_batch",
    "send_file",
    "undo_batch",
    "write_batch",
]
