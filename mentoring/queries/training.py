from django.db.models import Count, Exists, OuterRef, Q

from accounts.capabilities import Capability
from families.enums import FamilyStatus
from families.models import Family
from institutions.models import CareUnit
from mentoring.enums import CandidateState
from mentoring.models import Candidate, Training
from mentoring.queries.board import MOST_VILLAGES
from mentoring.queries.prepared import lacking
from regions.models import Region
from regions.queries import villages_below


def training_rows(user):
    """Of the villages where the user sees families, or leads trainings as LK3 does."""
    if not user.is_authenticated:
        return Training.objects.none()
    place = user.scope(Capability.SEE_FAMILIES, "village__code") | user.scope(
        Capability.LEAD_TRAINING, "village__code"
    )
    rows = Training.objects.filter(place).select_related("village__parent", "recorded_by")
    return rows.annotate(present=Count("attendances", distinct=True)).order_by("-held_on", "-pk")


def trainable(user):
    """Where the user trains and an FCU is at work; elsewhere there is nobody to train."""
    villages = villages_below(user.codes(Capability.LEAD_TRAINING))
    return villages.filter(pk__in=CareUnit.objects.active().values("village")).select_related("parent")


def attendable(village_code):
    """Whom a training of this village can be for: pioneers, and candidates who said yes."""
    return _to_be_prepared().filter(village=village_code).order_by("head_name", "pk")


def prepared_where(user):
    """The same of all villages where the user sees families or leads trainings, by village."""
    place = user.scope(Capability.SEE_FAMILIES, "village__code") | user.scope(
        Capability.LEAD_TRAINING, "village__code"
    )
    return _to_be_prepared().filter(place).select_related("village__parent").order_by("village", "head_name", "pk")


def villages_of(families):
    """Their villages as (code, name)."""
    villages = Region.objects.filter(pk__in=families.order_by().values("village")).order_by("code")
    return [(village.code, village.full_name) for village in villages[:MOST_VILLAGES]]


def _to_be_prepared():
    consented = Candidate.objects.filter(family=OuterRef("pk"), state=CandidateState.CONSENTED)
    return Family.objects.active().filter(Q(status=FamilyStatus.PIONEER) | Exists(consented))


def preparation_of(families):
    """(family, [subjects still to attend]) with who lacks most last."""
    families = list(families)
    missing = lacking([family.pk for family in families])
    return sorted(((each, missing[each.pk]) for each in families), key=lambda pair: (len(pair[1]), pair[0].head_name))
