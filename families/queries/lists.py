"""Families as rows of a list: narrow reads, and what is counted for the rows of one page only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count

from families.enums import Dimension
from families.models import Family, FamilyMember, Rating
from families.models.family import place_words, status_badge
from families.queries.search import FOUND_FIRST

REACH = 5000
COLUMNS = (
    "pk", "file_number", "head_name", "family_card_number", "status", "closed_on", "closed_reason", "hamlet", "rt",
    "rw", "completeness", "decile", "village__name", "village__parent__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FamilyRow:
    pk: int
    file_number: str
    head: str
    card: str
    badge: tuple
    place: str
    village: str
    district: str
    completeness: int
    decile: int | None
    members: int
    assessed_on: date | None
    mean: float | None


class CappedRows:
    """Rows for a paginator that stops counting where the last page that can be opened ends.

    ``sought``: by words; nobody knows where along an order they stand.
    """

    def __init__(self, families, order, *, sought=False):
        self.families, self.order, self.sought = families, order, sought
        self._counted = None

    def count(self):
        if self._counted is None:
            self._counted = self.families.order_by()[: REACH + 1].count()
        return self._counted

    def __len__(self):
        return self.count()

    def __getitem__(self, places):
        return family_rows(self.in_order()[places])

    def in_order(self):
        """Of many that were sought the first are soon met along the index of their order; a few are all sorted."""
        if self.sought and self.count() <= REACH:
            return self.families.order_by(FOUND_FIRST, *self.order)
        return self.families.order_by(*self.order)


def family_rows(families):
    """First which rows, then what is in them: so nothing but keys is sorted."""
    pks = list(families.values_list("pk", flat=True))
    found = {row["pk"]: row for row in Family.objects.filter(pk__in=pks).order_by().values(*COLUMNS)}
    rows = [found[pk] for pk in pks if pk in found]
    members, means = _member_counts(pks), _latest_means(pks)
    return [_row(row, members.get(row["pk"], 0), means.get(row["pk"], (None, None))) for row in rows]


def _row(row, members, latest):
    closed = row["closed_on"] and Family(closed_reason=row["closed_reason"]).get_closed_reason_display()
    return FamilyRow(
        pk=row["pk"],
        file_number=row["file_number"],
        head=row["head_name"],
        card=row["family_card_number"],
        badge=status_badge(row["status"], closed),
        place=place_words(row["hamlet"], row["rt"], row["rw"]),
        village=row["village__name"],
        district=row["village__parent__name"],
        completeness=row["completeness"],
        decile=row["decile"],
        members=members,
        assessed_on=latest[0],
        mean=latest[1],
    )


def _member_counts(pks):
    people = FamilyMember.objects.filter(family__in=pks, left_on=None)
    return dict(people.values_list("family").annotate(Count("pk")).order_by())


def with_member_counts(families):
    """The same, each with its ``member_count``."""
    counts = _member_counts([family.pk for family in families])
    for family in families:
        family.member_count = counts.get(family.pk, 0)
    return families


def _latest_means(pks):
    """Family → (day, mean of the 18 indicators) of its last assessment."""
    rated = Rating.objects.filter(assessment__family__in=pks, value__isnull=False)
    means = rated.exclude(indicator__dimension=Dimension.OUTCOME).values_list(
        "assessment__family", "assessment__assessed_on", "assessment"
    )
    rows = means.annotate(mean=Avg("value")).order_by("assessment__assessed_on", "assessment")
    return {family: (day, mean) for family, day, _, mean in rows}


def status_counts(families):
    return dict(families.order_by().values_list("status").annotate(Count("pk")))
