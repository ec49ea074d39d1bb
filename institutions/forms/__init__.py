from institutions.forms.decisions import DecisionForm, FinishForm
from institutions.forms.directory import InstitutionForm, OfferForm
from institutions.forms.meetings import MeetingForm, PlanForm
from institutions.forms.members import LeaveForm, MemberForm, OfficerForm, TermForm
from institutions.forms.papers import CallOffForm, MeetingPaperForm
from institutions.forms.units import ClosingForm, DecreeForm, FoundingForm, UnitForm

__all__ = [
    "CallOffForm",
    "ClosingForm",
    "DecisionForm",
    "DecreeForm",
    "FinishForm",
    "FoundingForm",
    "InstitutionForm",
    "LeaveForm",
    "MeetingForm",
    "MeetingPaperForm",
    "MemberForm",
    "OfferForm",
    "OfficerForm",
    "PlanForm",
    "TermForm",
    "UnitForm",
]
