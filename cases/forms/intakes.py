from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from cases.enums import IntakeSource
from cases.models import Intake
from cases.queries import families_matching
from core.forms import DateField, FcuForm, FcuModelForm, PhoneField, TokenField
from families.enums import Relation, Sex
from families.models import AidReceived

UNKNOWN, NEW = "nanti", "baru"
SEARCHING = "cari"
REGISTER_CHOICES = [("", "Belum diperiksa"), ("True", "Terdaftar"), ("False", "Tidak terdaftar")]


class FamilyFinder(FcuForm):
    """Find a family by a word, then pick it. The button "Cari" posts the form and shows what was found."""

    search = forms.CharField(label="Cari keluarga", required=False, max_length=60, help_text="Nama atau nomor berkas")
    family = forms.ChoiceField(label="Keluarga", required=False, widget=forms.RadioSelect)

    extra_choices = ()

    def __init__(self, data=None, *args, families, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.families = families
        self.fields["family"].choices = [*self._found(), *self.extra_choices]

    @property
    def is_searching(self):
        return self.is_bound and SEARCHING in self.data

    def be_quiet(self):
        """Show what was typed and found, without judging the rest of the page."""
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    def _found(self):
        """Those that fit the word, and the one picked before."""
        picked = self._value("family")
        kept = self.families.filter(pk=picked) if picked.isdecimal() and len(picked) < 19 else self.families.none()
        word = self._value("search").strip()
        rows = {family.pk: family for family in [*kept, *(families_matching(self.families, word) if word else ())]}
        current = AidReceived.objects.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))
        aid = Prefetch("aid", current.select_related("programme"), to_attr="current_aid")
        prefetch_related_objects(list(rows.values()), aid)
        return [(str(family.pk), _line(family)) for family in rows.values()]

    def _value(self, name):
        return str(self[name].value() or "") if self.is_bound else str(self.initial.get(name) or "")

    def picked_family(self):
        choice = self.cleaned_data.get("family")
        return self.families.get(pk=choice) if choice and choice.isdecimal() else None


def _line(family):
    """What tells one family from another, and what DTSEN and the programmes give it already."""
    decile = f"desil {family.decile}" if family.decile else ""
    programmes = ", ".join(dict.fromkeys(str(aid) for aid in family.current_aid))
    parts = [family.head_name, family.hamlet or family.address, family.file_number, decile, programmes]
    return " · ".join(filter(None, parts))


class LinkForm(FamilyFinder):
    """On an intake that has no family yet."""

    def clean_family(self):
        if not self.cleaned_data["family"]:
            raise ValidationError("Pilih satu keluarga. Tidak ada? Cari dengan ejaan lain.")
        return self.cleaned_data["family"]


class IntakeForm(FamilyFinder, FcuModelForm):
    """Who came, with what; and whose family it is: found, registered with the minimum, or left for later."""

    form_token = TokenField()
    village = forms.ChoiceField(label="Desa")
    received_on = DateField(label="Tanggal")
    phone = PhoneField(label="Telepon", required=False)
    in_social_register = forms.TypedChoiceField(
        label="Terdaftar di DTSEN", choices=REGISTER_CHOICES, required=False, empty_value=None,
        coerce=lambda value: value == "True",
    )  # fmt: skip
    decile = forms.IntegerField(label="Desil", required=False, min_value=1, max_value=10, help_text="1 sampai 10")
    information = forms.CharField(
        label="Informasi yang diberikan", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Diisi bila kebutuhannya sudah terjawab saat itu juga. Penerimaan langsung selesai.",
    )  # fmt: skip
    new_head = forms.CharField(label="Nama kepala keluarga", required=False, max_length=120)
    new_sex = forms.ChoiceField(label="Jenis kelamin", required=False, choices=[("", "Pilih"), *Sex.choices])
    new_birth_date = DateField(label="Tanggal lahir", required=False)
    new_address = forms.CharField(label="Alamat", required=False, max_length=200)

    extra_choices = ((UNKNOWN, "Belum diketahui, dihubungkan nanti"), (NEW, "Belum terdata, daftarkan sekarang"))

    class Meta:
        model = Intake
        fields = ["received_on", "source", "reporter", "place", "phone", "need", "urgency", "sensitive"]
        fields += ["in_social_register", "decile", "programmes"]
        widgets = {"need": forms.Textarea(attrs={"rows": 3}), "urgency": forms.RadioSelect}
        help_texts = {
            "place": "Alamat, atau tempat ditemukan. Contoh: RT 02, dekat Posyandu Melati",
            "need": "Dengan kata-kata biasa, contoh: anak belum punya akta, ditolak masuk SD",
            "programmes": "Menurut keluarga. Contoh: PKH, Sembako, PBI-JK",
            "sensitive": "Kekerasan, pelecehan, HIV, narkoba, hukum, atau perdagangan orang: hanya terlihat oleh "
            "Anda dan koordinator",
        }

    def __init__(self, data=None, *, villages, families, **kwargs):
        initial = {"received_on": timezone.localdate, "urgency": 1, "family": UNKNOWN, "village": villages[0][0]}
        super().__init__(data, families=families, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["village"].choices = villages
        if len(villages) == 1:
            self.fields["village"].widget = forms.HiddenInput()
        self.fields["source"].choices = [("", "Pilih"), *IntakeSource.choices]

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError("Tanggalnya belum tiba. Isi hari ini atau sebelumnya.")
        return day

    def clean(self):
        super().clean()
        if self.cleaned_data.get("family") == NEW:
            for name, words in _NEEDED_OF_NEW.items():
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, words)

    def values(self):
        """What services.record_intake takes."""
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        checked = data["decile"] is not None or data["in_social_register"] is not None
        return data | {"checked_on": data["received_on"] if checked else None}

    def new_family(self):
        """(data, members) for families.services.register_family, or None."""
        if self.cleaned_data.get("family") != NEW:
            return None
        given = self.cleaned_data
        head = {"name": given["new_head"], "sex": given["new_sex"], "birth_date": given["new_birth_date"]}
        return {"address": given["new_address"], "phone": given["phone"]}, [head | {"relation": Relation.HEAD}]

    def _post_clean(self):
        """The service makes the record; nothing is put on an instance here."""


_NEEDED_OF_NEW = {
    "new_head": "Isi nama kepala keluarga.",
    "new_sex": "Pilih jenis kelamin kepala keluarga.",
    "new_birth_date": "Isi tanggal lahir kepala keluarga.",
    "new_address": "Isi alamatnya.",
}


class InformationForm(FcuForm):
    information = forms.CharField(
        label="Informasi yang diberikan", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: mengurus akta di Disdukcapil, membawa KK dan surat lahir",
    )  # fmt: skip
