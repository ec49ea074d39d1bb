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
from families.services.closing import close_family, reopen_family
from families.services.consenting import (
    attach_scan,
    demand_consent,
    record_consent,
    register_withdrawal,
    withdraw_consent,
)
from families.services.copying import request_copy
from families.services.course import add_strength, record_problem, set_problem_state, set_status
from families.services.doubles import note_not_double
from families.services.holds import Hold, register_hold, register_status_hold
from families.services.leaving import let_member_leave, return_member
from families.services.merging import PersonChoice, merge_families
from families.services.numbers import Holder, NumberTaken
from families.services.papers import add_paper, remove_paper
from families.services.printing import issue_blank_forms, issue_consent_form, issue_profile
from families.services.registry import change_family, register_family
from families.services.rights import CLOSED, hold, lock_family
from families.services.sections import register_section, register_withheld, sections_of
from families.services.sharing import end_shares, share_family
from families.services.splitting import split_family
from families.services.standing import correct_entry, end_aid, record_aid, record_decile, record_housing, record_money
from families.services.transferring import AlreadyHere, advance_transfer, note_request, request_transfer, send_transfer
from families.services.unmerging import may_undo_until, undo_merge

__all__ = [
    "Hold",
    "CLOSED",
    "NumberTaken",
    "add_paper",
    "add_strength",
    "attach_scan",
    "change_family",
    "close_family",
    "correct_entry",
    "demand_consent",
    "end_aid",
    "end_shares",
    "record_aid",
    "hold",
    "issue_blank_forms",
    "issue_consent_form",
    "issue_profile",
    "record_assessment",
    "record_consent",
    "record_decile",
    "record_housing",
    "record_money",
    "record_problem",
    "register_family",
    "remove_paper",
    "set_problem_state",
    "set_status",
    "share_family",
    "withdraw_consent",
    "add_indicator",
    "discard_checklist",
    "hold_back_checklist",
    "move_indicator",
    "put_in_force",
    "remove_indicator",
    "reword_indicator",
    "start_checklist",
    "AlreadyHere",
    "advance_transfer",
    "let_member_leave",
    "lock_family",
    "note_request",
    "register_hold",
    "register_section",
    "register_status_hold",
    "register_withheld",
    "request_copy",
    "sections_of",
    "register_withdrawal",
    "reopen_family",
    "request_transfer",
    "return_member",
    "send_transfer",
    "split_family",
    "PersonChoice",
    "may_undo_until",
    "merge_families",
    "note_not_double",
    "undo_merge",
    "Holder",
]
