from families.queries.assessments import PIONEER_MEAN, assessments_of, compare
from families.queries.checklists import (
    checklist_for,
    checklist_lines,
    checklists_of,
    indicator_lines,
    keepable_regencies,
)
from families.queries.choices import (
    category_choices,
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
from families.queries.lists import CappedRows, family_rows, found_by_number, found_by_words, status_counts
from families.queries.pages import file_of

__all__ = [
    "PIONEER_MEAN",
    "CappedRows",
    "Completeness",
    "Course",
    "assessments_of",
    "category_choices",
    "checklist_for",
    "checklist_lines",
    "checklists_of",
    "compare",
    "completeness_of",
    "consent_text",
    "consents_of",
    "course_of",
    "family_choices",
    "family_rows",
    "file_of",
    "found_by_number",
    "found_by_words",
    "has_consent",
    "history_of",
    "indicator_lines",
    "keepable_regencies",
    "members_of",
    "namesakes",
    "region_names",
    "status_counts",
    "writable_villages",
]
