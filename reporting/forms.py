from django import forms

from core.forms import FcuForm, FcuModelForm, StepForm, VersionField
from core.periods import Period
from reporting.enums import ReportState
from reporting.models import NARRATIVE, Report

HINTS = {
    "implementation": "Apa yang dilakukan, kapan, bersama siapa. Contoh: tiga rapat, satu penyuluhan di Posyandu.",
    "results": "Apa yang berubah bagi keluarga. Contoh: 4 keluarga kini terdaftar PBI-JK.",
    "obstacles": "Apa yang menghambat. Bila tidak ada, tulis “Tidak ada”.",
    "solutions": "Apa yang sudah dan akan dilakukan untuk mengatasinya.",
}


class NarrativeForm(FcuModelForm):
    mark_optional = False
    version = VersionField()

    class Meta:
        model = Report
        fields = NARRATIVE
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in NARRATIVE}
        help_texts = HINTS


class ReportStepForm(StepForm):
    """A step without a note of its own is one button."""

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if not self.step.note_required:
            del self.fields["note"]


class ReportFilter(FcuForm):
    """Which reports a list shows; the words of the address are Indonesian."""

    masa = forms.ChoiceField(label="Masa laporan", required=False)
    kecamatan = forms.CharField(required=False, widget=forms.HiddenInput)
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua keadaan"), *ReportState.choices])

    def __init__(self, data=None, *, periods):
        super().__init__(data)
        self.fields["masa"].choices = [(code, Period.parse(code).label) for code in periods]
        self.periods = periods

    @property
    def period(self):
        """The period asked for, else the newest. Raises PeriodError for text that is no period."""
        asked = self.data.get("masa", "")
        if asked:
            return Period.parse(asked).code
        return self.periods[0] if self.periods else ""
