from institutions.services.decisions import add_decision, change_decision, finish_decision, reopen_decision
from institutions.services.directory import (
    add_institution,
    add_offer,
    assign_staff,
    change_institution,
    change_offer,
    confirm_institution,
    stop_offer,
)
from institutions.services.meeting_papers import (
    add_meeting_paper,
    issue_attendance_sheet,
    issue_invitation,
    issue_minutes,
    remove_meeting_paper,
)
from institutions.services.meetings import (
    call_off_meeting,
    change_meeting,
    change_plan,
    plan_meeting,
    record_meeting,
)
from institutions.services.members import add_member, elect_officer, end_membership, end_term
from institutions.services.rights import require_change
from institutions.services.units import change_unit, deactivate_unit, found_unit, record_decree

__all__ = [
    "add_decision",
    "add_institution",
    "add_meeting_paper",
    "add_member",
    "add_offer",
    "assign_staff",
    "call_off_meeting",
    "change_decision",
    "change_institution",
    "change_meeting",
    "change_offer",
    "change_plan",
    "change_unit",
    "confirm_institution",
    "deactivate_unit",
    "elect_officer",
    "end_membership",
    "end_term",
    "finish_decision",
    "found_unit",
    "issue_attendance_sheet",
    "issue_invitation",
    "issue_minutes",
    "plan_meeting",
    "record_decree",
    "record_meeting",
    "remove_meeting_paper",
    "reopen_decision",
    "require_change",
    "stop_offer",
]
