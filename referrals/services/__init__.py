from referrals.services.answering import LinkEnded, answer_by_link
from referrals.services.attaching import MOST_ATTACHMENTS, attach_file, remove_attachment, send_along
from referrals.services.deciding import MOST_TOGETHER, TOGETHER, TOO_MANY, decide_together, plan_together, told_by
from referrals.services.limits import set_limits
from referrals.services.links import (
    close_link,
    link_behind,
    link_with_code,
    make_link,
    note_opening,
    note_refusal,
    report_wrong_receiver,
    tried_too_often,
)
from referrals.services.moving import FURTHEST, advance_referral
from referrals.services.placing import renew_link
from referrals.services.sessions import may_record_sessions, record_session
from referrals.services.writing import change_draft, write_referral

__all__ = [
    "FURTHEST",
    "LinkEnded",
    "MOST_ATTACHMENTS",
    "MOST_TOGETHER",
    "TOGETHER",
    "TOO_MANY",
    "advance_referral",
    "answer_by_link",
    "attach_file",
    "change_draft",
    "decide_together",
    "may_record_sessions",
    "plan_together",
    "record_session",
    "remove_attachment",
    "set_limits",
    "send_along",
    "told_by",
    "close_link",
    "link_behind",
    "link_with_code",
    "make_link",
    "note_opening",
    "note_refusal",
    "remove_attachment",
    "renew_link",
    "report_wrong_receiver",
    "tried_too_often",
    "write_referral",
]
