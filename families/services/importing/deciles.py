"""The ministry's list of deciles onto the families of a village: who is not recorded here is told, never made up."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from accounts.services.trail import Trail
from core.formatting import date_short
from exchange.enums import Verdict
from exchange.services import Overtaken
from families.models import Decile, Family, FamilyMember
from families.queries.completeness import entries_of, known_percent
from families.queries.importing import latest_deciles, village_as_it_stands

SOURCE = "DTSEN, dari berkas"
NOT_HERE = "Belum tercatat di {village}. Catat keluarganya dahulu, atau impor daftar anggotanya."
TWO_VALUES = "Keluarga ini punya dua desil berbeda dalam berkas (baris {other}). Periksa keduanya."


def check_deciles(batch, rows, progress):
    families = village_as_it_stands(batch.region)
    by_number = {}
    for family in families.values():
        by_number[family.values["family_card_number"] or family.temporary_card_number] = family
        by_number |= {person.national_id or person.temporary_number: family for person in family.people}
    latest = latest_deciles(families)
    groups = defaultdict(list)
    for row in rows:
        row.label = row.values.get("name", "")
        family = _family_of(row, by_number)
        if not row.errors and family is None:
            row.errors.append(("NIK", NOT_HERE.format(village=batch.region)))
        if row.errors:
            row.verdict = Verdict.WRONG
        else:
            groups[family.pk].append(row)
    progress(1, 2)
    for pk, own in groups.items():
        _judge(own, families[pk], latest.get(pk))


def _family_of(row, by_number):
    numbers = (row.values.get("national_id"), row.values.get("family_card_number"))
    return next((by_number[number] for number in numbers if number and number in by_number), None)


def _judge(rows, family, latest):
    """One entry for one family, whoever of it the list names."""
    first, *others = rows
    value, stated_on = first.values["decile"], first.values.get("stated_on") or timezone.localdate()
    first.group = family.pk
    first.plan = {"family": family.pk, "value": value, "stated_on": stated_on}
    old, since = latest or (None, None)
    is_known = old == value and (since >= stated_on or "stated_on" not in first.values)
    first.verdict = Verdict.SAME if is_known else Verdict.CHANGED
    if not is_known:
        told = f"{old} ({date_short(since)})" if old else "belum diketahui"
        first.changes = [["desil DTSEN", told, f"{value} ({date_short(stated_on)})"]]
    for row in others:
        row.verdict, row.notes = Verdict.SAME, [f"Keluarga yang sama dengan baris {first.number}."]
        if row.values["decile"] != value:
            row.verdict = Verdict.WRONG
            row.errors.append(("Desil", TWO_VALUES.format(other=first.number)))


def write_deciles(batch, rows, *, actor, progress):
    progress(0, 2)
    plans = {row.plan["family"]: row.plan for row in rows}
    families = {
        family.pk: family
        for family in Family.objects.active().select_for_update().filter(pk__in=plans, village=batch.region)
    }
    if families.keys() != plans.keys():
        raise Overtaken("Ada keluarga yang ditutup atau pindah sejak pratinjau.")
    entries = Decile.objects.bulk_create(
        Decile(
            family=families[pk], value=plan["value"], stated_on=date.fromisoformat(plan["stated_on"]), source=SOURCE,
            recorded_by=actor,
        )
        for pk, plan in plans.items()
    )  # fmt: skip
    progress(1, 2)
    trail = Trail(actor, f"Impor {batch.pk}")
    trail.created(entries)
    trail.keep()
    _keep(families)
    progress(2, 2)
    return {"deciles": [[entry.pk, entry.value, entry.stated_on.isoformat()] for entry in entries]}


def _keep(families):
    """The latest one stands on the family, and the file is a little more complete."""
    latest, entries = latest_deciles(families), entries_of(list(families))
    people = defaultdict(list)
    for member in FamilyMember.objects.filter(family__in=families, left_on=None):
        people[member.family_id].append(member)
    for family in families.values():
        family.decile = latest.get(family.pk, (None, None))[0]
        family.completeness = known_percent(family, people[family.pk], entries[family.pk])
    Family.objects.bulk_update(families.values(), ["decile", "completeness"], batch_size=200)


def undo_deciles(batch, *, actor, progress):
    """An entry that somebody corrected since stays."""
    made = {pk: (value, stated_on) for pk, value, stated_on in batch.made["deciles"]}
    left, families = [], {}
    for entry in Decile.objects.filter(pk__in=made).select_related("family"):
        if (entry.value, entry.stated_on.isoformat()) == made[entry.pk]:
            families[entry.family_id] = entry.family
            entry.delete()
        else:
            label, url = f"Berkas {entry.family.file_number}", entry.family.get_absolute_url()
            left.append([label, "Desilnya sudah dibetulkan.", url])
    _keep(families)
    progress(1, 1)
    return left
