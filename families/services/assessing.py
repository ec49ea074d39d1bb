from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from families.enums import Rate
from families.models import Assessment, Rating
from families.services.rights import demand, hold, refuse_future


@transaction.atomic
def record_assessment(family, *, indicator_set, assessed_on, ratings, actor, note=""):
    """``ratings``: indicator id → 0 to 3, or None where it was not assessed. Nothing is ever overwritten."""
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(assessed_on, "Tanggal asesmen")
    hold(family)
    indicators = set(indicator_set.indicators.values_list("pk", flat=True))
    if not ratings.keys() <= indicators or not set(ratings.values()) <= {None, *Rate.values}:
        raise DomainError("Daftar indikator sudah berubah. Muat ulang halaman, lalu isi lagi.")
    if set(ratings.values()) <= {None}:
        raise DomainError("Nilai paling sedikit satu indikator.")
    assessment = Assessment.objects.create(
        family=family, indicator_set=indicator_set, assessed_on=assessed_on, assessor=actor, note=note
    )
    Rating.objects.bulk_create(
        Rating(assessment=assessment, indicator_id=pk, value=ratings.get(pk)) for pk in sorted(indicators)
    )
    return assessment
