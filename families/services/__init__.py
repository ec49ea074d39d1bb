from families.services.assessing import record_assessment
from families.services.closing import close_family, reopen_family
from families.services.consenting import demand_consent, record_consent, withdraw_consent
from families.services.course import add_strength, record_problem, set_problem_state, set_status
from families.services.holds import register_hold
from families.services.leaving import let_member_leave, return_member
from families.services.numbers import NumberTaken
from families.services.registry import change_family, register_family
from families.services.rights import CLOSED
from families.services.sharing import end_shares, share_family
from families.services.splitting import split_family
from families.services.transferring import (
    AlreadyHere,
    advance_transfer,
    note_request,
    request_transfer,
    send_transfer,
)

__all__ = [
    "CLOSED",
    "AlreadyHere",
    "NumberTaken",
    "add_strength",
    "advance_transfer",
    "change_family",
    "close_family",
    "demand_consent",
    "end_shares",
    "let_member_leave",
    "note_request",
    "record_assessment",
    "record_consent",
    "record_problem",
    "register_family",
    "register_hold",
    "reopen_family",
    "request_transfer",
    "return_member",
    "send_transfer",
    "set_problem_state",
    "set_status",
    "share_family",
    "split_family",
    "withdraw_consent",
]
