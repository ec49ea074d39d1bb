"""The rows of an import into the registry: whole families at once, in statements that grow with the portions only."""

from collections import defaultdict

from django.utils import timezone

from accounts.services.trail import Trail
from families.enums import DataSource, FamilyStatus, Relation
from families.models import Family, FamilyCard, StatusPeriod
from families.queries.completeness import SERIES, known_percent
from families.queries.importing import FAMILY_FIELDS
from families.services.importing import making
from families.services.importing.changing import change_known
from families.services.keeping import CARD, next_file_numbers, temporary_numbers

PORTION = 1000
NOTE = "Impor {pk}"
TOLD_EVERY = 500  # people


def write(batch, rows, *, actor, progress):
    """→ what undo needs: {"families": made, "members": of them, "changed": family → what was before}."""
    trail = Trail(actor, NOTE.format(pk=batch.pk))
    groups = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    new = [group for group in groups.values() if not group[0].plan.get("family")]
    known = [row for group in groups.values() if group[0].plan.get("family") for row in group]
    course = Course(progress, 3 * len(rows))
    families, members = _write_new(batch.region, new, actor, trail, course)
    changed = change_known(known, actor, trail)
    trail.keep(course.went)
    return {"families": families, "members": members, "changed": changed}


class Course:
    """How far the writing is: each person counts when understood, when written, and when in the change log."""

    def __init__(self, progress, total):
        self.progress, self.total, self.done = progress, total, 0

    def went(self, count):
        before, self.done = self.done, min(self.done + count, self.total)
        if self.done // TOLD_EVERY > before // TOLD_EVERY:
            self.progress(self.done, self.total)

    def create(self, rows, *, counts=1):
        for start in range(0, len(rows), PORTION):
            portion = rows[start : start + PORTION]
            type(portion[0]).objects.bulk_create(portion)
            self.went(counts * len(portion))


def _write_new(village, groups, actor, trail, course):
    if not groups:
        return [], []
    today = timezone.localdate()
    families, people = [], []
    for rows in groups:
        families.append(_family(village, rows, actor, today))
        people.append(_people(rows))
        course.went(len(rows))
    everybody = [member for members in people for member in members]
    _number(village.code, families, people)
    for family, members in zip(families, people, strict=True):
        _settle(family, members)
    course.create(families, counts=0)
    for family, members in zip(families, people, strict=True):
        for member in members:
            member.family_id = family.pk
    course.create(everybody)
    course.create(_status_periods(families, village, actor, today), counts=0)
    course.create(_cards(families, actor, today), counts=0)
    trail.created(families)
    trail.created(everybody)
    return [family.pk for family in families], [member.pk for member in everybody]


def _family(village, rows, actor, today):
    head = next(row for row in rows if row.values["relation"] == Relation.HEAD)
    values = {name: making.family_value(rows, head, name) for name in FAMILY_FIELDS}
    own = (values["family_card_number"] or "").startswith(CARD)
    values |= {"family_card_number": ""} if own else {}
    given = {name: value for name, value in values.items() if value is not None}
    given.setdefault("address", "")
    return Family(
        village=village, recorded_by=actor, head_name=head.values["name"], data_source=DataSource.VILLAGE,
        data_date=today, **given,
    )  # fmt: skip


def _people(rows):
    """The head first, then as the file has them."""
    ordered = sorted(rows, key=lambda row: row.values["relation"] != Relation.HEAD)
    return [making.person(row.values, position) for position, row in enumerate(ordered, start=1)]


def _number(village, families, people):
    """File numbers for all; numbers of our own for cards and people without."""
    for family, number in zip(families, next_file_numbers(village, len(families)), strict=True):
        family.file_number = number
    without = [family for family in families if not family.family_card_number]
    for family, number in zip(without, temporary_numbers(CARD, village, len(without)), strict=True):
        family.temporary_card_number = number
    making.number_people(village, [member for members in people for member in members])


def _settle(family, members):
    family.make_searchable([text for each in members for text in (each.name, each.temporary_number)])
    family.completeness = known_percent(family, members, dict.fromkeys(SERIES, False))


def _status_periods(families, village, actor, today):
    status = FamilyStatus.REGISTERED
    return [
        StatusPeriod(family=family, village=village, status=status, starts_on=today, actor=actor)
        for family in families
    ]


def _cards(families, actor, today):
    return [
        FamilyCard(family=family, number=family.family_card_number, starts_on=today, actor=actor)
        for family in families
        if family.family_card_number
    ]
