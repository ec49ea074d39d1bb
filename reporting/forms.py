from django import forms

from core.forms import DateField, FcuForm, FcuModelForm, StepForm, TokenField, VersionField
from core.periods import Period, PeriodError
from regions.enums import Level
from reporting.enums import UNSENT, ReportKind, ReportState
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
    form_token = TokenField(required=False)

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


class DownloadForm(FcuForm):
    """Which papers the page of downloads shows; the words of the address are Indonesian."""

    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua jenis"), *ReportKind.choices])
    masa = forms.ChoiceField(label="Masa", required=False)
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    keadaan = forms.ChoiceField(label="Keadaan", required=False)
    FIELDS = {"jenis": "kind", "masa": "period", "keadaan": "state"}

    def __init__(self, data, *, reports):
        super().__init__(data)
        self.reports = reports
        periods = reports.order_by("-period").values_list("period", flat=True).distinct()
        places = reports.filter(region__level=Level.VILLAGE).order_by("region__parent__name")
        districts = places.values_list("region__parent", "region__parent__name").distinct()
        states = [(state, state.label) for state in ReportState if state not in UNSENT]
        self.fields["masa"].choices = [("", "Semua masa"), *((code, Period.parse(code).label) for code in periods)]
        self.fields["kecamatan"].choices = [("", "Semua kecamatan"), *districts]
        self.fields["keadaan"].choices = [("", "Semua keadaan"), *states]

    @property
    def found(self):
        """The reports that fit; nonsense in the address finds none."""
        if not self.is_valid():
            return self.reports.none()
        asked = {field: self.cleaned_data[name] for name, field in self.FIELDS.items() if self.cleaned_data[name]}
        district = self.cleaned_data["kecamatan"]
        rows = self.reports.filter(region__code__within=district) if district else self.reports
        return rows.filter(**asked)

    @property
    def words(self):
        """“, Laporan triwulan FCU, Triwulan III Tahun 2026” for the name of a ZIP."""
        chosen = [name for name in self.fields if self.is_valid() and self.cleaned_data[name]]
        labels = [dict(self.fields[name].choices)[self.cleaned_data[name]] for name in chosen]
        return "".join(f", {label}" for label in labels)


class RunForm(FcuForm):
    mark_optional = False
    wilayah = forms.ModelChoiceField(label="Kabupaten/kota", queryset=None, empty_label=None)
    masa = forms.CharField(label="Masa", max_length=7, help_text="Contoh: 2026-T3, 2026-S1, atau 2026.")

    def __init__(self, data=None, *, regions):
        super().__init__(data)
        self.fields["wilayah"].queryset = regions

    def clean_masa(self):
        try:
            self.period = Period.parse(self.cleaned_data["masa"])
        except PeriodError as error:
            raise forms.ValidationError(str(error)) from error
        if self.period.kind == "M":
            raise forms.ValidationError("Laporan dibuat untuk triwulan, semester, atau tahun.")
        return self.period.code


class TimeForm(FcuForm):
    mark_optional = False
    until = DateField(label="Sampai tanggal", help_text="Contoh: 15-11-2026")
    reason = forms.CharField(label="Alasan", max_length=200, help_text="Dibaca penulis laporan dan penerimanya.")
