"""What a family agrees to: the record of it, its paper, and its end."""

from django import forms

from core.formatting import age_in_years
from core.forms import FcuForm, TokenField
from families.enums import FAMILY_PURPOSES, GROWN_AGE, ConsentMethod, ConsentPurpose
from families.forms.acts import PastDateField, today
from families.forms.fields import NameField, PlainField, ScanField

GUARDIANS = ("ayah", "ibu", "kakek atau nenek", "kakak", "paman atau bibi", "wali lain")


class ConsentForm(FcuForm):
    """``texts``: (purpose, its texts) to be read beside the form."""

    form_token = TokenField()
    purpose = forms.ChoiceField(label="Untuk apa", choices=ConsentPurpose, widget=forms.RadioSelect)
    member = forms.ModelChoiceField(
        label="Mengenai siapa", queryset=None, required=False, empty_label="Seluruh keluarga",
        help_text="Pionir dan plasma selalu seluruh keluarga. Rujukan dan foto boleh untuk satu anggota.",
    )  # fmt: skip
    given_by = NameField(label="Diberikan oleh", help_text="Nama orang yang menyatakan bersedia.")
    guardian = forms.ChoiceField(
        label="Sebagai wali", required=False, choices=[("", "Bukan wali"), *((word, word) for word in GUARDIANS)],
        help_text=f"Wajib bila anggota itu belum {GROWN_AGE} tahun.",
    )  # fmt: skip
    given_on = PastDateField(label="Tanggal", initial=today)
    method = forms.ChoiceField(label="Cara", choices=ConsentMethod, widget=forms.RadioSelect)
    witness = NameField(label="Saksi", required=False, help_text="Wajib bila lisan.")
    scan = ScanField(label="Foto atau pindaian formulir", required=False)

    def __init__(self, *args, members, texts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members
        self.texts = texts

    def clean(self):
        data = super().clean()
        if data.get("method") == ConsentMethod.SPOKEN and not data.get("witness") and "witness" not in self.errors:
            self.add_error("witness", "Kesediaan lisan perlu saksi. Isi nama saksinya.")
        if data.get("member"):
            self._check_member(data)
        elif data.get("guardian"):
            self.add_error("member", "Pilih anggota yang diwakili, atau pilih “Bukan wali”.")
        return data

    def _check_member(self, data):
        member, day = data["member"], data.get("given_on")
        if data.get("purpose") in FAMILY_PURPOSES:
            self.add_error("member", "Pionir atau plasma diputuskan seluruh keluarga. Pilih “Seluruh keluarga”.")
        elif day and age_in_years(member.birth_date, day) < GROWN_AGE and not data.get("guardian"):
            self.add_error("guardian", f"{member.name} belum {GROWN_AGE} tahun. Pilih siapa walinya.")


class ConsentScanForm(FcuForm):
    form_token = TokenField()
    scan = ScanField(label="Foto atau pindaian formulir")


class WithdrawForm(FcuForm):
    form_token = TokenField()
    on = PastDateField(label="Ditarik pada", initial=today)
    reason = PlainField(
        label="Sebab", max_length=200, required=False, help_text="Keluarga tidak harus memberi alasan."
    )
