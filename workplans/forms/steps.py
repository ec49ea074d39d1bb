"""Steps, their papers, and the checklist of those to involve."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, TokenField
from institutions.forms.filling import DATE_HELP, Filled
from workplans.queries.stages import recorded_day


class DoneForm(Filled, FcuForm):
    """Ticks a step; its day is that of the meeting or of the telling where that is recorded."""

    done_on = DateField(label="Selesai pada", help_text=DATE_HELP)
    done_by = forms.CharField(
        label="Oleh", max_length=120, required=False, help_text="Contoh: Melki Tefa, ketua RT 004"
    )
    note = forms.CharField(label="Catatan", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, record):
        super().__init__(data)
        self.guard(record)
        self.initial["done_on"] = record.done_on or recorded_day(record, record.stage) or timezone.localdate()


class StepPlanForm(Filled, FcuForm):
    """A step of the FCU's own, new or changed; of a step from the template only the day."""

    text = forms.CharField(label="Langkah", max_length=200, help_text="Contoh: Mengunjungi kelompok tani")
    planned_on = DateField(label="Direncanakan pada", help_text=DATE_HELP)

    def __init__(self, data=None, *, record=None):
        super().__init__(data)
        if record is not None and not record.is_added:
            del self.fields["text"]
        self.guard(record)


class PaperForm(FcuForm):
    form_token = TokenField()
    file = forms.FileField(label="Foto atau PDF", help_text="Foto paling besar 15 MB, PDF paling besar 5 MB")
    step = forms.ModelChoiceField(None, label="Bukti untuk langkah", required=False, empty_label="Seluruh tahap")
    caption = forms.CharField(label="Keterangan", max_length=200, required=False, help_text="Contoh: Peta lingkungan")

    def __init__(self, data=None, files=None, *, stage, step=None):
        super().__init__(data, files, initial={"step": step})
        self.fields["step"].queryset = stage.steps.all()


class InvolvedForm(FcuForm):
    done_on = DateField(label="Dilakukan pada", help_text=DATE_HELP, initial=timezone.localdate)
    note = forms.CharField(label="Catatan", max_length=300, required=False)

    def __init__(self, data=None, *, party):
        saved = party.ticked
        initial = {"done_on": saved.done_on, "note": saved.note} if saved else {}
        super().__init__(data, initial=initial, auto_id=f"id_{party.pk}_%s")
