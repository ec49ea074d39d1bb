"""The two forms that a family is entered with: the household and one of its members."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FamilyCardField, FcuForm, NationalIdField, PhoneField, TokenField, VersionField
from families.enums import CHOSEN_LEAVE_REASONS, Disability, Education, MaritalStatus, Relation, Sex
from families.forms.fields import LinesField, NameField, NeighbourhoodField, OptionalCodeField, PlainField

LEAVE_REASONS = [(reason.value, reason.label) for reason in CHOSEN_LEAVE_REASONS]
CHECKED = "Sudah diperiksa dengan Kartu Keluarga"


class QuietForm(FcuForm):
    """A form that can show what was typed without judging it, for a draft."""

    def be_quiet(self):
        self._errors, self.cleaned_data, self.warnings = forms.utils.ErrorDict(), {}, []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings = []

    def warn(self, sentences):
        """What may be right but is seldom so: the user must confirm it."""
        self.warnings += sentences
        if sentences and not self.cleaned_data.get("checked") and "checked" not in self.errors:
            self.add_error("checked", self.unchecked)


class FamilyForm(QuietForm):
    unchecked = "Ada yang perlu diperiksa pada identitas keluarga. Beri tanda “Sudah diperiksa”, atau betulkan."

    form_token = TokenField()
    version = VersionField(required=False)
    village = forms.ChoiceField(label="Desa atau kelurahan")
    family_card_number = FamilyCardField(
        label="No. KK", required=False, help_text="16 angka di bagian atas kartu. Kosongkan bila KK belum ada."
    )
    phone = PhoneField(label="Telepon", required=False, help_text="Contoh: 0812 3456 7890")
    address = PlainField(label="Alamat", max_length=200, help_text="Jalan, dan patokan yang mudah dicari.")
    hamlet = PlainField(label="Dusun", max_length=60, required=False)
    rt = NeighbourhoodField(label="RT")
    rw = NeighbourhoodField(label="RW")
    problems = forms.MultipleChoiceField(label="Masalah", required=False, widget=forms.CheckboxSelectMultiple)
    strengths = LinesField(
        label="Potensi", required=False, max_length=2100,
        help_text="Keterampilan, lahan, usaha, atau peran di kampung. Satu potensi satu baris.",
    )  # fmt: skip
    checked = forms.BooleanField(label=CHECKED, required=False)
    are_others = forms.BooleanField(label="Ini orang lain", required=False)

    STORED = ("family_card_number", "phone", "address", "hamlet", "rt", "rw")

    def __init__(self, *args, villages, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = [(code, name) for code, name in villages]
        if len(villages) == 1:
            self.fields["village"].required = False
        if categories is None:
            del self.fields["problems"], self.fields["strengths"]
        else:
            self.fields["problems"].choices = categories

    def values(self):
        return {name: self.cleaned_data[name] for name in self.STORED}


class MemberForm(QuietForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    national_id = NationalIdField(label="NIK", error_messages={"required": "Isi NIK, atau tandai “NIK belum ada”."})
    no_national_id = forms.BooleanField(label="NIK belum ada", required=False)
    name = NameField(label="Nama lengkap", help_text="Seperti di Kartu Keluarga, tanpa gelar.")
    birth_date = DateField(label="Tanggal lahir")
    relation = forms.TypedChoiceField(
        label="Hubungan dengan kepala keluarga", coerce=int, choices=[("", "Pilih"), *Relation.choices]
    )
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Sex, widget=forms.RadioSelect)
    birth_place = PlainField(label="Tempat lahir", max_length=60, required=False)
    marital_status = OptionalCodeField(label="Status kawin", codes=MaritalStatus)
    education = OptionalCodeField(label="Pendidikan", codes=Education)
    occupation = PlainField(label="Pekerjaan", max_length=80, required=False)
    disability = OptionalCodeField(label="Disabilitas", codes=Disability)
    has_chronic_illness = forms.BooleanField(label="Sakit menahun", required=False)
    lives_elsewhere = forms.BooleanField(label="Tidak tinggal di rumah", required=False)
    national_id_note = PlainField(label="Catatan", max_length=200, required=False)
    checked = forms.BooleanField(label=CHECKED, required=False)
    left_reason = forms.ChoiceField(
        label="Masih anggota keluarga?", required=False, choices=[("", "Ya"), *LEAVE_REASONS]
    )
    left_on = DateField(label="Keluar sejak", required=False)

    STORED = (
        "national_id", "national_id_note", "name", "sex", "birth_place", "birth_date", "relation", "marital_status",
        "education", "occupation", "disability", "has_chronic_illness", "lives_elsewhere",
    )  # fmt: skip
    FOLDED = ("birth_place", "marital_status", "education", "occupation", "disability")
    is_folded = False
    CONDITIONS = ("has_chronic_illness", "lives_elsewhere")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["national_id"].required = not self["no_national_id"].value()

    @property
    def unchecked(self):
        name = self.cleaned_data.get("name", "anggota ini")
        return f"Ada yang perlu diperiksa pada {name}. Beri tanda “Sudah diperiksa”, atau betulkan."

    def clean_birth_date(self):
        born = self.cleaned_data["birth_date"]
        if born > timezone.localdate():
            raise forms.ValidationError("Tanggal lahir belum tiba. Periksa hari, bulan, dan tahunnya.")
        return born

    def clean(self):
        data = super().clean()
        self._check_number(data)
        if data.get("left_reason") and not data.get("left_on") and "left_on" not in self.errors:
            data["left_on"] = timezone.localdate()
        if data.get("left_on") and data["left_on"] > timezone.localdate():
            self.add_error("left_on", "Tanggal keluar belum tiba. Isi hari ini atau hari yang sudah lewat.")
        return data

    def _check_number(self, data):
        if data.get("national_id") and data.get("no_national_id"):
            self.add_error("no_national_id", "NIK sudah diisi. Hapus tanda ini, atau kosongkan NIK.")

    @property
    def is_empty(self):
        return self.empty_permitted and not self.has_changed()

    @property
    def is_blank(self):
        return not self["name"].value()

    @property
    def kept(self):
        """The controls of a folded row that hold something."""
        return [bound for bound in self if bound.value() not in (None, "", False)]

    @property
    def is_leaving(self):
        return bool(self.cleaned_data.get("id") and self.cleaned_data.get("left_reason"))

    @property
    def stays_stored(self):
        """Does this row stand for a member who is stored already?"""
        return not self.empty_permitted

    @property
    def folded(self):
        return [self[name] for name in self.FOLDED]

    @property
    def folded_errors(self):
        return any(name in self.errors for name in self.FOLDED)

    @property
    def conditions(self):
        return [self[name] for name in self.CONDITIONS]

    @property
    def title(self):
        return self["name"].value() or ("Kepala keluarga" if self.prefix.endswith("-0") else "Anggota baru")

    def values(self):
        return {name: self.cleaned_data[name] for name in self.STORED}
