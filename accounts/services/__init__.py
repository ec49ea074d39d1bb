from accounts.services.access import record_access, record_accesses
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
    "record_accesses",
    "save_draft",
    "submit_once",
]
