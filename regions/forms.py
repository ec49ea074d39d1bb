from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from core.forms import FcuForm
from regions.enums import Level
from regions.models import Region, in_regions
from regions.queries import path_codes

LEVELS = list(Level)
CHOOSING = "pilih_wilayah"


class RegionPicker:
    """Adds the choice province → regency → kecamatan → village to a form, one list at a time.

    ``codes`` limits it to these subtrees, ``level`` is how deep one must choose; ``cleaned_data["region"]`` is the
    Region chosen. Without JavaScript the button "Pilih" posts the form to see the next list: then ``is_choosing`` is
    true and the form is neither valid nor has errors, so the view shows it again with status 200.
    In the template: ``{% include "regions/_picker.html" %}`` inside the form, and htmx in ``scripts``.
    """

    picker_id = "wilayah"

    def __init__(self, *args, codes=("",), level=Level.VILLAGE, region=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes, self.depth = tuple(codes), LEVELS.index(level) + 1
        self._chosen = path_codes(region.pk) if region and not self.is_bound else []
        for index, name in enumerate(self.region_fields):
            self._add_level(index, name)

    @property
    def region_fields(self):
        return [f"region_{level}" for level in LEVELS[: self.depth]]

    @property
    def region_selects(self):
        """The bound fields that have something to choose from: the next one appears when its parent is chosen."""
        return [self[name] for name in self.region_fields if len(self.fields[name].choices) > 1]

    @property
    def is_choosing(self):
        return self.is_bound and CHOOSING in self.data

    @property
    def _is_sent(self):
        """Only what the page showed as chosen counts then: nothing is chosen behind the user's back."""
        return self.is_bound and not self.is_choosing

    @property
    def has_hidden_level(self):
        return len(self.region_selects) < self.depth

    def full_clean(self):
        super().full_clean()
        if self.is_choosing:
            self._errors = forms.utils.ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}

    def is_valid(self):
        return super().is_valid() and not self.is_choosing

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        code = cleaned.get(self.region_fields[-1])
        cleaned["region"] = Region.objects.filter(pk=code, active=True).first() if code else None
        return cleaned

    def _add_level(self, index, name):
        parent = self._chosen[index - 1] if index and len(self._chosen) >= index else None
        choices = self._choices(index, parent)
        asked = self.data.get(self.add_prefix(name), "") if self.is_bound else ""
        if asked and (index == 0 or (parent and asked.startswith(f"{parent}."))):
            self._chosen.append(asked)
        elif len(choices) == 1 and len(self._chosen) == index and not self._is_sent:
            self._chosen.append(choices[0][0])
        self._set_field(index, name, choices)

    def _set_field(self, index, name, choices):
        chosen = self._chosen[index] if len(self._chosen) > index else ""
        label = LEVELS[index].label
        field = forms.ChoiceField(
            label=label,
            choices=[("", f"Pilih {label.lower()}"), *choices] if choices else [("", "")],
            initial=chosen,
            widget=forms.Select(attrs=self._swapping(index)),
            error_messages={
                "required": f"Pilih {label.lower()}.",
                "invalid_choice": f"{label} itu tidak ada dalam daftar. Pilih satu dari daftar.",
            },
        )
        self.fields[name] = field
        if self.is_bound:
            self.data = self.data.copy()
            self.data[self.add_prefix(name)] = chosen

    def _choices(self, index, parent):
        if index and parent is None:
            return []
        level = Region.objects.filter(level=LEVELS[index], parent=parent, active=True)
        return list(level.filter(self._in_reach()).order_by("name").values_list("code", "name"))

    def _in_reach(self):
        """What lies in the subtrees and what leads to them."""
        if "" in self.codes:
            return Q()
        above = {code for own in self.codes for code in path_codes(own)}
        return in_regions("code", self.codes) | Q(code__in=above)

    def _swapping(self, index):
        """What htmx needs to fetch the picker again with the next list."""
        if index == self.depth - 1:
            return {}
        query = {"sampai": LEVELS[self.depth - 1], "batas": ",".join(self.codes), "awalan": self.prefix or ""}
        return {
            "hx-get": f"{reverse('regions:children')}?{urlencode(query)}",
            "hx-target": f"#{self.picker_id}",
            "hx-include": f"#{self.picker_id} select",
            "hx-swap": "outerHTML",
        }


class PickerForm(RegionPicker, FcuForm):
    """The picker alone, for the part of a page that htmx asks for."""
