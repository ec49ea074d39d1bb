"""The two forms that a family is entered with: the household and one of its members."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FamilyCardField, FcuForm, NationalIdField, PhoneField, TokenField, VersionField
from families.enums import (
    CHOSEN_LEAVE_REASONS,
    DataSource,
    Disability,
    Education,
    LeaveReason,
    MaritalStatus,
    MarriageStanding,
    Relation,
    Religion,
    Schooling,
    Sex,
)
from families.forms.acts import PastDateField
from families.forms.fields import (
    CoordinatesField,
    LinesField,
    NameField,
    NeighbourhoodField,
    OptionalCodeField,
    OptionalWordField,
    PlainField,
)
from families.forms.shown import raw_of, seal, seals_in, text_of

LEAVE_REASONS = [(reason.value, reason.label) for reason in CHOSEN_LEAVE_REASONS]
CHECKED = "Sudah diperiksa dengan Kartu Keluarga"


class EntryForm(FcuForm):
    """Shows what was typed without judging it, for a draft; warns of what is rare; knows what the page showed."""

    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings, self.clash = [], None
        if self.stays_stored:
            self.initial["base"] = "".join(self.seal_of(name) for name in self.COMPARED)

    def be_quiet(self):
        self._errors, self.cleaned_data, self.warnings = forms.utils.ErrorDict(), {}, []

    def warn(self, sentences):
        """What may be right but is seldom so: the user must confirm it."""
        self.warnings += sentences
        if sentences and not self.cleaned_data.get("checked") and "checked" not in self.errors:
            self.add_error("checked", self.unchecked)

    @property
    def stays_stored(self):
        """Does this form stand for a record that is stored already?"""
        return bool(self.initial.get("id"))

    @property
    def shown(self):
        """Field → seal of what the page showed when it was opened."""
        return seals_in(self["base"].value() or "", self.COMPARED)

    def stored_raw(self, name):
        return raw_of(self.fields[name], self.initial.get(name))

    def stored_text(self, name):
        return text_of(self.fields[name], self.stored_raw(name))

    def typed_text(self, name):
        return text_of(self.fields[name], self[name].data)

    def seal_of(self, name, text=None):
        """Of what is stored now, or of ``text``."""
        owner = f"{type(self).__name__}{self.initial['id']}"
        return seal(owner, name, self.stored_text(name) if text is None else text)

    @property
    def differs(self):
        """Does it say anything else than what is stored?"""
        return any(self.typed_text(name) != self.stored_text(name) for name in self.COMPARED)


class FamilyForm(EntryForm):
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
    coordinates = CoordinatesField(
        label="Koordinat", required=False, help_text="Salin dari peta di ponsel, contoh -10.3123, 123.5678"
    )
    data_source = OptionalWordField(label="Sumber data", words=DataSource)
    data_date = PastDateField(label="Tanggal pendataan", required=False)
    problems = forms.MultipleChoiceField(label="Masalah", required=False, widget=forms.CheckboxSelectMultiple)
    strengths = LinesField(
        label="Potensi", required=False, max_length=2100,
        help_text="Keterampilan, lahan, usaha, atau peran di kampung. Satu potensi satu baris.",
    )  # fmt: skip
    checked = forms.BooleanField(label=CHECKED, required=False)
    are_others = forms.BooleanField(label="Ini orang lain", required=False)

    COMPARED = (
        "family_card_number", "phone", "address", "hamlet", "rt", "rw", "coordinates", "data_source", "data_date",
    )  # fmt: skip
    FOLDED = ("coordinates", "data_source", "data_date")

    def __init__(self, *args, villages, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = [(code, name) for code, name in villages]
        if len(villages) == 1:
            self.fields["village"].required = False
        if not self.is_bound and not self.stays_stored:
            first = "family_card_number" if len(villages) == 1 else "village"
            self.fields[first].widget.attrs["autofocus"] = True
        if categories is None:
            del self.fields["problems"], self.fields["strengths"]
        else:
            self.fields["problems"].choices = categories

    @property
    def folded(self):
        return [self[name] for name in self.FOLDED]

    @property
    def folded_errors(self):
        return any(name in self.errors for name in self.FOLDED)

    def values(self):
        values = {name: self.cleaned_data[name] for name in self.COMPARED}
        values["latitude"], values["longitude"] = values.pop("coordinates") or (None, None)
        return values


class MemberForm(EntryForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    national_id = NationalIdField(label="NIK", required=False, help_text="16 angka. Kosongkan bila belum ada.")
    name = NameField(label="Nama lengkap", help_text="Seperti di Kartu Keluarga, tanpa gelar.")
    birth_date = DateField(label="Tanggal lahir", help_text="Contoh 17-04-1988, atau 17041988")
    relation = forms.TypedChoiceField(
        label="Hubungan dengan kepala keluarga", coerce=int, choices=[("", "Pilih"), *Relation.choices]
    )
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Sex, widget=forms.RadioSelect)
    birth_place = PlainField(label="Tempat lahir", max_length=60, required=False)
    religion = OptionalCodeField(label="Agama atau kepercayaan", codes=Religion)
    marital_status = OptionalCodeField(label="Status kawin", codes=MaritalStatus)
    marriage = OptionalWordField(label="Perkawinan, bila kawin", words=MarriageStanding)
    education = OptionalCodeField(label="Pendidikan", codes=Education)
    schooling = OptionalWordField(label="Sekolah", words=Schooling)
    occupation = PlainField(label="Pekerjaan", max_length=80, required=False)
    disability = OptionalCodeField(label="Disabilitas", codes=Disability)
    has_chronic_illness = forms.BooleanField(label="Sakit menahun", required=False)
    lives_elsewhere = forms.BooleanField(label="Tidak tinggal di rumah", required=False)
    national_id_note = PlainField(
        label="Alasan NIK berbeda", max_length=200, required=False, help_text="Contoh: akta lahir dibetulkan 2019."
    )
    checked = forms.BooleanField(label=CHECKED, required=False)
    left_reason = forms.ChoiceField(
        label="Masih anggota keluarga?", required=False, choices=[("", "Ya"), *LEAVE_REASONS]
    )
    left_on = DateField(label="Keluar sejak", required=False)

    STORED = (
        "national_id", "national_id_note", "name", "sex", "birth_place", "birth_date", "relation", "religion",
        "marital_status", "marriage", "education", "schooling", "occupation", "disability", "has_chronic_illness",
        "lives_elsewhere",
    )  # fmt: skip
    COMPARED = (*STORED, "left_reason", "left_on")
    FOLDED = (
        "birth_place", "religion", "marital_status", "marriage", "education", "schooling", "occupation", "disability",
    )  # fmt: skip
    CONDITIONS = ("has_chronic_illness", "lives_elsewhere")
    NUMBERED = ("national_id", "sex", "birth_date")
    is_folded = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.number_warnings = []
        self._offer_stored_reason()

    def _offer_stored_reason(self):
        """Splitting, closing and merging write reasons that nobody chooses here."""
        stored = self.initial.get("left_reason")
        if stored and stored not in dict(LEAVE_REASONS):
            self.fields["left_reason"].choices = [("", "Ya"), *LEAVE_REASONS, (stored, LeaveReason(stored).label)]

    @property
    def unchecked(self):
        name = self.cleaned_data.get("name", "anggota ini")
        return f"Ada yang perlu diperiksa pada {name}. Beri tanda “Sudah diperiksa”, atau betulkan."

    def warn_of_number(self, sentences):
        """Only with a written reason may a NIK differ from the rest; once written it stands for what is stored."""
        if not sentences or self._is_known_exception:
            return
        self.number_warnings += sentences
        self.fields["national_id_note"].required = True  # from here on it is only for the eye: the label says so
        self.warn(sentences)
        if self.cleaned_data.get("checked") and not self.cleaned_data.get("national_id_note"):
            self.add_error("national_id_note", "Tulis alasannya, contoh: akta lahir dibetulkan 2019.")

    @property
    def _is_known_exception(self):
        same = all(self.typed_text(name) == self.stored_text(name) for name in self.NUMBERED)
        return self.stays_stored and same and bool(self.initial["national_id_note"])

    def clean_id(self):
        """Who is no member of this family has no stored values here."""
        given = self.cleaned_data["id"]
        if given != self.initial.get("id"):
            raise forms.ValidationError("Ada anggota yang bukan dari keluarga ini. Muat ulang halaman.")
        return given

    def clean_birth_date(self):
        born = self.cleaned_data["birth_date"]
        if born > timezone.localdate():
            raise forms.ValidationError("Tanggal lahir belum tiba. Periksa hari, bulan, dan tahunnya.")
        return born

    def clean_marriage(self):
        if self.cleaned_data["marriage"] and self.cleaned_data.get("marital_status") != MaritalStatus.MARRIED:
            raise forms.ValidationError("Hanya diisi bila status kawinnya “Kawin”. Kosongkan, atau ubah statusnya.")
        return self.cleaned_data["marriage"]

    def clean_left_reason(self):
        if self.initial.get("left_on") and not self.cleaned_data["left_reason"]:
            raise forms.ValidationError("Orang ini sudah tercatat keluar. Tambah lagi sebagai anggota baru.")
        return self.cleaned_data["left_reason"]

    def clean(self):
        data = super().clean()
        if data.get("left_reason") and not data.get("left_on") and "left_on" not in self.errors:
            data["left_on"] = timezone.localdate()
        if data.get("left_on") and data["left_on"] > timezone.localdate():
            self.add_error("left_on", "Tanggal keluar belum tiba. Isi hari ini atau hari yang sudah lewat.")
        return data

    @property
    def is_empty(self):
        return self.empty_permitted and not self.has_changed()

    @property
    def is_blank(self):
        return not self["name"].value()

    @property
    def is_leaving(self):
        return self.stays_stored and bool(self.cleaned_data.get("left_reason"))

    @property
    def kept(self):
        """(name, value) of each control of a folded row that holds something."""
        held = [(bound.html_name, raw_of(bound.field, bound.value())) for bound in self]
        return [(name, "on" if value is True else value) for name, value in held if value]

    @property
    def folded(self):
        """The note on the NIK stands beside the warning where there is one."""
        has_note = self.stays_stored or self["national_id_note"].value()
        note = ("national_id_note",) if has_note and not self.number_warnings else ()
        return [self[name] for name in (*self.FOLDED, *note)]

    @property
    def folded_errors(self):
        return any(bound.errors for bound in self.folded)

    @property
    def conditions(self):
        return [self[name] for name in self.CONDITIONS]

    @property
    def title(self):
        return self["name"].value() or ("Kepala keluarga" if self.prefix.endswith("-0") else "Anggota baru")

    def values(self):
        return {name: self.cleaned_data[name] for name in self.STORED}
