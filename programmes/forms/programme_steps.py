"""The acts on a whole programme."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, StepForm
from institutions.forms.filling import DATE_HELP, Filled
from programmes.enums import AfterEnd


class EndForm(StepForm):
    """Asks for a reason while the planned period is not over."""

    after_end = forms.ChoiceField(label="Sesudah ini", choices=AfterEnd, widget=forms.RadioSelect)
    early_reason = forms.CharField(
        label="Alasan berakhir lebih awal", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Isi alasan berakhir lebih awal."},
    )  # fmt: skip

    field_order = ["version", "early_reason", "after_end", "note"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if timezone.localdate() >= self.record.ends_on:
            del self.fields["early_reason"]


def programme_form(name, step, programme, data=None):
    form = EndForm if name == "end" else StepForm
    return form(data, name=name, step=step, record=programme)


class ReviewForm(Filled, FcuForm):
    done_on = DateField(label="Dilakukan pada", help_text=DATE_HELP)
    findings = forms.CharField(label="Temuan", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    recommendation = forms.CharField(
        label="Saran", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang sebaiknya dilakukan, oleh siapa, dan kapan",
    )  # fmt: skip

    def __init__(self, data=None, *, record):
        super().__init__(data)
        self.guard(record)
        self.initial["done_on"] = record.done_on or timezone.localdate()
