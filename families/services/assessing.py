from django.db import transaction
from django.db.models import Avg

from accounts.capabilities import Capability
from core.exceptions import DomainError
from families.enums import Rate
from families.models import Assessment, DimensionMean, Rating
from families.queries import checklists_of
from families.services.rights import demand, hold, refuse_future


@transaction.atomic
def record_assessment(family, *, indicator_set, assessed_on, ratings, actor, note="", assessor_name="", notes=None):
    """``ratings``: indicator id → 0 to 3, or None where it was not assessed. Nothing is ever overwritten.

    ``indicator_set``: any that holds or has held in the family's village, so that what was begun on a version can
    be finished on it. ``assessor_name``: who rated, if not ``actor``. ``notes``: indicator id → a word on the rating.
    """
    notes = notes or {}
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(assessed_on, "Tanggal asesmen")
    hold(family)
    if not checklists_of(family.village_id).filter(pk=indicator_set.pk).exists():
        raise DomainError("Perangkat indikator itu tidak berlaku di desa ini. Muat ulang halaman, lalu isi lagi.")
    indicators = set(indicator_set.indicators.values_list("pk", flat=True))
    if not ratings.keys() <= indicators or not set(ratings.values()) <= {None, *Rate.values}:
        raise DomainError("Daftar indikator sudah berubah. Muat ulang halaman, lalu isi lagi.")
    if set(ratings.values()) <= {None}:
        raise DomainError("Nilai paling sedikit satu indikator.")
    assessment = Assessment.objects.create(
        family=family, indicator_set=indicator_set, assessed_on=assessed_on, assessor=actor,
        assessor_name=assessor_name, note=note,
    )  # fmt: skip
    Rating.objects.bulk_create(
        Rating(assessment=assessment, indicator_id=pk, value=ratings.get(pk), note=notes.get(pk, ""))
        for pk in sorted(indicators)
    )
    keep_means(family)
    return assessment


def keep_means(family):
    """The means of the latest assessment, which need not be the one recorded last."""
    latest = family.assessments.order_by("-assessed_on", "-pk").first()
    rated = Rating.objects.filter(assessment=latest, value__isnull=False).order_by()
    means = rated.values_list("indicator__dimension").annotate(mean=Avg("value")) if latest else ()
    family.dimension_means.all().delete()
    DimensionMean.objects.bulk_create(
        DimensionMean(family=family, dimension=name, mean=round(mean, 2)) for name, mean in means
    )
