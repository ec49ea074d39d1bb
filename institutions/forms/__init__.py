from institutions.forms.board import MonthForm, PaperForm
from institutions.forms.directory import InstitutionForm, OfferForm
from institutions.forms.meetings import MeetingForm
from institutions.forms.members import LeaveForm, MemberForm, OfficerForm, TermForm
from institutions.forms.units import ClosingForm, DecreeForm, FoundingForm, UnitForm

__all__ = [
    "ClosingForm",
    "DecreeForm",
    "FoundingForm",
    "InstitutionForm",
    "LeaveForm",
    "MeetingForm",
    "MemberForm",
    "MonthForm",
    "OfferForm",
    "OfficerForm",
    "PaperForm",
    "TermForm",
    "UnitForm",
]
