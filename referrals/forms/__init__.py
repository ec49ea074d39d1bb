from referrals.forms.steps import step_form
from referrals.forms.writing import AttachmentForm, ReferralForm

__all__ = ["AttachmentForm", "ReferralForm", "step_form"]
