"""What is asked about a stage."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, FcuModelForm, StepForm, TokenField
from institutions.forms.filling import DATE_HELP, Filled
from institutions.models import Meeting
from workplans.models import PlanStage
from workplans.queries.stages import meetings_for

LONG = {"rows": 6}


class MeetingField(forms.ModelChoiceField):
    """A meeting of the FCU, by its number, kind, day and place."""

    def label_from_instance(self, meeting):
        planned = ", direncanakan" if meeting.is_planned else ""
        return f"{meeting.reference} · {meeting.title} · {meeting.held_on:%d-%m-%Y}, {meeting.place}{planned}"


class StageMeetingForm(Filled, FcuForm):
    meeting = MeetingField(
        Meeting.objects.none(), label="Pertemuan tahap ini", required=False, empty_label="Belum ada",
        help_text="Rapat FCU sejak rencana dimulai, yang direncanakan atau yang sudah diadakan",
    )  # fmt: skip

    def __init__(self, data=None, *, record):
        super().__init__(data)
        self.fields["meeting"].queryset = meetings_for(record)
        self.guard(record)


class WrittenForm(Filled, FcuModelForm):
    class Meta:
        model = PlanStage
        fields = ["result", "obstacle", "next_work"]
        widgets = {name: forms.Textarea(attrs=LONG) for name in fields}
        help_texts = {
            "result": "Apa yang dicapai warga. Contoh: 23 warga mengenali 9 kebutuhan",
            "obstacle": "Apa yang menghambat",
            "next_work": "Yang disepakati untuk tahap berikutnya",
        }

    def __init__(self, data=None, *, record, initial=None):
        super().__init__(data, initial=initial)
        self.fields["result"].required = True
        self.guard(record)
        self.fields["form_token"] = TokenField(required=False)


def _told_field(before):
    return DateField(
        label=f"Notulen tahap {before.position} disampaikan kembali pada", initial=timezone.localdate,
        help_text="Hari notulen itu dibacakan kembali kepada warga",
    )  # fmt: skip


class OpenForm(StepForm):
    """``before``: the stage whose minutes are told back, None for the first."""

    opened_on = DateField(label="Mulai pada", help_text=DATE_HELP, initial=timezone.localdate)

    def __init__(self, data=None, *, before, **kwargs):
        super().__init__(data, **kwargs)
        del self.fields["note"]
        if before:
            self.fields["told_on"] = _told_field(before)


class OpeningForm(Filled, FcuForm):
    """The days of an opening, put right."""

    opened_on = DateField(label="Mulai pada", help_text=DATE_HELP)

    def __init__(self, data=None, *, record, before):
        super().__init__(data)
        if before:
            self.fields["told_on"] = _told_field(before)
        self.guard(record)


class ReportForm(StepForm):
    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["note"].label = "Keterangan"
        self.fields["note"].help_text = "Wajib bila ada langkah yang belum selesai: jelaskan sebabnya"


def stage_form(name, step, stage, before, data=None):
    given = {"name": name, "step": step, "record": stage}
    if name == "open":
        return OpenForm(data, before=before, **given)
    return (ReportForm if name == "report" else StepForm)(data, **given)
