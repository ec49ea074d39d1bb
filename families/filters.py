from django import forms
from django.db.models import Exists, OuterRef

from core.forms import FcuForm
from families.enums import FamilyStatus, ProblemState
from families.forms.fields import NeighbourhoodField
from families.models import Problem, ProblemCategory
from families.queries import found_by_words
from regions.enums import Level
from regions.models import Region, in_regions

CLOSED = "ditutup"
ALL = ("", "Semua")


class FamilyFilter(FcuForm):
    """The list's filters, as they stand in its address; what is no choice of a field is left aside."""

    mark_optional = False

    q = forms.CharField(label="Kata", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[ALL, *FamilyStatus.choices, (CLOSED, "Berkas ditutup")]
    )
    masalah = forms.ChoiceField(label="Masalah yang belum selesai", required=False)
    rt = NeighbourhoodField(label="RT")
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    desa = forms.ChoiceField(label="Desa atau kelurahan", required=False)

    def __init__(self, data, *, codes, sensitive_codes):
        """``sensitive_codes``: the regions in which the reader may know who has a sensitive problem."""
        super().__init__(data)
        self.sensitive_codes = sensitive_codes
        self.categories = [row for row in ProblemCategory.objects.all() if sensitive_codes or not row.sensitive]
        self.fields["masalah"].choices = [ALL, *((row.code, row.name) for row in self.categories)]
        self._offer_places(codes, data.get("kecamatan", ""))

    def _offer_places(self, codes, district):
        """A regency chooses among its kecamatan and then their villages; a kecamatan among its villages."""
        wide = [code for code in codes if len(code) < 13]
        places = _places_below(wide, district) if wide else []
        for name, level in (("kecamatan", Level.DISTRICT), ("desa", Level.VILLAGE)):
            offered = [(place.code, place.name) for place in places if place.level == level]
            if len(offered) > 1 or (offered and name == "desa"):
                self.fields[name].choices = [ALL, *offered]
            else:
                del self.fields[name]

    def narrow(self, families):
        self.is_valid()
        chosen = self.cleaned_data
        families = _of_status(families, chosen.get("status"))
        place = chosen.get("desa") or chosen.get("kecamatan")
        if place:
            families = families.filter(in_regions("village__code", [place]))
        if chosen.get("rt"):
            families = families.filter(rt=chosen["rt"])
        if chosen.get("masalah"):
            families = families.filter(Exists(_unsolved(chosen["masalah"])))
        if self.hides_names:
            families = families.filter(in_regions("village__code", self.sensitive_codes))
        return found_by_words(families, chosen["q"]) if chosen.get("q") else families

    @property
    def hides_names(self):
        """A list of those who share a sensitive problem names nobody."""
        chosen = self.cleaned_data.get("masalah")
        return any(row.sensitive for row in self.categories if row.code == chosen)


def _of_status(families, status):
    if status == CLOSED:
        return families.filter(closed_on__isnull=False)
    return families.active().filter(status=status) if status else families.active()


def _unsolved(code):
    return Problem.objects.filter(family=OuterRef("pk"), category=code).exclude(state=ProblemState.SOLVED)


def _places_below(codes, district):
    """Kecamatan below ``codes``, and the villages of the one that is meant."""
    places = Region.objects.filter(in_regions("code", codes), active=True).order_by("name")
    near = [code for code in codes if len(code) == 8] + [district]
    return places.filter(level=Level.DISTRICT) | places.filter(parent__in=near, level=Level.VILLAGE)
