from django import forms
from django.utils import timezone

from cases.enums import ServiceKind
from core.forms import DateField, FcuForm, PicksField, TokenField
from families.forms.fields import ScanField
from institutions.models import Institution


class ServiceForm(FcuForm):
    form_token = TokenField()
    kind = forms.ChoiceField(label="Jenis layanan", choices=ServiceKind)
    given_on = DateField(label="Tanggal", initial=timezone.localdate)
    description = forms.CharField(label="Apa yang diberikan", max_length=300)
    people = forms.IntegerField(label="Untuk berapa orang", min_value=1, max_value=1000, initial=1)
    institutions = PicksField(
        label="Bersama lembaga", queryset=Institution.objects.none(), required=False,
        help_text="Dua atau lebih dihitung sebagai layanan terpadu. Di komputer, tahan Ctrl sambil memilih.",
    )  # fmt: skip

    def __init__(self, data=None, *, institutions, **kwargs):
        super().__init__(data, auto_id="id_layanan_%s", **kwargs)
        self.fields["institutions"].queryset = institutions
        self.fields["institutions"].widget.attrs["size"] = 5


class CancelForm(FcuForm):
    """Of a record that was a mistake."""

    reason = forms.CharField(
        label="Mengapa dibatalkan", max_length=200, help_text="Contoh: tercatat dua kali, salah keluarga"
    )


class NoteForm(FcuForm):
    form_token = TokenField()
    text = forms.CharField(label="Catatan", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    photo = ScanField(
        label="Foto", required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text="JPG, PNG, atau WebP, paling besar 15 MB. Hanya bila keluarga sudah menyetujui foto.",
    )  # fmt: skip

    def __init__(self, data=None, files=None, **kwargs):
        super().__init__(data, files, auto_id="id_catatan_%s", **kwargs)
