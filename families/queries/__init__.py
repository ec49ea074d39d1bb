from families.queries.choices import (
    category_choices,
    checklist_for,
    family_choices,
    members_of,
    namesakes,
    region_names,
    writable_villages,
)
from families.queries.history import history_of
from families.queries.lists import CappedRows, family_rows, found_by_number, found_by_words, status_counts
from families.queries.pages import Course, assessments_of, consents_of, course_of, file_of

__all__ = [
    "CappedRows",
    "Course",
    "assessments_of",
    "category_choices",
    "checklist_for",
    "consents_of",
    "course_of",
    "family_choices",
    "family_rows",
    "file_of",
    "found_by_number",
    "found_by_words",
    "history_of",
    "members_of",
    "namesakes",
    "region_names",
    "status_counts",
    "writable_villages",
]
