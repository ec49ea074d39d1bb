"""The steps of a proposal that ask for more than a note, and the receipts."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, RupiahField, StepForm, TokenField
from institutions.forms.filling import DATE_HELP

READ_BY_PROVINCE = "Dibaca provinsi: tulis tanpa nama keluarga."


class ApproveForm(StepForm):
    approved = RupiahField(label="Jumlah yang disetujui")

    field_order = ["version", "approved", "note"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.initial["approved"] = self.record.requested


class PayForm(StepForm):
    paid = RupiahField(label="Jumlah yang dibayarkan")
    paid_on = DateField(label="Tanggal bayar", help_text=DATE_HELP)
    payment_reference = forms.CharField(label="Nomor bukti transfer", max_length=60)

    field_order = ["version", "paid", "paid_on", "payment_reference", "note"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.initial |= {"paid": self.record.approved, "paid_on": timezone.localdate()}


class ForProvinceForm(StepForm):
    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["note"].help_text = READ_BY_PROVINCE


_FORMS = {"approve": ApproveForm, "pay": PayForm, "verify": ForProvinceForm, "confirm_by_letter": ForProvinceForm}


def stimulus_form(name, step, record, data=None):
    return _FORMS.get(name, StepForm)(data, name=name, step=step, record=record)


class ReceiptForm(FcuForm):
    form_token = TokenField()
    dated_on = DateField(label="Tanggal kuitansi", help_text=DATE_HELP)
    description = forms.CharField(label="Uraian", max_length=150, help_text="Contoh: Mesin jahit, Toko Maju")
    amount = RupiahField(label="Jumlah", help_text="Contoh 1.500.000")
    is_rest = forms.BooleanField(label="Ini sisa yang dikembalikan, bukan belanja", required=False)
    scan = forms.FileField(label="Pindaian kuitansi asli", help_text="Foto paling besar 15 MB, PDF paling besar 5 MB")

    @property
    def values(self):
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"form_token", "scan"}}
        return given | {"upload": self.cleaned_data["scan"]}
