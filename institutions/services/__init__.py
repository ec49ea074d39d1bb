from institutions.services.board import issue_leaflet, issue_notice_board
from institutions.services.directory import (
    add_institution,
    add_offer,
    assign_staff,
    change_institution,
    change_offer,
    confirm_institution,
    stop_offer,
)
from institutions.services.meetings import change_meeting, record_meeting
from institutions.services.members import add_member, elect_officer, end_membership, end_term
from institutions.services.rights import require_change
from institutions.services.units import change_unit, deactivate_unit, found_unit, record_decree

__all__ = [
    "add_institution",
    "add_member",
    "add_offer",
    "assign_staff",
    "change_institution",
    "change_meeting",
    "change_offer",
    "change_unit",
    "confirm_institution",
    "deactivate_unit",
    "elect_officer",
    "end_membership",
    "end_term",
    "found_unit",
    "issue_leaflet",
    "issue_notice_board",
    "record_decree",
    "record_meeting",
    "require_change",
    "stop_offer",
]
