from institutions.services.activities import (
    COUNTED,
    add_activity_photo,
    call_off_activity,
    change_activity,
    record_activity,
    remove_activity_photo,
)
from institutions.services.agenda import (
    AGREEING_KINDS,
    add_agenda_item,
    agree_agenda,
    change_agenda_item,
    copy_agenda,
    issue_agenda,
    remove_agenda_item,
)
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
    "AGREEING_KINDS",
    "COUNTED",
    "add_activity_photo",
    "add_agenda_item",
    "add_institution",
    "add_member",
    "add_offer",
    "agree_agenda",
    "assign_staff",
    "call_off_activity",
    "change_activity",
    "change_agenda_item",
    "change_institution",
    "change_meeting",
    "change_offer",
    "change_unit",
    "confirm_institution",
    "copy_agenda",
    "deactivate_unit",
    "elect_officer",
    "end_membership",
    "end_term",
    "found_unit",
    "issue_agenda",
    "record_activity",
    "record_decree",
    "record_meeting",
    "remove_activity_photo",
    "remove_agenda_item",
    "require_change",
    "stop_offer",
]
