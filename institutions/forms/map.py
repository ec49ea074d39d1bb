from django import forms

from accounts.capabilities import Capability
from core.forms import FcuForm
from institutions.queries import places_around
from regions.models import VILLAGE_LENGTH


class MapForm(FcuForm):
    """The part of the user's region that the map shows; somebody with a single village has nothing to choose."""

    mark_optional = False
    wilayah = forms.ChoiceField(
        required=False, label="Wilayah", widget=forms.Select(attrs={"class": "form-select text-truncate"})
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        self.user = user
        asked = data.get("wilayah", "")[:VILLAGE_LENGTH]
        places = places_around(user.codes(Capability.SEE_INSTITUTIONS), asked)
        self.fields["wilayah"].choices = [("", "Semua"), *places]
        if len(places) < 2:
            del self.fields["wilayah"]

    @property
    def chosen(self):
        """The code of the region; "" for all, and for nonsense in the address."""
        return self.cleaned_data.get("wilayah", "") if self.is_valid() else ""

    def codes(self, capability):
        """Where the user holds ``capability`` within the chosen region."""
        own, chosen = self.user.codes(capability), self.chosen
        if any(chosen.startswith(code) for code in own if chosen):
            return (chosen,)
        return tuple(code for code in own if code.startswith(chosen))
