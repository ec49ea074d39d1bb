"""A proposal with its budget lines. The lines are added by the server, so that the form works without JavaScript."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone

from core.formatting import mask_number
from core.forms import DateField, FcuForm, FcuModelForm, RupiahField, TokenField
from finance.enums import CASH_SOURCES
from finance.models import StimulusProposal
from finance.services.stimulus import MOST_ITEMS
from institutions.enums import FundSource
from institutions.forms.filling import DATE_HELP, Filled

ROWS, MORE, MORE_ROWS, EMPTY_ROWS = "anggaran", "tambah", 3, 3
ACCOUNT = re.compile(r"[0-9]{6,20}")
SOURCES = [(source.value, source.label) for source in map(FundSource, CASH_SOURCES)]


class AccountField(forms.CharField):
    """The number of a bank account as people write it, 0123-01-004567-50-9 → digits."""

    default_error_messages = {
        "invalid": "Tulis nomor rekening dengan angka, 6 sampai 20 angka, seperti di buku tabungan."
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        text = re.sub(r"[\s.\-]", "", super().to_python(value) or "")
        if text and not ACCOUNT.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class ItemRow(FcuForm):
    name = forms.CharField(label="Kebutuhan", max_length=120, help_text="Contoh: Mesin jahit, tanpa nama orang")
    amount = RupiahField(label="Jumlah", help_text="Contoh 1.500.000")

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise ValidationError("Jumlahnya harus lebih dari nol.")
        return amount


class BaseItemRows(forms.BaseFormSet):
    default_error_messages = {
        "missing_management_form": "Halaman ini tidak lengkap. Muat ulang, lalu isi dan kirim lagi.",
        "too_many_forms": f"Paling banyak {MOST_ITEMS} baris anggaran. Gabungkan yang sejenis.",
    }

    def __init__(self, data, *, stored):
        super().__init__(data, prefix=ROWS, initial=None if data else stored)
        self.extra += len(stored)

    def initial_form_count(self):
        """No line is bound to its place: one that was stored may be left empty, and is gone then."""
        return 0

    @property
    def values(self):
        return [(row.cleaned_data["name"], row.cleaned_data["amount"]) for row in self.forms if row.cleaned_data]

    def clean(self):
        if self.management_form.is_valid() and not any(self.errors) and not self.values:
            raise ValidationError("Isi paling sedikit satu baris anggaran.")


ItemRows = forms.formset_factory(
    ItemRow, formset=BaseItemRows, extra=EMPTY_ROWS, max_num=MOST_ITEMS, validate_max=True, absolute_max=MOST_ITEMS + 1
)


class ProposalForm(Filled, FcuModelForm):
    """``others``: the family has other proposals, so that somebody must say that they were looked at.

    ``quiet``: shown as it was left, without judging it. Of a ``record`` the account is typed again only if it changes.
    """

    # The one field that may stay empty says so itself, and the tick about others is asked for by the service: a second
    # press of the same button finds the proposal of the first, which is no other.
    mark_optional = False

    source = forms.ChoiceField(label="Sumber dana", choices=[("", "Pilih"), *SOURCES])
    account_number = AccountField(label="Nomor rekening", help_text="Hanya dibuka petugas yang membayar, dan tercatat")
    agreed_on = DateField(label="Keluarga setuju pada", help_text=DATE_HELP)
    agreed = forms.BooleanField(label="Keluarga tahu dan setuju diusulkan, juga rekeningnya dipakai untuk bantuan ini")
    others_checked = forms.BooleanField(
        label="Saya sudah memeriksa: usulan ini tidak mengulang bantuan yang ada", required=False
    )

    class Meta:
        model = StimulusProposal
        fields = ["purpose", "plan", "source", "bank", "account_name", "account_number", "agreed_on"]
        widgets = {"plan": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "purpose": "Contoh: Modal usaha menjahit. Tanpa nama orang: dibaca sampai provinsi.",
            "plan": "Apa yang dibeli, siapa yang mengerjakan, kapan hasilnya",
            "bank": "Contoh: BRI, Bank NTT",
            "account_name": "Seperti di buku tabungan",
        }

    def __init__(self, data=None, *, record=None, others=False, quiet=False, initial=None):
        self.turned = bool(data) and MORE in data
        data = _with_rows(data) if self.turned else data
        super().__init__(data, initial=initial)
        if not others:
            del self.fields["others_checked"]
        self._ask_account_again(record)
        self.guard(record)
        self.rows = ItemRows(data, stored=_lines_of(record))
        if self.turned or quiet:
            self._be_quiet()

    def _ask_account_again(self, record):
        self.fields["agreed_on"].initial = timezone.localdate
        if record is not None:
            field = self.fields["account_number"]
            field.required = False
            field.help_text = f"Tersimpan {mask_number(record.account_number)}. Isi hanya bila berubah."
            self.initial |= {"agreed": True}

    def guard(self, record):
        """An edit carries a token too, for its draft."""
        super().guard(record)
        self.fields["form_token"] = TokenField()

    def saved(self, record):
        return {name: value for name, value in super().saved(record).items() if name != "account_number"}

    def is_valid(self):
        """Everything is looked at, so that all that is wrong is said at once."""
        return not self.turned and all([super().is_valid(), self.rows.is_valid()])

    def _be_quiet(self):
        for form in (self, *self.rows.forms):
            form._errors, form.cleaned_data = ErrorDict(), {}
        self.rows._errors, self.rows._non_form_errors = [{} for _ in self.rows.forms], self.rows.error_class()

    def _post_clean(self):
        """The service makes the record; nothing is put on an instance here."""

    @property
    def values(self):
        """What the service takes; an account that was left empty stays as it is stored."""
        facts = {name: value for name, value in super().values.items() if name != "agreed"}
        if not facts["account_number"]:
            del facts["account_number"]
        return {**facts, "items": self.rows.values}


def _with_rows(data):
    """The posted data with a few more empty rows."""
    data = data.copy()
    key = f"{ROWS}-TOTAL_FORMS"
    typed = data.get(key, "")
    rows = int(typed) if re.fullmatch(r"[0-9]{1,3}", typed) else EMPTY_ROWS
    data[key] = str(min(rows + MORE_ROWS, MOST_ITEMS))
    return data


def _lines_of(record):
    return [{"name": item.name, "amount": item.amount} for item in record.items.all()] if record else []
