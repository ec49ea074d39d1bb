from accounts.services.access import record_access
from accounts.services.entries import (
    discard_draft,
    entry_behind,
    forget_old_drafts,
    open_entry,
    save_draft,
    submit_once,
)

__all__ = [
    "discard_draft",
    "entry_behind",
    "forget_old_drafts",
    "open_entry",
    "record_access",
    "save_draft",
    "submit_once",
]
