"""Beginning a plan, and the acts on a whole one."""

from datetime import date

from django import forms
from django.utils import timezone

from core.forms import FcuForm, FcuModelForm, StepForm, VersionField
from core.periods import Period, months_later
from institutions.forms.filling import Filled
from workplans.enums import FollowUp
from workplans.models import WorkPlan
from workplans.queries.plans import movable, stages_of
from workplans.services.plans import MONTHS_AROUND, MOST_MONTHS, last_restart

FACILITATOR_HELP = "Yang mendampingi warga. Contoh: Ferdi Sabuin, TKSK"


def months_between(first, last):
    """Choices of months from one first day to another."""
    months = []
    while first <= last:
        months.append((first.isoformat(), Period.of("M", first).label))
        first = months_later(first, 1)
    return months


def this_month():
    return timezone.localdate().replace(day=1)


class MonthField(forms.TypedChoiceField):
    """One of the months on offer, as its first day."""

    def __init__(self, **kwargs):
        super().__init__(coerce=date.fromisoformat, empty_value=None, **kwargs)


class BeginForm(Filled, FcuForm):
    unit = forms.ModelChoiceField(None, label="FCU")
    starts_on = MonthField(label="Bulan mulai", help_text="Tujuh tahap, satu tahap setiap bulan")
    facilitator = forms.CharField(label="Fasilitator", max_length=120, help_text=FACILITATOR_HELP)

    def __init__(self, data=None, *, units, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["unit"].queryset = units
        now = this_month()
        around = (months_later(now, -MONTHS_AROUND), months_later(now, MONTHS_AROUND))
        self.fields["starts_on"].choices = months_between(*around)
        self.initial["starts_on"] = now.isoformat()
        only = units[:2]
        if len(only) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = only[0].pk
        self.guard(None)


class FacilitatorForm(Filled, FcuModelForm):
    class Meta:
        model = WorkPlan
        fields = ["facilitator"]
        help_texts = {"facilitator": FACILITATOR_HELP}

    def __init__(self, data=None, *, record):
        super().__init__(data)
        self.guard(record)


class DelayForm(FcuForm):
    """Which stages move, and how far."""

    version = VersionField()
    from_position = forms.TypedChoiceField(label="Mulai dari tahap", coerce=int)
    months = forms.TypedChoiceField(
        label="Digeser",
        coerce=int,
        choices=[
            *((number, f"mundur {number} bulan") for number in range(1, MOST_MONTHS + 1)),
            *((-number, f"maju kembali {number} bulan") for number in range(1, MOST_MONTHS + 1)),
        ],
    )
    reason = forms.CharField(label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, plan, stages):
        super().__init__(data, auto_id="id_delay_%s", initial={"version": plan.version})
        self.fields["from_position"].choices = [(stage.position, str(stage)) for stage in movable(stages)]


class RestartForm(StepForm):
    """``month``: in which the first unreported stage goes on; nothing to choose where all are reported."""

    month = MonthField(label="Dilanjutkan pada")

    field_order = ["version", "month", "note"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        left = movable(stages_of(self.record))
        if not left:
            del self.fields["month"]
            return
        first = max(left[0].begins_on, this_month())
        self.fields["month"].choices = months_between(first, last_restart(left[0]))
        self.fields["month"].help_text = f"{left[0]} mulai lagi pada bulan itu, yang sesudahnya menyusul."


class CloseForm(StepForm):
    follow_up = forms.ChoiceField(label="Tindak lanjut", choices=FollowUp, widget=forms.RadioSelect)

    field_order = ["version", "follow_up", "note"]


FORMS = {"restart": RestartForm, "close": CloseForm}


def plan_form(name, step, plan, data=None):
    return FORMS.get(name, StepForm)(data, name=name, step=step, record=plan)
