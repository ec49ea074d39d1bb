from cases.forms.access import AccessForm, CheckForm, ReceiptForm, SendAgainForm, SendReportForm
from cases.forms.handling import CaseForm, ChangeCaseForm, HandlerForm, step_form
from cases.forms.intakes import InformationForm, IntakeForm, LinkForm
from cases.forms.plan import (
    AgreedRows,
    ChangeActionForm,
    ChangeGoalForm,
    ConferenceForm,
    GoalForm,
    NewActionForm,
    action_step_form,
)
from cases.forms.records import CancelForm, NoteForm, ServiceForm

__all__ = [
    "AccessForm",
    "AgreedRows",
    "CancelForm",
    "CaseForm",
    "ChangeActionForm",
    "ChangeCaseForm",
    "ChangeGoalForm",
    "CheckForm",
    "ConferenceForm",
    "GoalForm",
    "HandlerForm",
    "InformationForm",
    "IntakeForm",
    "LinkForm",
    "NewActionForm",
    "NoteForm",
    "ReceiptForm",
    "SendAgainForm",
    "SendReportForm",
    "ServiceForm",
    "action_step_form",
    "step_form",
]
