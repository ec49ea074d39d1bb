from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, VersionField
from families.models import Assessment
from institutions.forms.filling import DATE_HELP
from institutions.models import Meeting
from mentoring.enums import TerminationWay, WatchResult
from mentoring.forms.selecting import MeetingField
from mentoring.queries.selecting import held_meetings


class VersionedForm(FcuForm):
    """An end is decided on what the page showed."""

    version = VersionField()

    def __init__(self, data=None, *, record, **kwargs):
        super().__init__(data, initial={"version": record.version}, **kwargs)
        self.record = record

    @property
    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class AssessmentField(forms.ModelChoiceField):
    def label_from_instance(self, assessment):
        return f"{assessment.assessed_on:%d-%m-%Y}, oleh {assessment.rated_by}"


class GraduateForm(VersionedForm):
    assessment = AssessmentField(Assessment.objects.none(), label="Berdasarkan asesmen", empty_label=None)
    decided_in = MeetingField(Meeting.objects.none(), label="Diputuskan dalam rapat", empty_label="Pilih rapat")
    decided_on = DateField(label="Tanggal kelulusan", initial=timezone.localdate, help_text=DATE_HELP)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        rows = self.record.plasma.assessments.select_related("assessor")
        self.fields["assessment"].queryset = rows
        self.fields["decided_in"].queryset = held_meetings(self.record.village_id).select_related("care_unit")


class TerminateForm(VersionedForm):
    reason = forms.CharField(label="Alasan", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    way = forms.ChoiceField(label="Tindak lanjut", choices=TerminationWay, widget=forms.RadioSelect)
    plan = forms.CharField(
        label="Rencana baru, atau layanan yang dituju", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Usul rencana kepada para pihak, atau layanan yang lebih sesuai",
    )  # fmt: skip
    decided_on = DateField(label="Tanggal terminasi", initial=timezone.localdate, help_text=DATE_HELP)


class WatchForm(VersionedForm):
    result = forms.ChoiceField(
        label="Hasil pantauan", widget=forms.RadioSelect,
        choices=[choice for choice in WatchResult.choices if choice[0] != WatchResult.RUNNING],
    )  # fmt: skip
    note = forms.CharField(label="Keadaan keluarga sekarang", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    on = DateField(label="Tanggal", initial=timezone.localdate, help_text=DATE_HELP)
