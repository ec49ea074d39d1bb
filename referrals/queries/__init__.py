from referrals.queries.desk import SAID, CountedRows, at_providers, desk_counts, desk_file, served_here, waiting_for
from referrals.queries.files import (
    office_rows,
    own_placement,
    placements_of,
    referral_file,
    referral_rows,
    referrals_matching,
    seen_villages,
    states_of,
    what_holds,
    what_holds_a_case,
)
from referrals.queries.reach import common_provider_choices, provider_choices, providers_for, suggest, suggested_offers
from referrals.queries.sessions import given_words, is_served_here, sessions_of
from referrals.queries.writing import alike, case_to_write_from, tried_words, writable_cases

__all__ = [
    "SAID",
    "desk_file",
    "CountedRows",
    "alike",
    "at_providers",
    "case_to_write_from",
    "common_provider_choices",
    "desk_counts",
    "office_rows",
    "given_words",
    "is_served_here",
    "office_rows",
    "own_placement",
    "placements_of",
    "provider_choices",
    "providers_for",
    "referral_file",
    "referral_rows",
    "referrals_matching",
    "seen_villages",
    "served_here",
    "sessions_of",
    "states_of",
    "suggest",
    "suggested_offers",
    "tried_words",
    "waiting_for",
    "what_holds",
    "what_holds_a_case",
    "writable_cases",
]
