from referrals.services.attaching import MOST_ATTACHMENTS, attach_file, remove_attachment
from referrals.services.moving import advance_referral
from referrals.services.writing import change_draft, write_referral

__all__ = [
    "MOST_ATTACHMENTS",
    "advance_referral",
    "attach_file",
    "change_draft",
    "remove_attachment",
    "write_referral",
]
