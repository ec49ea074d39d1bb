from django import forms

from core.forms import FcuForm


class CodeForm(FcuForm):
    kode = forms.CharField(
        label="Kode bukti", max_length=20, help_text="Ada di bawah kode QR, contoh ABCD-EFGH-JKLM",
        error_messages={"required": "Ketik kode yang ada di bawah kode QR."},
    )  # fmt: skip
