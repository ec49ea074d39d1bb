from django import forms

from accounts.capabilities import Capability
from core.forms import FcuModelForm, PhoneField
from families.models import ProblemCategory
from institutions.forms.filling import Filled
from institutions.models import Institution, ServiceOffer
from regions.models import Region, in_regions


class InstitutionForm(Filled, FcuModelForm):
    phone = PhoneField(required=False, label="Telepon", help_text="Contoh: 0812 3456 7890")

    class Meta:
        model = Institution
        fields = [
            "name",
            "kind",
            "region",
            "address",
            "contact_person",
            "phone",
            "email",
            "legal_number",
            "roles_and_tasks",
            "active",
        ]
        widgets = {"roles_and_tasks": forms.Textarea(attrs={"rows": 3})}
        labels = {"active": "Lembaga ini masih bekerja"}
        help_texts = {
            "name": "Contoh: Posyandu Melati, Karang Taruna Tunas Laut",
            "region": "Penduduk desa mana yang dilayani",
            "address": "Contoh: RT 004/RW 002, Dusun II",
            "legal_number": "Nomor akta atau izin, bila ada",
        }

    def __init__(self, *args, user, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_regions(user.codes(Capability.CHANGE_INSTITUTIONS))
        if record is None:
            del self.fields["active"]
        self.guard(record)

    @property
    def only_region(self):
        """Its name, when the user has no choice."""
        field = self.fields["region"]
        return str(field.queryset[0]) if isinstance(field.widget, forms.HiddenInput) else ""

    def _offer_regions(self, codes):
        """The regions that the user writes for; one alone needs no choice."""
        field = self.fields["region"]
        field.required, field.empty_label = True, None
        field.queryset = Region.objects.filter(in_regions("code", codes), active=True)
        if len(codes) == 1 and field.queryset.count() == 1:
            field.widget, field.initial = forms.HiddenInput(), codes[0]


class OfferForm(Filled, FcuModelForm):
    problems = forms.ModelMultipleChoiceField(
        ProblemCategory.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Untuk masalah",
        help_text="Tidak dicentang satu pun berarti untuk semua keluarga.",
    )

    class Meta:
        model = ServiceOffer
        fields = ["sector", "name", "conditions", "cost", "schedule", "capacity", "contact", "problems", "active"]
        labels = {"active": "Layanan ini masih diberikan"}
        help_texts = {
            "name": "Contoh: Penimbangan balita, Kursus menjahit",
            "conditions": "Contoh: membawa KK dan surat pengantar",
            "cost": "Contoh: gratis",
            "schedule": "Contoh: Selasa dan Kamis, 08.00–12.00",
            "capacity": "Berapa orang sebulan",
            "contact": "Siapa dihubungi untuk rujukan, dan nomornya",
        }

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        if record is None:
            del self.fields["active"]
        self.guard(record)

    def saved(self, record):
        return {**super().saved(record), "problems": list(record.problems.all())}
