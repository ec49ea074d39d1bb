from referrals.forms.deciding import TogetherForm
from referrals.forms.sessions import SessionForm
from referrals.forms.steps import step_form
from referrals.forms.writing import AttachmentForm, FirstCaseForm, ReferralForm

__all__ = ["AttachmentForm", "FirstCaseForm", "ReferralForm", "SessionForm", "TogetherForm", "step_form"]
