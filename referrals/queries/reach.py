"""Whom a referral may go to, and who fits best."""

from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from core.formatting import in_sentence
from institutions.enums import InstitutionKind
from institutions.figures import answer_records
from institutions.models import Institution
from institutions.queries import offers_for
from referrals.enums import AT_PROVIDER_STATES, Tier
from referrals.models import Placement
from regions.models import in_regions
from regions.queries import path_codes

SUGGESTED = 6
LOOKED_AT = 30
MOST_PROVIDERS = 150  # what a list to choose from can hold on a phone; the directory has them all

DISTRICT_CODE, REGENCY_CODE, PROVINCE_CODE = 8, 5, 2
PLACES = ("di desa", "di kecamatan", "di kabupaten/kota", "di provinsi", "nasional")


def providers_for(referral, tier):
    """Whom this tier may place with: the TKSK inside the kecamatan, LK3 in the regency and all that serve above it."""
    return Institution.objects.active().filter(_reach(referral.village_id, tier))


def _reach(village, tier):
    if tier == Tier.DISTRICT:
        return in_regions("region__code", (village[:DISTRICT_CODE],))
    above = Q(region__in=path_codes(village[:REGENCY_CODE])) | Q(region=None)
    return above | in_regions("region__code", (village[:REGENCY_CODE],))


def provider_choices(referral, tier):
    """For a list to choose from; of LK3 in groups by how far up they stand, the regency's LK3 itself first."""
    return _choices(providers_for(referral, tier), referral.village_id, grouped=tier == Tier.REGENCY)


def common_provider_choices(placings):
    """Those in reach of all. ``placings``: (referral, tier) of each."""
    reaches = {(village_code(referral, tier), tier) for referral, tier in placings}
    providers = Institution.objects.active()
    for code, tier in sorted(reaches):
        providers = providers.filter(_reach(code, tier))
    home = _common_region({referral.village_id for referral, _ in placings})
    return _choices(providers, home, grouped=all(tier == Tier.REGENCY for _, tier in reaches))


def village_code(referral, tier):
    """As much of the village's code as the reach of this tier asks for."""
    return referral.village_id[: DISTRICT_CODE if tier == Tier.DISTRICT else REGENCY_CODE]


def _common_region(villages):
    """The code of the smallest region that holds all these villages; "" when only the nation does."""
    shared = set.intersection(*(set(path_codes(village)) for village in villages))
    return max(shared, key=len, default="")


def _choices(providers, home, *, grouped):
    """``home``: where the family lives, or the region that the families share. A long list keeps what is near it."""
    nearest = providers.order_by(_remoteness(home), "name", "pk")
    rows = list(nearest.values_list("pk", "name", "kind", "region")[:MOST_PROVIDERS])
    rows.sort(key=lambda row: (not _is_centre(row[2], row[3]), row[1]))
    if not grouped:
        return [(pk, name) for pk, name, _, _ in rows]
    groups = {"Kabupaten/kota": [], "Provinsi": [], "Nasional": []}
    for pk, name, _, region in rows:
        groups[_group(region)].append((pk, name))
    return [(label, choices) for label, choices in groups.items() if choices]


def _remoteness(home):
    """The regency's LK3, who serves the whole regency or more, the village, its kecamatan, the villages of that."""
    regency, district = home[:REGENCY_CODE], home[:DISTRICT_CODE]
    circles = [
        Q(kind=InstitutionKind.LK3, region=regency),
        Q(region=None) | Q(region__in=path_codes(regency)),
        Q(region=home),
        Q(region=district),
        in_regions("region__code", (district,)),
    ]
    whens = [When(circle, then=Value(n)) for n, circle in enumerate(circles) if circle]  # the nation is no condition
    return Case(*whens, default=Value(len(circles)))


def _is_centre(kind, region):
    return kind == InstitutionKind.LK3 and region is not None


def _group(region):
    if region is None:
        return "Nasional"
    return "Provinsi" if len(region) == PROVINCE_CODE else "Kabupaten/kota"


def suggested_offers(referral, tier):
    """Services that fit the sector and the problems, the best first; ``why`` of each says it in a line."""
    codes = [problem.category_id for problem in referral.problems.all()]
    return suggest(
        referral.village_id, sector=referral.sector, problem_codes=codes, district_only=tier == Tier.DISTRICT
    )


def suggest(village, *, sector=None, problem_codes=(), district_only=False):
    """Full ones come last, then counts whether they name the problem, how near they are and how often they accept."""
    fitting = offers_for(village, sector=sector, problem_codes=problem_codes, district_only=district_only)
    offers = list(fitting.annotate(taken=_taken())[:LOOKED_AT])
    records = answer_records(list({offer.institution_id for offer in offers}))
    for offer in offers:
        offer.record = records[offer.institution_id]
        offer.why = _why(offer)
    return sorted(offers, key=_rank)[:SUGGESTED]


def _taken():
    """How many are with an offer now."""
    held = Placement.objects.filter(offer=OuterRef("pk"), current_of__state__in=AT_PROVIDER_STATES).order_by()
    return Coalesce(Subquery(held.values("offer").annotate(n=Count("pk")).values("n")), 0)


def _rank(offer):
    record = offer.record
    accepts = record.accepted / record.answered if record.answered else 1
    return (is_full(offer), not offer.fits, offer.distance, -accepts, offer.institution.name, offer.pk)


def is_full(offer):
    return offer.capacity is not None and offer.taken >= offer.capacity


def _why(offer):
    parts = [
        "menangani masalah ini" if offer.fits else "",
        PLACES[offer.distance],
        in_sentence(str(offer.record)),
        _places(offer),
        offer.schedule,
        offer.cost,
    ]
    line = " · ".join(filter(None, parts))
    return line[:1].upper() + line[1:]


def _places(offer):
    if offer.capacity is None:
        return ""
    return f"{'penuh, ' if is_full(offer) else ''}{offer.taken} dari {offer.capacity} tempat terisi"
