from families.queries.choices import (
    category_choices,
    checklist_for,
    family_choices,
    members_of,
    namesakes,
    region_names,
    writable_villages,
)
from families.queries.completeness import Completeness, completeness_of
from families.queries.consents import consent_text, consents_of, has_consent
from families.queries.course import Course, course_of
from families.queries.history import history_of
from families.queries.life import (
    cards_of,
    consents_from_before_the_move,
    events_of,
    former_members_of,
    open_transfer_of,
)
from families.queries.lists import CappedRows, family_rows, found_by_number, found_by_words, status_counts
from families.queries.pages import assessments_of, file_of
from families.queries.transfers import (
    holder_of_number,
    is_named_to,
    transfer_file,
    transfer_rows,
    waiting_transfers,
)

__all__ = [
    "CappedRows",
    "Completeness",
    "Course",
    "assessments_of",
    "cards_of",
    "category_choices",
    "checklist_for",
    "completeness_of",
    "consent_text",
    "consents_of",
    "consents_from_before_the_move",
    "course_of",
    "events_of",
    "family_choices",
    "family_rows",
    "file_of",
    "former_members_of",
    "found_by_number",
    "found_by_words",
    "has_consent",
    "history_of",
    "holder_of_number",
    "is_named_to",
    "members_of",
    "namesakes",
    "open_transfer_of",
    "region_names",
    "status_counts",
    "transfer_file",
    "transfer_rows",
    "waiting_transfers",
    "writable_villages",
]
