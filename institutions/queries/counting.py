"""Counts of what hangs on the rows of a list."""

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce


def count_of(rows, owner):
    """As a subquery, so that the number of rows of a list is counted without it."""
    counted = rows.order_by().values(owner).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
