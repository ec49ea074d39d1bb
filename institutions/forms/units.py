from django import forms

from accounts.capabilities import Capability
from core.forms import DateField, FcuForm, FcuModelForm, VersionField
from institutions.forms.filling import DATE_HELP, Filled
from institutions.models import CareUnit, Decree
from regions.models import Region, in_regions


class UnitForm(Filled, FcuModelForm):
    class Meta:
        model = CareUnit
        fields = ["name", "address", "founded_on"]
        field_classes = {"founded_on": DateField}
        labels = {"name": "Nama FCU", "founded_on": "Tanggal dibentuk"}
        help_texts = {
            "name": "Contoh: FCU Tablolong",
            "address": "Contoh: Kantor Desa, Dusun II",
            "founded_on": DATE_HELP,
        }

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard(record)


class FoundingForm(UnitForm):
    """A new FCU: for one of the user's villages that has none."""

    field_order = ["village"]
    village = forms.ModelChoiceField(Region.objects.none(), label="Desa atau kelurahan", empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = Region.objects.filter(in_regions("code", user.codes(Capability.CHANGE_INSTITUTIONS)), active=True)
        taken = CareUnit.objects.active().values("village")
        self.fields["village"].queryset = own.villages().exclude(pk__in=taken)


class DecreeForm(Filled, FcuModelForm):
    scan = forms.FileField(
        required=False,
        label="Pindaian SK",
        help_text="Foto paling besar 15 MB, PDF paling besar 5 MB. Yang lama tetap bila kosong.",
    )

    class Meta:
        model = Decree
        fields = ["number", "decided_on", "signed_by"]
        field_classes = {"decided_on": DateField}
        help_texts = {
            "number": "Contoh: 12/SK/DS-TBL/2026",
            "decided_on": DATE_HELP,
            "signed_by": "Nama kepala desa atau lurah",
        }

    def __init__(self, *args, unit, decree=None, **kwargs):
        super().__init__(*args, **kwargs)
        if decree is not None:
            self.initial = {name: getattr(decree, name) for name in self.Meta.fields}
        self.fields["version"] = VersionField(initial=unit.version)

    def saved(self, record):
        decree = Decree.objects.filter(care_unit=record).first()
        return {name: getattr(decree, name, None) for name in self.Meta.fields}


class ClosingForm(Filled, FcuForm):
    version = VersionField()
    reason = forms.CharField(
        label="Sebab", max_length=200, help_text="Contoh: desa digabung, pengurus dan anggota tidak ada lagi"
    )
