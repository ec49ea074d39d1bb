from referrals.documents.introduction import IntroductionLetter
from referrals.documents.letter import ReferralLetter
from referrals.documents.status import FamilyStatus

__all__ = ["FamilyStatus", "IntroductionLetter", "ReferralLetter"]
