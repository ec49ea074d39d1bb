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
from families.queries.lists import CappedRows, family_rows, status_counts
from families.queries.pages import assessments_of, file_of
from families.queries.search import found_by_number, found_by_phone, found_by_words, similar_to

__all__ = [
    "CappedRows",
    "Completeness",
    "Course",
    "assessments_of",
    "category_choices",
    "checklist_for",
    "completeness_of",
    "consent_text",
    "consents_of",
    "course_of",
    "family_choices",
    "family_rows",
    "file_of",
    "found_by_number",
    "found_by_phone",
    "found_by_words",
    "has_consent",
    "history_of",
    "members_of",
    "namesakes",
    "region_names",
    "similar_to",
    "status_counts",
    "writable_villages",
]
