"""How institutions answered what was placed with them, whenever that was."""

from datetime import timedelta
from itertools import groupby
from math import ceil
from operator import itemgetter

from django.db.models import Count, DurationField, ExpressionWrapper, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from institutions.figures import AnswerRecord
from referrals.models import Placement, ReferralEvent


def records_of(institution_ids):
    """{id: AnswerRecord} of those that were ever referred to, in one statement.

    The database counts, and gives of each institution only the one or two answers in the middle: its median.
    """
    accepted, declined = Q(appointment_on__isnull=False), ~Q(declined_reason="")
    rows = Placement.objects.filter(institution__in=institution_ids).annotate(
        placed_n=_of_each(Count("pk")),
        answered_n=_of_each(Count("pk", filter=accepted | declined)),
        accepted_n=_of_each(Count("pk", filter=accepted)),
        took=_until_answered(),
        rank=_of_each(RowNumber(), [F("took").asc(nulls_last=True), "pk"]),
    )
    middle = rows.filter(rank__gte=(F("answered_n") + 1) / 2, rank__lte=(F("answered_n") + 2) / 2)
    columns = ("institution_id", "placed_n", "answered_n", "accepted_n", "took")
    found = groupby(middle.order_by("institution_id").values_list(*columns), itemgetter(0))
    return {pk: _record(list(rows)) for pk, rows in found}


def _of_each(function, order=None):
    return Window(function, partition_by=F("institution_id"), order_by=order)


def _until_answered():
    """From the placing to the first answer after it; nothing while there is none."""
    given = ReferralEvent.objects.filter(
        referral=OuterRef("referral"), step__in=["accept", "decline"], happened_at__gte=OuterRef("placed_at")
    )
    moment = Subquery(given.order_by("number").values("happened_at")[:1])
    return ExpressionWrapper(moment - F("placed_at"), DurationField())


def _record(rows):
    """``rows``: the answers in the middle."""
    _, placed, answered, accepted, _ = rows[0]
    took = [row[-1] for row in rows if row[-1] is not None]
    if not answered or not took:
        return AnswerRecord(placed)
    days = ceil(sum(took, timedelta()) / len(took) / timedelta(days=1))
    return AnswerRecord(placed, answered, accepted, max(1, days))
