from families.services.assessing import record_assessment
from families.services.consenting import demand_consent, record_consent, withdraw_consent
from families.services.course import add_strength, close_family, record_problem, set_problem_state, set_status
from families.services.doubles import note_not_double
from families.services.merging import PersonChoice, merge_families
from families.services.numbers import NumberTaken
from families.services.registry import change_family, register_family
from families.services.rights import CLOSED
from families.services.sharing import end_shares, share_family
from families.services.unmerging import may_undo_until, undo_merge

__all__ = [
    "CLOSED",
    "NumberTaken",
    "PersonChoice",
    "add_strength",
    "change_family",
    "close_family",
    "demand_consent",
    "end_shares",
    "may_undo_until",
    "merge_families",
    "note_not_double",
    "record_assessment",
    "record_consent",
    "record_problem",
    "register_family",
    "set_problem_state",
    "set_status",
    "share_family",
    "undo_merge",
    "withdraw_consent",
]
