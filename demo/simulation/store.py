"""One Rows for each table that a simulation fills."""

from auditlog.context import disable_auditlog

from cases.models import Case, CaseEvent, Intake, ServiceGiven
from demo.bulk import Rows, reset_sequences
from families.models import (
    AidReceived,
    Assessment,
    Consent,
    Decile,
    DimensionMean,
    Family,
    FamilyCard,
    FamilyMember,
    FileEvent,
    Housing,
    MoneyRecord,
    Problem,
    ProblemStep,
    Rating,
    StatusPeriod,
    Transfer,
    TransferEvent,
)
from institutions.models import Attendance, CareUnit, Decree, Institution, Meeting, Membership, Officer, ServiceOffer
from mentoring.models import MentoringVisit, Mentorship, PlannedVisit
from referrals.models import Placement, Referral, ReferralEvent

COLUMNS = {
    "families": (
        Family, "village_id", "file_number", "family_card_number", "head_name", "address", "hamlet", "rt", "rw",
        "latitude", "longitude", "phone", "temporary_card_number", "status", "decile", "completeness",
        "former_numbers", "search_text", "recorded_by_id", "recorded_at", "closed_on", "closed_reason",
    ),
    "members": (
        FamilyMember, "family_id", "position", "name_key", "name", "sex", "relation", "marital_status", "birth_date",
        "birth_place", "education", "occupation", "disability", "has_chronic_illness", "national_id",
        "national_id_note", "temporary_number", "religion", "marriage", "schooling", "left_on", "left_reason",
    ),
    "periods": (StatusPeriod, "family_id", "village_id", "status", "starts_on", "ends_on", "actor_id"),
    "cards": (FamilyCard, "family_id", "number", "starts_on", "ends_on", "actor_id"),
    "file_events": (FileEvent, "family_id", "kind", "village_id", "happened_on", "reason", "actor_id"),
    "transfers": (
        Transfer, "family_id", "from_village_id", "to_village_id", "state", "state_since", "version", "moved_on",
        "accepted_on", "reason", "old_file_number", "asked_by_id", "created_at",
    ),
    "transfer_events": (
        TransferEvent, "transfer_id", "number", "step", "from_state", "to_state", "actor_id", "happened_at", "note",
    ),
    "deciles": (Decile, "family_id", "value", "stated_on", "source", "recorded_by_id"),
    "housings": (
        Housing, "family_id", "noted_on", "house", "roof", "wall", "floor", "water", "sanitation", "electricity",
        "recorded_by_id",
    ),
    "money": (
        MoneyRecord, "family_id", "noted_on", "income", "expenses", "monthly_savings", "debt", "business",
        "business_times", "business_rhythm", "recorded_by_id",
    ),
    "aid": (AidReceived, "family_id", "programme_id", "starts_on", "ends_on", "recorded_by_id"),
    "problems": (
        Problem, "family_id", "category_id", "since", "severity", "state", "handled_on", "solved_on", "recorded_by_id",
        "recorded_on",
    ),
    "problem_steps": (ProblemStep, "problem_id", "on", "state", "severity", "actor_id"),
    "assessments": (Assessment, "family_id", "indicator_set_id", "assessed_on", "assessor_id"),
    "ratings": (Rating, "assessment_id", "indicator_id", "value"),
    "means": (DimensionMean, "family_id", "dimension", "mean"),
    "consents": (Consent, "family_id", "purpose", "text_id", "given_on", "given_by", "method", "taken_by_id"),
    "intakes": (
        Intake, "village_id", "received_on", "source", "reporter", "need", "urgency", "family_id", "state",
        "taken_by_id",
    ),
    "cases": (
        Case, "village_id", "number", "family_id", "intake_id", "summary", "urgency", "handler_id", "opened_on",
        "opened_by_id", "due_on", "state", "state_since", "version", "result", "closed_on",
    ),
    "case_problems": (Case.problems.through, "case_id", "problem_id"),
    "case_events": (
        CaseEvent, "case_id", "number", "step", "from_state", "to_state", "actor_id", "happened_at", "note", "on",
        "result",
    ),
    "services": (ServiceGiven, "case_id", "kind", "given_on", "description", "people", "given_by_id"),
    "partners": (ServiceGiven.institutions.through, "servicegiven_id", "institution_id"),
    "referrals": (
        Referral, "village_id", "case_id", "family_id", "number", "need", "details", "sector", "urgency", "consent_id",
        "author_id", "submitted_by_id", "state", "state_since", "due_on", "version", "reached_regency", "placement_id",
        "need_met", "visited_on", "submitted_on", "closed_on", "created_at",
    ),
    "referral_events": (
        ReferralEvent, "referral_id", "number", "step", "from_state", "to_state", "actor_id", "happened_at", "note",
        "reason",
    ),
    "placements": (
        Placement, "referral_id", "institution_id", "offer_id", "tier", "placed_by_id", "placed_at", "appointment_on",
        "declined_reason", "outcome", "given", "value", "completed_on",
    ),
    "mentorships": (
        Mentorship, "village_id", "pioneer_id", "plasma_id", "course_began_on", "starts_on", "code", "paired_by_id",
    ),
    "planned": (PlannedVisit, "mentorship_id", "number", "due_on"),
    "visits": (
        MentoringVisit, "mentorship_id", "planned_id", "visited_on", "topics", "who", "found", "recorded_by_id",
    ),
    "institutions": (Institution, "name", "kind", "region_id", "confirmed_on"),
    "offers": (ServiceOffer, "institution_id", "sector", "name"),
    "units": (CareUnit, "village_id", "name", "founded_on", "state"),
    "decrees": (Decree, "care_unit_id", "number", "decided_on", "signed_by"),
    "unit_members": (Membership, "care_unit_id", "kind", "name", "joined_on"),
    "officers": (Officer, "membership_id", "care_unit_id", "post", "starts_on", "ends_on"),
    "meetings": (Meeting, "care_unit_id", "number", "kind", "held_on", "place", "leader", "agenda", "recorded_by_id"),
    "attendances": (Attendance, "meeting_id", "membership_id"),
}  # fmt: skip


class Store:
    """``store.members.add(…)``; what was added reaches the database with ``write``."""

    def __init__(self):
        self.tables = {name: Rows(*columns) for name, columns in COLUMNS.items()}
        vars(self).update(self.tables)

    def write(self):
        with disable_auditlog():
            for rows in self.tables.values():
                rows.write()

    def finish(self):
        self.write()
        reset_sequences(rows.model for rows in self.tables.values())

    @property
    def counts(self):
        return {name: rows.count for name, rows in self.tables.items()}
