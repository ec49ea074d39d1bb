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
from institutions.services.board import issue_leaflet, issue_notice_board
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
from institutions.services.drafting import draft_decree
from institutions.services.founding import (
    add_founding_paper,
    change_founding_step,
    record_founding_step,
    remove_founding_paper,
)
from institutions.services.groups import change_group, end_group, form_group
from institutions.services.meeting_papers import (
    add_meeting_paper,
    issue_attendance_sheet,
    issue_invitation,
    issue_minutes,
    remove_meeting_paper,
)
from institutions.services.meetings import call_off_meeting, change_meeting, change_plan, plan_meeting, record_meeting
from institutions.services.members import add_member, change_position, elect_officer, end_membership, end_term
from institutions.services.rights import require_change, require_keeping
from institutions.services.units import change_unit, deactivate_unit, found_unit, record_decree

__all__ = [
    "add_founding_paper",
    "add_institution",
    "add_member",
    "add_offer",
    "assign_staff",
    "change_founding_step",
    "change_group",
    "change_institution",
    "change_meeting",
    "change_offer",
    "change_position",
    "change_unit",
    "confirm_institution",
    "deactivate_unit",
    "draft_decree",
    "elect_officer",
    "end_group",
    "end_membership",
    "end_term",
    "form_group",
    "found_unit",
    "record_decree",
    "record_founding_step",
    "record_meeting",
    "remove_founding_paper",
    "require_change",
    "require_keeping",
    "stop_offer",
    "add_decision",
    "add_meeting_paper",
    "call_off_meeting",
    "change_decision",
    "change_plan",
    "finish_decision",
    "issue_attendance_sheet",
    "issue_invitation",
    "issue_minutes",
    "plan_meeting",
    "remove_meeting_paper",
    "reopen_decision",
    "AGREEING_KINDS",
    "COUNTED",
    "add_activity_photo",
    "add_agenda_item",
    "agree_agenda",
    "call_off_activity",
    "change_activity",
    "change_agenda_item",
    "copy_agenda",
    "issue_agenda",
    "record_activity",
    "remove_activity_photo",
    "remove_agenda_item",
    "issue_leaflet",
    "issue_notice_board",
]
