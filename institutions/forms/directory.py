from django import forms
from django.db.models import Q

from accounts.capabilities import Capability
from core.forms import FcuModelForm, PhoneField
from families.models import ProblemCategory
from institutions.enums import LegalStatus, PsksCategory
from institutions.forms.coordinates import CoordinatesField
from institutions.forms.filling import Filled
from institutions.models import Institution, ServiceOffer
from institutions.models.directory import KEPT_LEVELS
from regions.enums import Level
from regions.models import Region, in_regions


class Sectioned(Filled):
    """A long form in parts. ``parts``: (title, names of the fields)."""

    parts = ()

    @property
    def sections(self):
        """(title, fields side by side, fields that take the whole width) for the template."""
        parts = [(title, [self[name] for name in names if name in self.fields]) for title, names in self.parts]
        return [
            (title, [bound for bound in fields if not _is_wide(bound)], [bound for bound in fields if _is_wide(bound)])
            for title, fields in parts
        ]


def _is_wide(bound):
    return isinstance(bound.field.widget, forms.Textarea | forms.CheckboxSelectMultiple)


class InstitutionForm(Sectioned, FcuModelForm):
    phone = PhoneField(required=False, label="Telepon", help_text="Contoh: 0812 3456 7890")
    coordinates = CoordinatesField(
        required=False,
        label="Koordinat",
        help_text="Lintang lalu bujur, seperti di peta ponsel. Contoh: -10.3123, 123.5678",
    )
    parts = (
        ("Lembaga", ("name", "kind", "psks", "region", "active")),
        ("Alamat dan kontak", ("address", "coordinates", "contact_person", "phone", "email")),
        ("Status hukum", ("legal_status", "legal_number")),
        ("Pemetaan sosial", ("roles_and_tasks", "problems_met", "joint_roles")),
    )

    class Meta:
        model = Institution
        fields = [
            "name",
            "kind",
            "psks",
            "region",
            "address",
            "contact_person",
            "phone",
            "email",
            "legal_status",
            "legal_number",
            "roles_and_tasks",
            "problems_met",
            "joint_roles",
            "active",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("roles_and_tasks", "problems_met", "joint_roles")
        }
        labels = {"active": "Lembaga ini masih bekerja", "legal_number": "Nomor akta atau tanda daftar"}
        help_texts = {
            "name": "Contoh: Posyandu Melati, Karang Taruna Tunas Laut",
            "psks": "Pilih sendiri hanya bila berbeda",
            "region": "Penduduk wilayah mana yang dilayani",
            "address": "Contoh: RT 004/RW 002, Dusun II",
            "legal_number": "Contoh: AHU-0012345.AH.01.07, 460/12/DINSOS/2024",
            "roles_and_tasks": "Contoh: menimbang balita, memberi makanan tambahan",
            "problems_met": "Contoh: balita kurang gizi, ibu hamil yang jarang diperiksa",
            "joint_roles": "Yang bisa dikerjakan bersama lembaga lain. Contoh: kunjungan rumah bersama PKK",
        }

    def __init__(self, *args, user, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_regions(user)
        self.fields["psks"].choices = [("", "Mengikuti jenis"), *PsksCategory.choices]
        if record is None:
            del self.fields["active"]
        self.guard(record)

    @property
    def only_region(self):
        """Its name, when the user has no choice."""
        field = self.fields["region"]
        return str(field.queryset[0]) if isinstance(field.widget, forms.HiddenInput) else ""

    def _offer_regions(self, user):
        """The regions that the user writes for, see ``keeping``; one alone needs no choice."""
        field = self.fields["region"]
        field.required, field.empty_label = True, None
        field.queryset = Region.objects.filter(_kept(user), active=True)
        only = list(field.queryset[:2])
        if len(only) == 1:
            field.widget, field.initial = forms.HiddenInput(), only[0].pk

    def clean(self):
        given = super().clean()
        if given.get("legal_status") == LegalStatus.NONE and given.get("legal_number"):
            self.add_error(
                "legal_number", "Yang belum terdaftar tidak punya nomor. Kosongkan, atau ganti status hukumnya."
            )
        return given

    def saved(self, record):
        return {**super().saved(record), "coordinates": record.coordinates}

    @property
    def values(self):
        given = super().values
        point = given.pop("coordinates")
        return given | {"latitude": point and point.latitude, "longitude": point and point.longitude}


def _kept(user):
    village = Q(level=Level.VILLAGE) & in_regions("code", user.codes(Capability.CHANGE_INSTITUTIONS))
    above = Q(level__in=set(KEPT_LEVELS) - {Level.VILLAGE})
    return village | above & in_regions("code", user.codes(Capability.KEEP_DIRECTORY))


class OfferForm(Sectioned, FcuModelForm):
    problems = forms.ModelMultipleChoiceField(
        ProblemCategory.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Untuk masalah",
        help_text="Tidak dicentang satu pun berarti untuk semua keluarga.",
    )
    phone = PhoneField(required=False, label="Telepon kontak", help_text="Contoh: 0812 3456 7890")
    parts = (
        ("Layanan", ("sector", "name", "active")),
        ("Syarat dan biaya", ("conditions", "papers", "cost")),
        ("Kapan dan siapa dihubungi", ("schedule", "capacity", "contact", "phone")),
        ("Bagi siapa", ("problems",)),
    )

    class Meta:
        model = ServiceOffer
        fields = [
            "sector",
            "name",
            "conditions",
            "papers",
            "cost",
            "schedule",
            "capacity",
            "contact",
            "phone",
            "problems",
            "active",
        ]
        labels = {"active": "Layanan ini masih diberikan"}
        help_texts = {
            "name": "Contoh: Penimbangan balita, Kursus menjahit",
            "conditions": "Contoh: umur 17–45 tahun",
            "papers": "Contoh: KK, KTP-el, surat pengantar desa",
            "cost": "Contoh: gratis",
            "schedule": "Contoh: Selasa dan Kamis, 08.00–12.00",
            "capacity": "Berapa orang sebulan",
            "contact": "Siapa dihubungi untuk rujukan",
        }

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        if record is None:
            del self.fields["active"]
        self.guard(record)

    def saved(self, record):
        return {**super().saved(record), "problems": list(record.problems.all())}
