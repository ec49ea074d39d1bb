from institutions.forms.activities import ActivityForm, ActivityPhotoForm
from institutions.forms.agenda import AgendaItemForm, AgreementForm
from institutions.forms.directory import InstitutionForm, OfferForm
from institutions.forms.meetings import MeetingForm
from institutions.forms.members import LeaveForm, MemberForm, OfficerForm, TermForm
from institutions.forms.units import ClosingForm, DecreeForm, FoundingForm, UnitForm

__all__ = [
    "ActivityForm",
    "ActivityPhotoForm",
    "AgendaItemForm",
    "AgreementForm",
    "ClosingForm",
    "DecreeForm",
    "FoundingForm",
    "InstitutionForm",
    "LeaveForm",
    "MeetingForm",
    "MemberForm",
    "OfferForm",
    "OfficerForm",
    "TermForm",
    "UnitForm",
]
