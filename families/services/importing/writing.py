"""The rows of an import into the registry: whole families at once, in statements that grow with the portions only."""

from collections import defaultdict

from django.utils import timezone

from accounts.services.trail import Trail
from families.enums import DataSource, FamilyStatus, Relation
from families.models import Family, FamilyCard, FamilyMember, StatusPeriod
from families.queries.completeness import SERIES, known_percent
from families.queries.importing import FAMILY_FIELDS
from families.services.importing import making
from families.services.importing.changing import change_known
from families.services.keeping import CARD, next_file_numbers, temporary_numbers

PORTION = 1000
STEPS = 6
NOTE = "Impor {pk}"


def write(batch, rows, *, actor, progress):
    """→ what undo needs: {"families": made, "members": of them, "changed": family → what was before}."""
    trail = Trail(actor, NOTE.format(pk=batch.pk))
    groups = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    progress(0, STEPS)
    new = [group for group in groups.values() if not group[0].plan.get("family")]
    families, members = _write_new(batch.region, new, actor, trail, progress)
    known = [row for group in groups.values() if group[0].plan.get("family") for row in group]
    changed = change_known(known, actor, trail)
    progress(STEPS - 1, STEPS)
    trail.keep()
    progress(STEPS, STEPS)
    return {"families": families, "members": members, "changed": changed}


def _write_new(village, groups, actor, trail, progress):
    if not groups:
        return [], []
    today = timezone.localdate()
    families = [_family(village, rows, actor, today) for rows in groups]
    people = [_people(rows) for rows in groups]
    _number(village.code, families, people)
    for family, members in zip(families, people, strict=True):
        _settle(family, members)
    progress(1, STEPS)
    Family.objects.bulk_create(families, batch_size=PORTION)
    for family, members in zip(families, people, strict=True):
        for member in members:
            member.family_id = family.pk
    progress(2, STEPS)
    everybody = [member for members in people for member in members]
    FamilyMember.objects.bulk_create(everybody, batch_size=PORTION)
    progress(3, STEPS)
    _begin(families, village, actor, today)
    trail.created(families)
    trail.created(everybody)
    progress(4, STEPS)
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


def _begin(families, village, actor, today):
    StatusPeriod.objects.bulk_create(
        [
            StatusPeriod(
                family=family, village=village, status=FamilyStatus.REGISTERED, starts_on=today, actor=actor
            )
            for family in families
        ],
        batch_size=PORTION,
    )  # fmt: skip
    FamilyCard.objects.bulk_create(
        [
            FamilyCard(family=family, number=family.family_card_number, starts_on=today, actor=actor)
            for family in families
            if family.family_card_number
        ],
        batch_size=PORTION,
    )
