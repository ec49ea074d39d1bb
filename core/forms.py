"""The base of every form, and the fields whose input people write in several ways."""

import re
from datetime import date
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from phonenumber_field.formfields import PhoneNumberField

from core import identity
from core.formatting import in_sentence

# Control characters but tab and newline; marks that turn or hide text; the byte order mark.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_STALE_PAGE = "Halaman ini tidak lengkap. Muat ulang, lalu isi dan kirim lagi."
EARLIEST_DATE = date(1900, 1, 1)
LONGEST_KEY = 18
SELECTED = mark_safe(" selected")
DASHES, PICK = BLANK_CHOICE_DASH[0][1], "Pilih"


class FormManners:
    """Our words for the usual mistakes, no unseen characters, nothing remembered by the browser."""

    mark_optional = True

    def __init__(self, data=None, *args, **kwargs):
        self._teach_manners()
        super().__init__(without_unseen(data), *args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @classmethod
    def _teach_manners(cls):
        """Once for a class: each form copies its fields from there, and a page may hold many forms."""
        if "has_manners" in vars(cls):
            return
        for field in cls.base_fields.values():
            _speak_plainly(field)
            _name_the_blank(field)
            if not isinstance(field.widget, forms.FileInput | forms.RadioSelect | forms.CheckboxInput):
                field.widget.attrs.setdefault("autocomplete", "off")
        cls.has_manners = True


class FcuForm(FormManners, forms.Form):
    pass


class FcuModelForm(FormManners, forms.ModelForm):
    pass


def without_unseen(data):
    """The posted data without characters that nobody typed on purpose; the rest stays as it was."""
    if not hasattr(data, "setlist"):
        return data
    cleaned = data.copy()
    for name, values in data.lists():
        cleaned.setlist(name, [_UNSEEN.sub("", value) if isinstance(value, str) else value for value in values])
    return cleaned


def _name_the_blank(field):
    """Django's row of dashes says nothing, least of all read aloud."""
    if hasattr(field, "empty_label"):
        field.empty_label = PICK if field.empty_label == DASHES else field.empty_label
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        field.choices = [(value, PICK if label == DASHES else label) for value, label in field.choices]


def _speak_plainly(field):
    for code, words in _words_for(field).items():
        if _is_djangos(field, code):
            field.error_messages[code] = words


def _is_djangos(field, code):
    """True where neither the form nor a field class of ours has words of its own for ``code``."""
    given = field.error_messages.get(code)
    for ancestor in type(field).__mro__:
        if code in vars(ancestor).get("default_error_messages", {}):
            return ancestor.__module__.startswith("django.") and given == ancestor.default_error_messages[code]
    return given is None


def _words_for(field):
    name = in_sentence(str(field.label or "kolom ini"))
    return {
        "required": f"{_verb_for(field)} {name}.",
        "invalid_choice": f"Pilihan {name} itu tidak ada. Pilih satu dari daftar.",
        "max_length": "Paling banyak %(limit_value)d huruf, sekarang %(show_value)d. Persingkat tulisannya.",
        "min_length": "Paling sedikit %(limit_value)d huruf, sekarang %(show_value)d.",
        "min_value": "Paling kecil %(limit_value)s.",
        "max_value": "Paling besar %(limit_value)s.",
    } | _words_of_kind(field)


def _words_of_kind(field):
    if isinstance(field, forms.IntegerField):
        return {"invalid": "Tulis dengan angka saja, contoh 12."}
    if isinstance(field, forms.EmailField):
        return {"invalid": "Alamat surel belum benar. Contoh: nama@contoh.id"}
    return {}


def _verb_for(field):
    if isinstance(field, forms.FileField):
        return "Pilih berkas"
    if isinstance(field, forms.BooleanField):
        return "Centang"
    return "Pilih" if isinstance(field, forms.ChoiceField) else "Isi"


class DateField(forms.DateField):
    """Day first: 17-08-2026, 17/08/2026, 17082026; 2026-08-17 too. Month first and two-digit years are refused."""

    default_error_messages = {"invalid": "Tanggal belum benar. Tulis hari-bulan-tahun, contoh 17-08-2026."}

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "Hari-bulan-tahun, contoh 17-08-2026")
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.DateInput(format="%d-%m-%Y", attrs=attrs))
        super().__init__(input_formats=["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"], **kwargs)

    def to_python(self, value):
        given = super().to_python(_with_dashes(value) if isinstance(value, str) else value)
        if given and given < EARLIEST_DATE:
            raise ValidationError("Periksa tahunnya: paling awal 1900.", code="invalid")
        return given


def _with_dashes(text):
    """Eight digits in a row are day, month and year: no date since 1900 can be read the other way round."""
    text = text.strip().replace(" ", "")
    return f"{text[:2]}-{text[2:4]}-{text[4:]}" if re.fullmatch(r"[0-9]{8}", text) else text


class RupiahInput(forms.TextInput):
    prefix = "Rp"

    def format_value(self, value):
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class RupiahField(forms.Field):
    """Whole rupiah as people write them: 1150000, 1.150.000, Rp1.150.000, Rp 1.150.000,00 → int."""

    widget = RupiahInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": "Tulis rupiah dengan angka, contoh 1.150.000.",
        "sen": "Tulis rupiah bulat tanpa sen, contoh 1.150.000.",
        "negative": "Rupiah tidak boleh kurang dari nol.",
        "max_value": "Angkanya terlalu besar. Periksa jumlah nolnya.",
    }
    LARGEST = 10**12

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values else value
        text = re.sub(r"\s", "", str(value))
        text = re.sub(r"(,00|,-)$", "", re.sub(r"^(-?)rp\.?", r"\1", text, flags=re.IGNORECASE))
        return self._amount(text)

    def _amount(self, text):
        for pattern, code in ((r"-.*", "negative"), (r"[\d.]+,\d{1,2}", "sen")):
            if re.fullmatch(pattern, text):
                raise ValidationError(self.error_messages[code], code=code)
        if not re.fullmatch(r"[0-9]+|[0-9]{1,3}(\.[0-9]{3})+", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text.replace(".", "")[:16])

    def validate(self, value):
        super().validate(value)
        if value is not None and value > self.LARGEST:
            raise ValidationError(self.error_messages["max_value"], code="max_value")

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class _DigitsField(forms.CharField):
    """16 digits however they were typed; what they say is read by core.identity.decode."""

    def __init__(self, **kwargs):
        attrs = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        try:
            return self.parse(text)
        except identity.NumberError as error:
            raise ValidationError(str(error), code="invalid") from error


class NationalIdField(_DigitsField):
    parse = staticmethod(identity.parse_national_id)


class FamilyCardField(_DigitsField):
    parse = staticmethod(identity.parse_family_card)


class PhoneField(PhoneNumberField):
    default_error_messages = {"invalid": "Nomor telepon tidak dikenali. Contoh: 0812 3456 7890"}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}))
        super().__init__(**kwargs | {"region": "ID"})  # a model's field brings a region of its own, None

    def prepare_value(self, value):
        return value.as_national if hasattr(value, "as_national") and value.is_valid() else value


class PlainSelect(forms.Select):
    """Django's select, written down at once: it fills a template for each option, and a filter has a hundred."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = ((key, SELECTED if str(key) == chosen else "", label) for key, label in self.choices)
        lines = format_html_join("\n", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>\n{}\n</select>", flatatt({"name": name, **self.attrs, **(attrs or {})}), lines)


class PicksField(forms.ModelMultipleChoiceField):
    """Several records. Django asks for all keys at once, and SQLite fails at a number longer than it can hold."""

    def clean(self, value):
        strange = [key for key in value or () if len(str(key)) > LONGEST_KEY]
        if strange:
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": strange[0][:20]})
        return super().clean(value)


class VersionField(forms.IntegerField):
    """The version of the record that the page showed; services compare it."""

    widget = forms.HiddenInput
    default_error_messages = {"required": _STALE_PAGE, "invalid": _STALE_PAGE}

    def __init__(self, **kwargs):
        super().__init__(min_value=0, **kwargs)


class TokenField(forms.UUIDField):
    """Made once for a page and stored unique by the service: a double click makes one record."""

    widget = forms.HiddenInput
    default_error_messages = {"required": _STALE_PAGE, "invalid": _STALE_PAGE}

    def __init__(self, **kwargs):
        super().__init__(initial=uuid4, **kwargs)


class StepForm(FcuForm):
    """One form per step of a life cycle, made from its table. ``version`` catches a stale click."""

    version = VersionField()
    note = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, name, step, record, **kwargs):
        super().__init__(data, auto_id=f"id_{name}_%s", initial={"version": record.version}, **kwargs)
        self.name, self.step, self.record = name, step, record
        field = self.fields["note"]
        field.required, field.label = step.note_required, step.note_label
        field.error_messages["required"] = f"Isi {step.note_label.lower()}."
        if step.reasons:
            self.fields["reason"] = forms.ChoiceField(label="Alasan", choices=step.reasons, widget=forms.RadioSelect)
            _speak_plainly(self.fields["reason"])
            self.order_fields(["version", "reason", *self.fields])

    def extra(self):
        """What the step's service takes besides note and version."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "note"}}
