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
    everybody_of,
    family_choices,
    members_of,
    people_of,
    region_names,
    writable_villages,
)
from families.queries.completeness import Completeness, completeness_of
from families.queries.consents import (
    consent_for,
    consent_text,
    consent_texts,
    consents_of,
    has_consent,
    missing_for_status,
)
from families.queries.course import Course, course_of
from families.queries.doubles import Person, likely_doubles
from families.queries.history import history_of
from families.queries.life import (
    cards_of,
    consents_from_before_the_move,
    events_of,
    former_members_of,
    open_transfer_of,
)
from families.queries.likeness import same_people
from families.queries.lists import CappedRows, family_rows, status_counts
from families.queries.merges import merges_of
from families.queries.pages import file_of
from families.queries.pairs import LikelyPairs
from families.queries.papers import blank_forms_for, papers_of
from families.queries.received import RECEIVES, Received, what_families_receive
from families.queries.search import found_by_number, found_by_phone, found_by_words, similar_to
from families.queries.standing import aid_of, deciles_of, edition_of, housings_of, money_changes, money_of
from families.queries.transfers import holder_of_number, is_named_to, transfer_file, transfer_rows, waiting_transfers

__all__ = [
    "CappedRows",
    "Completeness",
    "Course",
    "aid_of",
    "assessments_of",
    "category_choices",
    "checklist_for",
    "completeness_of",
    "blank_forms_for",
    "consent_for",
    "consent_text",
    "consent_texts",
    "consents_of",
    "course_of",
    "deciles_of",
    "edition_of",
    "family_choices",
    "family_rows",
    "file_of",
    "found_by_number",
    "found_by_words",
    "has_consent",
    "history_of",
    "housings_of",
    "members_of",
    "people_of",
    "money_changes",
    "money_of",
    "missing_for_status",
    "papers_of",
    "region_names",
    "status_counts",
    "writable_villages",
    "PIONEER_MEAN",
    "checklist_lines",
    "checklists_of",
    "compare",
    "indicator_lines",
    "keepable_regencies",
    "cards_of",
    "consents_from_before_the_move",
    "events_of",
    "former_members_of",
    "holder_of_number",
    "is_named_to",
    "open_transfer_of",
    "transfer_file",
    "transfer_rows",
    "waiting_transfers",
    "LikelyPairs",
    "Person",
    "likely_doubles",
    "merges_of",
    "same_people",
    "everybody_of",
    "found_by_phone",
    "similar_to",
    "RECEIVES",
    "Received",
    "what_families_receive",
]
