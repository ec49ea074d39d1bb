from django import forms

from core.forms import DateField, FcuForm, FcuModelForm
from institutions.forms.filling import DATE_HELP, Filled
from programmes.models import BeneficiaryGroup, Programme
from regions.models import Region


class VillageField(forms.ModelChoiceField):
    def label_from_instance(self, village):
        return f"{village.full_name}, {village.parent.full_name}"


class GroupForm(Filled, FcuModelForm):
    """``places`` and ``programmes`` are offered for a new group only: it stays in its village and programme."""

    class Meta:
        model = BeneficiaryGroup
        fields = ["name", "kind", "chair", "formed_on"]
        field_classes = {"formed_on": DateField}
        help_texts = {"formed_on": DATE_HELP, "name": "Contoh: Nelayan Bahari"}

    def __init__(self, data=None, *, record=None, programmes=None, places=None, initial=None):
        super().__init__(data, initial=initial)
        if record is None:
            self._ask_where(programmes, places)
        self.guard(record)

    def _ask_where(self, programmes, places):
        asked = {
            "programme": forms.ModelChoiceField(Programme.objects.none(), label="Program", empty_label="Pilih"),
            "village": VillageField(Region.objects.none(), label="Desa/kelurahan", empty_label="Pilih"),
        }
        asked["programme"].queryset, asked["village"].queryset = programmes, places
        self.fields = {**asked, **self.fields}
        if len(places) == 1:
            self.initial.setdefault("village", places[0].pk)

    def _post_clean(self):
        """The service makes the record; nothing is put on an instance here."""


class PlanSessionsForm(FcuForm):
    starts_on = DateField(label="Pertemuan pertama", help_text="Bila hari libur, dipakai hari kerja berikutnya.")
