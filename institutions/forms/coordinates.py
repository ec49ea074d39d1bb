"""A point on the map as one text, the way phones and map pages give it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from core.exceptions import DomainError
from institutions.services.directory import HALF_A_PLACE, check_coordinates

# Each number has its decimals, after a point or an Indonesian comma: so a comma between the two is never one of them.
NUMBER = r"([+-]?\d{1,3}[.,]\d{1,15})"
PAIR = re.compile(rf"\(?\s*{NUMBER}\s*°?(?:\s*[,;]\s*|\s+){NUMBER}\s*°?\s*\)?")
SIXTH = Decimal("0.000001")  # about ten centimetres


@dataclass(frozen=True, slots=True)
class Coordinates:
    latitude: Decimal
    longitude: Decimal

    def __str__(self):
        return f"{self.latitude.normalize():f}, {self.longitude.normalize():f}"


class CoordinatesField(forms.CharField):
    """“-10.3123, 123.5678” → Coordinates; nothing → None. Half a point or one abroad is refused."""

    default_error_messages = {"invalid": HALF_A_PLACE}

    def __init__(self, **kwargs):
        super().__init__(max_length=60, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        found = PAIR.fullmatch(text.replace("−", "-"))
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        point = [Decimal(number.replace(",", ".")).quantize(SIXTH) for number in found.groups()]
        try:
            check_coordinates(*point)
        except DomainError as error:
            raise ValidationError(str(error), code="abroad") from error
        return Coordinates(*point)

    def run_validators(self, value):
        super().run_validators("" if value is None else str(value))
