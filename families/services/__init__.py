from families.services.assessing import record_assessment
from families.services.checklists import (
    add_indicator,
    discard_checklist,
    hold_back_checklist,
    move_indicator,
    put_in_force,
    remove_indicator,
    reword_indicator,
    start_checklist,
)
from families.services.consenting import demand_consent, record_consent, withdraw_consent
from families.services.course import add_strength, close_family, record_problem, set_problem_state, set_status
from families.services.numbers import NumberTaken
from families.services.registry import change_family, register_family
from families.services.rights import CLOSED
from families.services.sharing import end_shares, share_family

__all__ = [
    "CLOSED",
    "NumberTaken",
    "add_indicator",
    "add_strength",
    "change_family",
    "close_family",
    "demand_consent",
    "discard_checklist",
    "end_shares",
    "hold_back_checklist",
    "move_indicator",
    "put_in_force",
    "record_assessment",
    "record_consent",
    "record_problem",
    "register_family",
    "remove_indicator",
    "reword_indicator",
    "set_problem_state",
    "set_status",
    "share_family",
    "start_checklist",
    "withdraw_consent",
]
