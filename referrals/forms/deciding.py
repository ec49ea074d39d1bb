from django import forms

from core.forms import FcuForm, TokenField
from institutions.models import Institution
from referrals.forms.steps import PICK_ONE
from referrals.queries import common_provider_choices
from referrals.services import TOGETHER
from referrals.services.placing import TIER_OF_STEP
from referrals.workflow import STEPS

NO_COMMON = "Tidak ada penyedia yang terjangkau semua rujukan ini. Tempatkan satu per satu."


class TogetherForm(FcuForm):
    """What one decision on several files asks for, from the step that gives it its words.

    ``plan``: what the decision would do to each file.
    """

    form_token = TokenField()
    reason = forms.ChoiceField(label="Alasan", widget=forms.RadioSelect)
    institution = forms.ChoiceField(label="Satu penyedia untuk semuanya", error_messages={"required": PICK_ONE})
    note = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, decision, plan, **kwargs):
        super().__init__(data, auto_id=f"id_{decision}_%s", **kwargs)
        self.decision, self.step = decision, STEPS[TOGETHER[decision][0]]
        self._ask_note()
        if self.step.reasons:
            self.fields["reason"].choices = self.step.reasons.choices
        else:
            del self.fields["reason"]
        if decision == "approve":
            self._ask_provider(plan)
        else:
            del self.fields["institution"]

    def _ask_note(self):
        field = self.fields["note"]
        field.required, field.label = self.step.note_required, self.step.note_label
        field.error_messages["required"] = f"Isi {self.step.note_label.lower()}."

    def _ask_provider(self, plan):
        placings = [(planned.referral, TIER_OF_STEP[planned.name]) for planned in plan if planned.name]
        choices = common_provider_choices(placings) if placings else []
        field = self.fields["institution"]
        field.choices = [("", "Pilih penyedia"), *choices]
        if not choices:
            field.help_text = field.error_messages["required"] = field.error_messages["invalid_choice"] = NO_COMMON
        self.fields["note"].label = "Catatan untuk FCU dan penyedia"

    def extra(self):
        """What the step's service takes besides the note."""
        given = self.cleaned_data
        if "institution" in self.fields:
            return {"institution": Institution.objects.get(pk=given["institution"])}
        return {"reason": given["reason"]} if "reason" in self.fields else {}
