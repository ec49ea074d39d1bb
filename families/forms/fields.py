"""Fields for what people write about people: names, places, RT and RW, free text."""

import re
import unicodedata
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError


class NameField(forms.CharField):
    """Letters, space, and . , ' - as on the family card."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 120, **kwargs})

    def to_python(self, value):
        return " ".join(super().to_python(value).split())

    def validate(self, value):
        super().validate(value)
        wrong = sorted({letter for letter in value if not (_is_letter(letter) or letter in " .,'’-")})
        if wrong:
            raise ValidationError(
                "Nama hanya boleh berisi huruf, spasi, titik, koma, ' dan -. Hapus angka atau tanda lain."
            )
        if value and not any(_is_letter(letter) for letter in value):
            raise ValidationError("Nama ini belum berisi huruf. Tulis seperti pada Kartu Keluarga.")


def _is_letter(letter):
    return unicodedata.category(letter)[0] in "LM"


class PlainField(forms.CharField):
    """Text without pictures: an emoji breaks the printed papers."""

    def validate(self, value):
        super().validate(value)
        if any(unicodedata.category(letter) in {"So", "Cs", "Co", "Cn"} or letter == "\ufe0f" for letter in value):
            raise ValidationError("Tulis dengan huruf dan angka saja, tanpa emoji.")


class NeighbourhoodField(forms.CharField):
    """RT or RW: three digits, “4” becomes “004”; “-” and nothing are unknown."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"})
        super().__init__(**{"required": False, "widget": widget, **kwargs})

    def to_python(self, value):
        text = super().to_python(value).strip("- ")
        if not text or not text.strip("0"):
            return ""
        if not re.fullmatch(r"[0-9]{1,3}", text):
            raise ValidationError(f"{self.label} paling banyak 3 angka, contoh 004.")
        return text.zfill(3)


class LinesField(PlainField):
    """A short list, one entry a line → list of texts."""

    widget = forms.Textarea(attrs={"rows": 3})
    most, longest = 10, 200

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > self.most:
            raise ValidationError(f"Paling banyak {self.most} baris. Gabungkan yang serupa.")
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(f"Satu baris paling banyak {self.longest} huruf. Persingkat tulisannya.")
        return lines


class OptionalWordField(forms.ChoiceField):
    """One of ``words``, or nothing."""

    def __init__(self, *, words, **kwargs):
        super().__init__(required=False, choices=[("", "belum diisi"), *words.choices], **kwargs)


class OptionalCodeField(forms.TypedChoiceField):
    """One of the numbered choices of ``codes``, or nothing."""

    def __init__(self, *, codes, **kwargs):
        choices = [("", "belum diisi"), *codes.choices]
        super().__init__(coerce=int, empty_value=None, required=False, choices=choices, **kwargs)


class ScanField(forms.FileField):
    """A paper as a photo or PDF. What is in it is judged by the service that keeps it, an empty one too."""

    def __init__(self, **kwargs):
        widget = forms.FileInput(attrs={"accept": "image/*,application/pdf"})
        words = "Foto paling besar 15 MB, PDF paling besar 5 MB."
        super().__init__(**{"widget": widget, "help_text": words, "allow_empty_file": True, **kwargs})


class CoordinatesField(forms.Field):
    """“-10.3123, 123.5678”, latitude first, as map programmes copy it → two Decimals; nothing → None."""

    widget = forms.TextInput(attrs={"maxlength": 60})
    # The box that families.models.family.Family allows.
    LATITUDES, LONGITUDES = (Decimal("-11.5"), Decimal("6.5")), (Decimal("94.5"), Decimal("141.5"))
    MILLIONTH = Decimal("0.000001")
    PART = r"(-?[0-9]{1,3}(?:\.[0-9]{1,20})?)"

    def to_python(self, value):
        text = str(value or "").strip().replace("−", "-")
        if not text:
            return None
        match = re.fullmatch(rf"{self.PART}(?:\s*[,;]\s*|\s+){self.PART}", text)
        if not match:
            raise ValidationError("Tulis dua angka dengan titik, dipisah koma, contoh -10.3123, 123.5678.")
        return tuple(Decimal(part).quantize(self.MILLIONTH) for part in match.groups())

    def validate(self, value):
        super().validate(value)
        if value and not all(
            least <= part <= most for part, (least, most) in zip(value, (self.LATITUDES, self.LONGITUDES), strict=True)
        ):
            raise ValidationError("Titik ini di luar Indonesia. Tulis lintang dulu, contoh -10.3123, 123.5678.")

    def prepare_value(self, value):
        return ", ".join(f"{part.normalize():f}" for part in value) if isinstance(value, tuple) else value
