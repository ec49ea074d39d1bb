from families.services.assessing import record_assessment
from families.services.consenting import demand_consent, record_consent, withdraw_consent
from families.services.course import add_strength, close_family, record_problem, set_problem_state, set_status
from families.services.numbers import Holder, NumberTaken
from families.services.registry import change_family, register_family
from families.services.rights import CLOSED
from families.services.sharing import end_shares, share_family

__all__ = [
    "CLOSED",
    "Holder",
    "NumberTaken",
    "add_strength",
    "change_family",
    "close_family",
    "demand_consent",
    "end_shares",
    "record_assessment",
    "record_consent",
    "record_problem",
    "register_family",
    "set_problem_state",
    "set_status",
    "share_family",
    "withdraw_consent",
]
