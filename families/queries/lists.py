"""Families as rows of a list: narrow reads, and what is counted for the rows of one page only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count

from families.enums import Dimension
from families.models import Family, FamilyMember, Rating
from families.models.family import place_words, status_badge
from families.models.search import words_of

REACH = 5000
COLUMNS = (
    "pk", "file_number", "head_name", "family_card_number", "status", "closed_on", "closed_reason", "hamlet", "rt",
    "rw", "village__name", "village__parent__name",
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
    members: int
    assessed_on: date | None
    mean: float | None


class CappedRows:
    """Rows for a paginator that stops counting where the last page that can be opened ends."""

    def __init__(self, families):
        self.families = families

    def count(self):
        return self.families.order_by()[: REACH + 1].count()

    def __len__(self):
        return self.count()

    def __getitem__(self, places):
        return family_rows(self.families[places])


def family_rows(families):
    """First which rows, then what is in them: so nothing but keys is sorted."""
    pks = list(families.values_list("pk", flat=True))
    found = {row["pk"]: row for row in Family.objects.filter(pk__in=pks).values(*COLUMNS)}
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
        members=members,
        assessed_on=latest[0],
        mean=latest[1],
    )


def _member_counts(pks):
    people = FamilyMember.objects.filter(family__in=pks, left_on=None)
    return dict(people.values_list("family").annotate(Count("pk")).order_by())


def _latest_means(pks):
    """Family → (day, mean of the 18 indicators) of its last assessment."""
    rated = Rating.objects.filter(assessment__family__in=pks, value__isnull=False)
    means = rated.exclude(indicator__dimension=Dimension.OUTCOME).values_list(
        "assessment__family", "assessment__assessed_on", "assessment"
    )
    rows = means.annotate(mean=Avg("value")).order_by("assessment__assessed_on", "assessment")
    return {family: (day, mean) for family, day, _, mean in rows}


def found_by_words(families, text):
    """Each word somewhere in the names, the file number or the place; 16 digits are a NIK or No. KK, exactly."""
    digits = "".join(text.split())
    if len(digits) == 16 and digits.isdecimal():
        return found_by_number(families, digits)
    for word in words_of(text):
        families = families.filter(search_text__contains=word)
    return families


def found_by_number(families, number):
    """Two looks into the unique indexes; their conditions are repeated so that the planners see them fit."""
    people = FamilyMember.objects.filter(national_id=number, left_on=None).exclude(national_id="")
    cards = Family.objects.active().filter(family_card_number=number).exclude(family_card_number="")
    return families.filter(pk__in=[*people.values_list("family", flat=True), *cards.values_list("pk", flat=True)])


def status_counts(families):
    return dict(families.order_by().values_list("status").annotate(Count("pk")))
