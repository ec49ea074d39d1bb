from django import forms

from core.formatting import MONTHS
from core.forms import FcuForm, FcuModelForm, RupiahField, VersionField
from institutions.forms.filling import Filled
from institutions.models import AgendaItem, Meeting
from institutions.services import AGREEING_KINDS

MONTH_CHOICES = list(enumerate(MONTHS, 1))


class AgendaItemForm(Filled, FcuModelForm):
    first_month = forms.TypedChoiceField(choices=MONTH_CHOICES, coerce=int, label="Mulai bulan")
    last_month = forms.TypedChoiceField(choices=MONTH_CHOICES, coerce=int, label="Sampai bulan")
    times = forms.IntegerField(min_value=1, max_value=366, initial=1, label="Berapa kali setahun")
    target_number = forms.IntegerField(
        min_value=0, max_value=100_000, required=False, label="Jumlah sasaran", help_text="Jumlah orang, contoh 40"
    )
    budget = RupiahField(required=False, label="Anggaran setahun", help_text="Rupiah, contoh 1.150.000")

    class Meta:
        model = AgendaItem
        fields = [
            "kind", "name", "goal", "target_group", "target_number", "first_month", "last_month", "times", "budget",
            "source", "facilities", "responsible",
        ]  # fmt: skip
        help_texts = {
            "name": "Contoh: Penyuluhan gizi bersama Posyandu",
            "goal": "Apa yang berubah bagi keluarga",
            "target_group": "Contoh: keluarga dengan balita di Dusun II",
            "facilities": "Contoh: pengeras suara, kursi balai desa",
            "responsible": "Nama atau jabatan, contoh: Sekretaris",
        }

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard(record)

    def said(self, name, value):
        return MONTHS[value - 1] if name in {"first_month", "last_month"} else super().said(name, value)

    def _get_validation_exclusions(self):
        """The order of the months is the service's rule, told in a sentence; the constraint stays the last word."""
        return super()._get_validation_exclusions() | {"first_month", "last_month"}


class AgreementForm(Filled, FcuForm):
    version = VersionField()
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Rapat yang menyepakati",
        help_text="Rapat rutin, rencana kerja, atau keputusan yang sudah dicatat",
    )

    def __init__(self, *args, agenda, **kwargs):
        super().__init__(*args, **kwargs)
        years = (agenda.year - 1, agenda.year)
        self.fields["meeting"].queryset = agenda.care_unit.meetings.filter(
            kind__in=AGREEING_KINDS, is_planned=False, held_on__year__range=years
        )
        self.initial = {**self.saved(agenda), "version": agenda.version}

    def saved(self, record):
        return {"meeting": record.agreed_in}
