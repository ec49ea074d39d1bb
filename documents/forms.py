import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from core.formatting import NOTHING
from core.forms import FcuForm, PhoneField, VersionField
from documents.enums import SignerOf
from documents.models import Office
from documents.workflow import LONGEST_NUMBER, pattern_fault

MOST_LINES = 3
SIGNER_FIELDS = ("name", "position", "rank", "nip")
CODES = ("referral_code", "introduction_code", "invitation_code")
SETTINGS = ("heading", "name", "address", "phone", "email", "number_pattern", *CODES)
CODE_SHAPE = re.compile(r"[A-Za-z0-9.\-]+")


class CodeForm(FcuForm):
    kode = forms.CharField(
        label="Kode bukti", max_length=20, help_text="Ada di bawah kode QR, contoh ABCD-EFGH-JKLM",
        error_messages={"required": "Ketik kode yang ada di bawah kode QR."},
    )  # fmt: skip


class LinesField(forms.CharField):
    """A few short lines, each kept as it will stand on the paper."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value):
        lines = [" ".join(line.split()) for line in (super().to_python(value) or "").splitlines()]
        return "\n".join(line for line in lines if line)

    def validate(self, value):
        super().validate(value)
        if len(value.splitlines()) > MOST_LINES:
            raise ValidationError(f"Paling banyak {MOST_LINES} baris. Gabungkan baris yang pendek.", code="lines")


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    mine: str
    theirs: str


def code_field(label, example):
    return forms.CharField(label=label, max_length=12, help_text=f"Kode klasifikasi, contoh {example}")


class OfficeForm(FcuForm):
    version = VersionField()
    heading = LinesField(
        label="Baris di atas nama kantor", max_length=200, help_text="Contoh: PEMERINTAH KABUPATEN KUPANG"
    )
    name = forms.CharField(label="Nama kantor", max_length=80, help_text="Contoh: DINAS SOSIAL")
    address = LinesField(label="Alamat", max_length=240, help_text="Jalan, kota, dan kode pos, paling banyak 3 baris")
    phone = PhoneField(label="Telepon", required=False)
    email = forms.EmailField(label="Pos-el", required=False)
    logo = forms.FileField(
        label="Lambang daerah", required=False, help_text="Gambar JPG, PNG, atau WebP, paling besar 15 MB"
    )
    drop_logo = forms.BooleanField(label="Hapus lambang yang terpasang", required=False)
    number_pattern = forms.CharField(
        label="Pola nomor surat", max_length=LONGEST_NUMBER,
        help_text="Isian: {kode}, {nomor}, {desa}, {bulan}, {tahun}. {nomor} dan {tahun} harus ada.",
    )  # fmt: skip
    referral_code = code_field("Kode surat rujukan dan laporan", "463")
    introduction_code = code_field("Kode surat pengantar desa", "460")
    invitation_code = code_field("Kode undangan", "005")

    def __init__(self, data=None, files=None, *, office):
        super().__init__(data, files)
        self.office = office
        for letter in SignerOf:
            self.fields |= signer_fields(letter)
        self.initial = _saved(office) | {"version": office.version}
        if not office.logo_id:
            del self.fields["drop_logo"]

    def clean_number_pattern(self):
        if fault := pattern_fault(self.cleaned_data["number_pattern"]):
            raise ValidationError(fault)
        return self.cleaned_data["number_pattern"]

    def clean(self):
        given = super().clean()
        for name in CODES:
            if given.get(name) and not CODE_SHAPE.fullmatch(given[name]):
                self.add_error(name, "Tulis huruf, angka, titik, dan tanda hubung saja, contoh 400.9.1")
        for letter in SignerOf:
            self._check_signer(letter, given)
        return given

    def _check_signer(self, letter, given):
        """All or nothing: a name needs a position, and whatever is written needs a name."""
        values = {field: given.get(f"{letter}_{field}") for field in SIGNER_FIELDS}
        if not any(values.values()):
            return
        for field, words in (("name", "Isi nama dan gelarnya."), ("position", "Isi jabatannya.")):
            if not values[field] and f"{letter}_{field}" not in self.errors:
                self.add_error(f"{letter}_{field}", f"{words} Kosongkan keempat isian bila tidak ada pejabatnya.")

    @property
    def signer_groups(self):
        return [(letter.label, [self[f"{letter}_{field}"] for field in SIGNER_FIELDS]) for letter in SignerOf]

    def given(self):
        """What services.set_office takes."""
        data = self.cleaned_data
        signers = {letter: {field: data[f"{letter}_{field}"] for field in SIGNER_FIELDS} for letter in SignerOf}
        return {
            "data": {name: data[name] for name in SETTINGS},
            "signers": signers,
            "logo": data["logo"],
            "drop_logo": data.get("drop_logo", False),
            "seen": data["version"],
        }

    def compare(self, office):
        """After a stale save: what is stored now beside what was typed; saving again keeps what was typed."""
        self.data = self.data.copy()
        self.data["version"] = office.version
        rows = [
            Difference(self[name].label, _said(self.cleaned_data.get(name)), _said(value))
            for name, value in _saved(office).items()
        ]
        return [row for row in rows if row.mine != row.theirs]


def signer_fields(letter):
    return {
        f"{letter}_name": forms.CharField(label="Nama dan gelar", max_length=120, required=False),
        f"{letter}_position": forms.CharField(label="Jabatan", max_length=120, required=False),
        f"{letter}_rank": forms.CharField(
            label="Pangkat, golongan", max_length=80, required=False, help_text="Contoh: Pembina Tk. I, IV/b"
        ),
        f"{letter}_nip": NipField(label="NIP", required=False, help_text="18 angka"),
    }


class NipField(forms.CharField):
    def to_python(self, value):
        digits = re.sub(r"[\s.]", "", super().to_python(value) or "")
        if digits and not re.fullmatch(r"[0-9]{18}", digits):
            raise ValidationError("NIP terdiri dari 18 angka. Periksa angkanya.", code="invalid")
        return digits


def _saved(office):
    signers = {signer.letter: signer for signer in office.signers.all()} if office.pk else {}
    people = {
        f"{letter}_{field}": getattr(signers.get(letter), field, "") for letter in SignerOf for field in SIGNER_FIELDS
    }
    return {name: getattr(office, name) for name in SETTINGS} | people


def _said(value):
    return str(value or NOTHING)


def empty_office(region):
    """What the page starts from where nothing is set yet."""
    return Office(region=region, heading=f"PEMERINTAH {region.name.upper()}", name="DINAS SOSIAL")
