from cases.forms.handling import CaseForm, HandlerForm, step_form
from cases.forms.intakes import InformationForm, IntakeForm, LinkForm
from cases.forms.records import NoteForm, ServiceForm

__all__ = [
    "CaseForm",
    "HandlerForm",
    "InformationForm",
    "IntakeForm",
    "LinkForm",
    "NoteForm",
    "ServiceForm",
    "step_form",
]
