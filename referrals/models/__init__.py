from referrals.models.limits import TimeLimit
from referrals.models.links import AnswerLink
from referrals.models.placement import Attachment, Placement
from referrals.models.referral import BADGES, Referral, ReferralEvent
from referrals.models.reminders import Reminder
from referrals.models.sessions import CounsellingSession

__all__ = [
    "BADGES",
    "AnswerLink",
    "Attachment",
    "CounsellingSession",
    "Placement",
    "Referral",
    "ReferralEvent",
    "Reminder",
    "TimeLimit",
]
