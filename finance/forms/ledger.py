"""Forms of the cash book."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, PlainSelect, RupiahField, StepForm, TokenField
from finance.enums import CASH_SOURCES, EntryKind
from institutions.forms.filling import DATE_HELP
from institutions.models import Activity, AgendaItem

LATELY = timedelta(days=400)  # activities further back are not on offer
FILE_HELP = "Foto paling besar 15 MB, PDF paling besar 5 MB"
SOURCES = [("", "Pilih"), *((source.value, source.label) for source in CASH_SOURCES)]


class AboveZeroField(RupiahField):
    def validate(self, value):
        super().validate(value)
        if value == 0:
            raise forms.ValidationError("Jumlahnya nol. Tulis jumlah uang yang diterima atau dibayar.", code="zero")


class ActivityField(forms.ModelChoiceField):
    widget = PlainSelect

    def label_from_instance(self, activity):
        return f"{activity.held_on:%d-%m-%Y}: {activity.name}"


class AgendaItemField(forms.ModelChoiceField):
    widget = PlainSelect

    def label_from_instance(self, item):
        return f"{item.agenda.year}: {item.name}"


class EntryForm(FcuForm):
    form_token = TokenField()
    kind = forms.ChoiceField(label="Jenis", choices=EntryKind, widget=forms.RadioSelect)
    dated_on = DateField(label="Tanggal", help_text=DATE_HELP, initial=timezone.localdate)
    amount = AboveZeroField(label="Jumlah", help_text="Rupiah, contoh 1.250.000")
    source = forms.ChoiceField(label="Sumber dana", choices=SOURCES, widget=PlainSelect)
    purpose = forms.CharField(label="Uraian", max_length=200, help_text="Contoh: Cetak selebaran layanan 150 lembar")
    party = forms.CharField(
        label="Dari atau kepada", max_length=120, help_text="Siapa yang menyerahkan atau menerima uang"
    )
    evidence = forms.CharField(label="Nomor bukti", max_length=40, required=False, help_text="Contoh: nota 0127")
    activity = ActivityField(None, label="Kegiatan", required=False, empty_label="Tidak untuk satu kegiatan")
    agenda_item = AgendaItemField(
        None, label="Mata agenda", required=False, empty_label="Mengikuti kegiatan, atau di luar agenda"
    )
    scan = forms.FileField(label="Foto atau PDF bukti", required=False, help_text=FILE_HELP)
    overdraw = forms.BooleanField(label="Tetap catat, melebihi sisa sumber dana ini", required=False)

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        activities = Activity.objects.filter(care_unit=unit, held_on__gte=timezone.localdate() - LATELY)
        self.fields["activity"].queryset = activities.order_by("-held_on", "-pk")
        items = AgendaItem.objects.filter(
            agenda__care_unit=unit, agenda__year__gte=timezone.localdate().year - 1
        ).select_related("agenda")
        self.fields["agenda_item"].queryset = items.order_by("-agenda__year", "first_month", "pk")
        self.asks_overdraw = bool(self.is_bound and self.data.get("overdraw"))

    @property
    def values(self):
        given = dict(self.cleaned_data)
        given["upload"] = given.pop("scan")
        given.pop("form_token")
        return given


class ReverseForm(FcuForm):
    form_token = TokenField()
    dated_on = DateField(label="Tanggal pembalik", help_text=DATE_HELP, initial=timezone.localdate)
    reason = forms.CharField(label="Alasan", max_length=150, help_text="Contoh: salah tulis jumlah, nota 506.000")


class ScanForm(FcuForm):
    form_token = TokenField()
    scan = forms.FileField(label="Foto atau PDF bukti", help_text=FILE_HELP)


class CloseForm(StepForm):
    """A step of a month; closing says what was counted."""

    counted = RupiahField(label="Uang yang dihitung", help_text="Uang tunai ditambah simpanan bank, rupiah")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = "Wajib bila berbeda dari saldo buku"
        self.order_fields(["version", "counted", "note"])


def month_form(name, step, month, data=None):
    made_by = CloseForm if name == "close" else StepForm
    return made_by(data, name=name, step=step, record=month)
