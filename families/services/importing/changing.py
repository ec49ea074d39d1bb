"""What an import changes in families that have a file, and who joins them, so that it can be taken back."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from exchange.services import Overtaken
from families.enums import Relation
from families.models import Family, FamilyCard, FamilyMember
from families.models.search import name_key
from families.queries.completeness import entries_of, known_percent
from families.queries.importing import FAMILY_FIELDS, PERSON_FIELDS
from families.services.changes import as_text
from families.services.importing import making
from families.services.keeping import CARD, temporary_numbers

PORTION = 200
OTHERS = "Data keluarga ini berubah sejak pratinjau."
SETTLED = (*FAMILY_FIELDS, "head_name", "search_text", "completeness", "version", "temporary_card_number")


@dataclass(slots=True)
class Turn:
    """One family on its way: its rows of the file, its people, and what stood in the fields before."""

    family: Family
    rows: list
    people: dict = field(default_factory=dict)
    changed: list = field(default_factory=list)
    newcomers: list = field(default_factory=list)
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    card: int | None = None

    def set(self, row, trail, values):
        label, key = row._meta.label_lower, str(row.pk)
        before, after = (kept.setdefault(label, {}).setdefault(key, {}) for kept in (self.before, self.after))
        old = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            before[name] = as_text(row, name)
            setattr(row, name, value)
            after[name] = as_text(row, name)
        trail.updated(row, old)


def change_known(rows, actor, trail):
    """→ family's pk → what undoing needs of it."""
    turns = _held(rows)
    if not turns:
        return {}
    for turn in turns:
        _change_people(turn, trail)
        _let_join(turn)
    _change_files(turns, actor, trail)
    _store_people(turns)
    _settle(turns)
    trail.created([member for turn in turns for member in turn.newcomers])
    return {str(turn.family.pk): _kept(turn) for turn in turns}


def _held(rows):
    """The files, locked in one order; Overtaken if one is not as the preview saw it."""
    by_family = defaultdict(list)
    for row in rows:
        by_family[row.plan["family"]].append(row)
    locked = Family.objects.active().select_for_update().filter(pk__in=by_family).order_by("pk")
    turns = {family.pk: Turn(family, by_family[family.pk]) for family in locked}
    if any(pk not in turns or turns[pk].family.version != own[0].plan["version"] for pk, own in by_family.items()):
        raise Overtaken(OTHERS)
    for member in FamilyMember.objects.filter(family__in=turns, left_on=None).order_by("position", "pk"):
        turns[member.family_id].people[member.pk] = member
    return list(turns.values())


def _change_people(turn, trail):
    for row in turn.rows:
        changed = row.plan.get("set")
        if not changed:
            continue
        member = turn.people.get(row.plan["member"])
        if member is None:
            raise Overtaken(OTHERS)
        turn.set(member, trail, {name: making.typed(name, value) for name, value in changed.items()})
        member.name_key = name_key(member.name)
        turn.changed.append(member)


def _let_join(turn):
    last = max((member.position for member in turn.people.values()), default=0)
    joining = [row for row in turn.rows if not row.plan.get("member")]
    turn.newcomers = [making.person(row.values, last + n) for n, row in enumerate(joining, start=1)]
    for member in turn.newcomers:
        member.family = turn.family
    making.number_people(turn.family.village_id, turn.newcomers)


def _change_files(turns, actor, trail):
    new_cards = []
    for turn in turns:
        values = {name: value for row in turn.rows for name, value in row.plan.get("file", {}).items()}
        if values:
            turn.set(turn.family, trail, values)
        if values.get("family_card_number"):
            new_cards.append(turn)
    _turn_cards(new_cards, actor)


def _turn_cards(turns, actor):
    today = timezone.localdate()
    by_family = {turn.family.pk: turn for turn in turns}
    for card in FamilyCard.objects.filter(family__in=by_family, ends_on=None):
        kept, ends_on = by_family[card.family_id], max(today, card.starts_on)
        kept.before["families.familycard"] = {str(card.pk): {"ends_on": None}}
        kept.after["families.familycard"] = {str(card.pk): {"ends_on": ends_on.isoformat()}}
        FamilyCard.objects.filter(pk=card.pk).update(ends_on=ends_on)
    cards = [
        FamilyCard(family=turn.family, number=turn.family.family_card_number, starts_on=today, actor=actor)
        for turn in turns
    ]
    for turn, card in zip(turns, FamilyCard.objects.bulk_create(cards), strict=True):
        turn.card = card.pk


def _store_people(turns):
    """Numbers that change hands are freed first, and who is no longer the head steps back before another steps up."""
    changed = [member for turn in turns for member in turn.changed]
    pks = [member.pk for member in changed]
    for start in range(0, len(pks), PORTION):
        own = FamilyMember.objects.filter(pk__in=pks[start : start + PORTION])
        own.exclude(national_id="").update(national_id="")
        own.filter(relation=Relation.HEAD).update(relation=Relation.OTHER)
    FamilyMember.objects.bulk_update(changed, [*PERSON_FIELDS, "name_key"], batch_size=PORTION)
    FamilyMember.objects.bulk_create([member for turn in turns for member in turn.newcomers])


def _settle(turns):
    """What follows from the rows, as families.services.keeping.settle does for one file."""
    entries = entries_of([turn.family.pk for turn in turns])
    for turn in turns:
        family, members = turn.family, [*turn.people.values(), *turn.newcomers]
        family.head_name = next((each.name for each in members if each.relation == Relation.HEAD), family.head_name)
        if not family.family_card_number and not family.temporary_card_number:
            family.temporary_card_number = temporary_numbers(CARD, family.village_id, 1)[0]
        family.make_searchable([text for each in members for text in (each.name, each.temporary_number)])
        family.completeness = known_percent(family, members, entries[family.pk])
        family.version += 1
    Family.objects.bulk_update([turn.family for turn in turns], SETTLED, batch_size=PORTION)


def _kept(turn):
    return {
        "version": turn.family.version,
        "members": [member.pk for member in turn.newcomers],
        "before": turn.before,
        "after": turn.after,
        "card": turn.card,
    }
