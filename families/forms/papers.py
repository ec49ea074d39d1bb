from django import forms

from core.forms import FcuForm, TokenField
from families.enums import PaperKind
from families.forms.fields import PlainField, ScanField


class PaperForm(FcuForm):
    form_token = TokenField()
    kind = forms.ChoiceField(
        label="Jenis dokumen", choices=PaperKind, widget=forms.RadioSelect,
        help_text="Foto rumah hanya bila keluarga sudah menyetujui foto.",
    )  # fmt: skip
    scan = ScanField(label="Foto atau pindaian")
    note = PlainField(label="Catatan", max_length=200, required=False, help_text="Contoh: KTP Yuliana.")
