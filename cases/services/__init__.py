from cases.services.access import end_access, name_person
from cases.services.checks import record_check
from cases.services.conferences import consent_to_share, record_conference
from cases.services.handling import advance_case, assign_handler, change_case, open_case, set_sensitive
from cases.services.holds import register_case_hold
from cases.services.intakes import cancel_intake, give_information, link_family, record_intake
from cases.services.papers import issue_summary, receive_incidental, send_again, send_incidental
from cases.services.plan import advance_action, change_action, change_goal, plan_action, set_goal
from cases.services.records import add_note, cancel_service, change_note, record_service, remove_note_photo
from cases.services.rights import CASE_CLOSED
from cases.services.telling import tell_what_is_late

__all__ = [
    "CASE_CLOSED",
    "add_note",
    "advance_action",
    "advance_case",
    "assign_handler",
    "cancel_intake",
    "cancel_service",
    "change_action",
    "change_case",
    "change_goal",
    "change_note",
    "consent_to_share",
    "end_access",
    "give_information",
    "issue_summary",
    "link_family",
    "name_person",
    "open_case",
    "plan_action",
    "receive_incidental",
    "record_check",
    "record_conference",
    "record_intake",
    "record_service",
    "register_case_hold",
    "remove_note_photo",
    "send_again",
    "send_incidental",
    "set_goal",
    "set_sensitive",
    "tell_what_is_late",
]
