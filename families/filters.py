from django import forms
from django.db.models import Exists, OuterRef, Q

from core.formatting import in_sentence
from core.forms import FcuForm, PlainSelect
from families.enums import STATUS_CONSENTS, Dimension, FamilyStatus, ProblemState, Rate
from families.forms.fields import NeighbourhoodField
from families.models import Consent, DimensionMean, Problem, ProblemCategory
from families.queries import found_by_words, similar_to
from regions.enums import Level
from regions.models import VILLAGE_LENGTH, Region, in_regions

CLOSED = "ditutup"
UNKNOWN = "belum"
ALL = ("", "Semua")
DECILES = [("1-4", "Desil 1–4"), *((str(n), f"Desil {n}") for n in range(1, 11)), (UNKNOWN, "Desil belum diketahui")]
WEAK_DIMENSIONS = [(value, f"Lemah pada {in_sentence(label)}") for value, label in Dimension.choices]
BANDS = {"0-49": "Lengkap di bawah 50%", "50-79": "Lengkap 50–79%", "80-100": "Lengkap 80% ke atas"}
WEAK = Rate.FAIR  # a mean below it is weak
MOST_KEYS, LONGEST_KEY = 25, 18


class FilterField(forms.ChoiceField):
    widget = PlainSelect

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)


class FamilyFilter(FcuForm):
    """The list's filters, as they stand in its address; what is no choice of a field is left aside.

    ``berkas``: keys of the families that a number led to; the number itself never stands in an address.
    """

    mark_optional = False

    q = forms.CharField(label="Kata", required=False, max_length=100)
    berkas = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    status = FilterField(label="Status", choices=[ALL, *FamilyStatus.choices, (CLOSED, "Berkas ditutup")])
    masalah = FilterField(label="Masalah yang belum selesai")
    desil = FilterField(label="Desil DTSEN", choices=[ALL, *DECILES])
    lemah = FilterField(label="Dimensi yang lemah", choices=[ALL, *WEAK_DIMENSIONS])
    lengkap = FilterField(label="Kelengkapan data", choices=[ALL, *BANDS.items()])
    kesediaan = FilterField(label="Kesediaan", choices=[ALL, (UNKNOWN, "Belum ada kesediaan")])
    rt = NeighbourhoodField(label="RT")
    rw = NeighbourhoodField(label="RW")
    kecamatan = FilterField(label="Kecamatan")
    desa = FilterField(label="Desa atau kelurahan")

    def __init__(self, data, *, codes, sensitive_codes):
        """``sensitive_codes``: the regions in which the reader may know who has a sensitive problem."""
        super().__init__(data)
        self.codes, self.sensitive_codes = codes, sensitive_codes
        self.categories = [row for row in ProblemCategory.objects.all() if sensitive_codes or not row.sensitive]
        self.fields["masalah"].choices = [ALL, *((row.code, row.name) for row in self.categories)]
        self.fields["berkas"].choices = [(data.get("berkas", ""), "Nomor yang Anda cari")]
        self._offer_places(codes, data.get("kecamatan", ""))
        self.is_valid()

    def _offer_places(self, codes, district):
        """A regency chooses among its kecamatan and then their villages; a kecamatan among its villages."""
        wide = [code for code in codes if len(code) < VILLAGE_LENGTH]
        places = _places_below(wide, district) if wide else []
        for name, level in (("kecamatan", Level.DISTRICT), ("desa", Level.VILLAGE)):
            offered = [(place.code, place.name) for place in places if place.level == level]
            if len(offered) > 1 or (offered and name == "desa"):
                self.fields[name].choices = [ALL, *offered]
            else:
                del self.fields[name]

    @property
    def words(self):
        return self.cleaned_data.get("q", "")

    def narrow(self, families):
        """Those that fit all filters and hold the words exactly."""
        fitting = self._fitting(families)
        return found_by_words(fitting, self.words, one_village=self._is_one_village()) if self.words else fitting

    def _is_one_village(self):
        return len(self.cleaned_data.get("desa") or "".join(self.codes)) == VILLAGE_LENGTH

    def similar(self, families):
        """Those that fit all filters and hold something like the words."""
        return similar_to(self._fitting(families), self.words)

    def _fitting(self, families):
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if "berkas" in chosen:
            return families.filter(pk__in=_keys(chosen["berkas"]))
        families = _of_status(families, chosen.get("status"))
        place = chosen.get("desa") or chosen.get("kecamatan")
        if place:
            families = families.filter(in_regions("village__code", [place]))
        if self.hides_names:
            families = families.filter(in_regions("village__code", self.sensitive_codes))
        for name, condition in CONDITIONS.items():
            if name in chosen:
                families = families.filter(condition(chosen[name]))
        return families

    @property
    def hides_names(self):
        """A list of those who share a sensitive problem names nobody."""
        chosen = self.cleaned_data.get("masalah")
        return any(row.sensitive for row in self.categories if row.code == chosen)


def _of_status(families, status):
    if status == CLOSED:
        return families.filter(closed_on__isnull=False)
    return families.active().filter(status=status) if status else families.active()


def _keys(text):
    return [key for key in text.split(".") if key.isdecimal() and len(key) <= LONGEST_KEY][:MOST_KEYS]


def _unsolved(code):
    found = Problem.objects.filter(family=OuterRef("pk"), category=code)
    return Exists(found.exclude(state=ProblemState.SOLVED))


def _decile(choice):
    least, _, most = choice.partition("-")
    return Q(decile=None) if choice == UNKNOWN else Q(decile__range=(least, most or least))


def _weak(dimension):
    return Exists(DimensionMean.objects.filter(family=OuterRef("pk"), dimension=dimension, mean__lt=WEAK))


def _band(choice):
    return Q(completeness__range=choice.split("-"))


def _without_consent(_):
    """A pioneer or plasma family that has not agreed to be one, or no longer does."""
    given = Consent.objects.in_force().filter(family=OuterRef("pk"), member=None)
    missing = Q(pk__in=[])
    for status, purpose in STATUS_CONSENTS.items():
        missing |= Q(status=status) & ~Exists(given.filter(purpose=purpose))
    return missing


CONDITIONS = {
    "masalah": _unsolved,
    "desil": _decile,
    "lemah": _weak,
    "lengkap": _band,
    "kesediaan": _without_consent,
    "rt": lambda value: Q(rt=value),
    "rw": lambda value: Q(rw=value),
}


def _places_below(codes, district):
    """Kecamatan below ``codes``, and the villages of the one that is meant."""
    places = Region.objects.filter(in_regions("code", codes), active=True).order_by("name")
    near = [code for code in codes if len(code) == 8] + [district]
    return places.filter(level=Level.DISTRICT) | places.filter(parent__in=near, level=Level.VILLAGE)
