"""What registered families of members earn before a programme and by a day of it."""

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from families.models import MoneyRecord


def money_then_and_now(families, since, until):
    """``families`` with ``first`` and ``latest``: keys of two different records that know the income. The first is
    the last one up to the day ``since`` (an expression), else the first after it."""
    records = MoneyRecord.objects.filter(family=OuterRef("pk"), income__isnull=False, noted_on__lte=until)
    families = families.annotate(since=since)
    before = records.filter(noted_on__lte=OuterRef("since")).order_by("-noted_on").values("pk")[:1]
    after = records.filter(noted_on__gt=OuterRef("since")).order_by("noted_on").values("pk")[:1]
    latest = records.order_by("-noted_on").values("pk")[:1]
    rows = families.annotate(first=Coalesce(Subquery(before), Subquery(after)), latest=Subquery(latest))
    return rows.filter(~Q(first=F("latest")), first__isnull=False)
