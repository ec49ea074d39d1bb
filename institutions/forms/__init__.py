from institutions.forms.activities import ActivityForm, ActivityPhotoForm
from institutions.forms.agenda import AgendaItemForm, AgreementForm
from institutions.forms.board import BoardPaperForm, MonthForm
from institutions.forms.decisions import DecisionForm, FinishForm
from institutions.forms.directory import InstitutionForm, OfferForm
from institutions.forms.founding import DecreeDraftForm, FoundingStepForm, PaperForm
from institutions.forms.groups import GroupEndForm, GroupForm
from institutions.forms.meetings import MeetingForm, PlanForm
from institutions.forms.members import LeaveForm, MemberForm, OfficerForm, TermForm
from institutions.forms.papers import CallOffForm, MeetingPaperForm
from institutions.forms.units import ClosingForm, DecreeForm, FoundingForm, UnitForm

__all__ = [
    "ClosingForm",
    "DecreeDraftForm",
    "DecreeForm",
    "FoundingForm",
    "FoundingStepForm",
    "GroupEndForm",
    "GroupForm",
    "InstitutionForm",
    "LeaveForm",
    "MeetingForm",
    "MemberForm",
    "OfferForm",
    "OfficerForm",
    "PaperForm",
    "TermForm",
    "UnitForm",
    "CallOffForm",
    "DecisionForm",
    "FinishForm",
    "MeetingPaperForm",
    "PlanForm",
    "ActivityForm",
    "ActivityPhotoForm",
    "AgendaItemForm",
    "AgreementForm",
    "BoardPaperForm",
    "MonthForm",
]
