"""Rows about a family that has a file: what they would change, field by field, and who is new in it."""

from decimal import Decimal

from core.formatting import date_short, mask_number
from exchange.enums import Verdict
from families.enums import MOST_MEMBERS, Relation
from families.models import Family, FamilyMember
from families.models.search import plain_text
from families.queries.importing import FAMILY_FIELDS, PERSON_FIELDS
from families.queries.likeness import same_people
from families.services.importing.facts import already_in, demand_facts, doubt_about, person_of

NUMBERS = ("national_id", "family_card_number")
PLACE = ("latitude", "longitude")


def judge_known(group, family, scene):
    pairs = _pairs(group, family, scene)
    _refuse_heads(group, family, pairs)
    for row in group.sound:
        if person := pairs.get(row.number):
            _judge_person(row, person, family)
        else:
            _judge_newcomer(row, family, scene)
    _refuse_many(group, family)
    _judge_file(group, family)


def _pairs(group, family, scene):
    """Number of a row → the KnownPerson that it speaks of: by number, then to the letter, then by likeness."""
    pairs, left = {}, {person.pk: person for person in family.people}
    for row in group.sound:
        person = scene.person_of(row.values.get("national_id"))
        if person and person.family != family.pk:
            row.errors.append(("NIK", already_in(scene.families[person.family])))
        elif person and person.pk in left:
            pairs[row.number] = left.pop(person.pk)
    exact = {(plain_text(person.name), person.birth_date): person for person in left.values()}
    for row in group.sound:
        person = exact.get(person_of(row))
        if row.number not in pairs and person and person.pk in left:
            pairs[row.number] = left.pop(person.pk)
    return pairs | _likely(group, pairs, left)


def _likely(group, pairs, left):
    """Who is written a little differently: the ones that are most alike."""
    rows = [
        row for row in group.sound if row.number not in pairs and {"name", "birth_date", "sex"} <= row.values.keys()
    ]
    same = same_people([_Typed(row) for row in rows], list(left.values())) if rows and left else {}
    return {number: left[pk] for number, pk in same.items()}


class _Typed:
    def __init__(self, row):
        self.pk, self.name, self.sex = row.number, row.values["name"], row.values["sex"]
        self.birth_date, self.national_id = row.values["birth_date"], row.values.get("national_id", "")


def _refuse_heads(group, family, pairs):
    """A family has one head: whoever takes the place must be written beside whoever leaves it."""
    head, new = family.head, group.heads
    goes_on = any(
        pairs.get(row.number) is head and row.values.get("relation", Relation.HEAD) != Relation.HEAD
        for row in group.sound
    )
    for row in new:
        if head and pairs.get(row.number) is not head and not goes_on:
            row.errors.append((
                "Hubungan",
                f"Berkas {family.file_number} sudah punya kepala keluarga lain. Tulis juga barisnya dengan hubungan "
                "yang baru, atau ubah dari halaman keluarga.",
            ))  # fmt: skip
    if goes_on and not [row for row in group.heads if pairs.get(row.number) is not head]:
        for row in group.sound:
            if pairs.get(row.number) is head:
                row.errors.append(("Hubungan", "Keluarga ini jadi tanpa kepala. Tulis juga siapa kepala yang baru."))


def _judge_person(row, person, family):
    changed = {
        name: row.values[name]
        for name in PERSON_FIELDS
        if name in row.values and not _says_the_same(name, person.values[name], row.values[name])
    }
    if changed.get("national_id", "").startswith("S"):
        del changed["national_id"]
    row.plan = {"family": family.pk, "version": family.version, "member": person.pk, "set": changed}
    row.changes = [_told(FamilyMember, name, person.values[name], value) for name, value in changed.items()]
    row.verdict = Verdict.CHANGED if changed else Verdict.SAME
    if person.national_id and "national_id" in changed:
        row.verdict = Verdict.DOUBTFUL
        row.doubt = (
            f"NIK {person.name} tercatat {mask_number(person.national_id)}, di berkas ini "
            f"{mask_number(changed['national_id'])}. Ganti NIK-nya?"
        )


def _judge_newcomer(row, family, scene):
    demand_facts(row)
    if row.errors:
        return
    row.doubt = doubt_about(row, scene)
    row.verdict = Verdict.DOUBTFUL if row.doubt else Verdict.NEW
    row.plan = {"family": family.pk, "version": family.version}
    row.notes.append(f"Anggota baru di berkas {family.file_number}.")


def _refuse_many(group, family):
    newcomers = [row for row in group.rows if row.plan.get("family") and not row.plan.get("member")]
    for row in newcomers[max(MOST_MEMBERS - len(family.people), 0) :]:
        row.errors.append(("No. KK", f"Satu keluarga paling banyak {MOST_MEMBERS} anggota. Periksa No. KK baris ini."))


def _judge_file(group, family):
    """What changes of the file itself stands with the first of its rows that goes in."""
    carriers = [row for row in group.rows if row.plan.get("family") and not row.errors]
    values = {name: _of_group(carriers, name) for name in FAMILY_FIELDS}
    changed = {
        name: value
        for name, value in values.items()
        if value is not None and not _says_the_same(name, family.values[name], value)
    }
    if changed.get("family_card_number", "").startswith("S"):
        del changed["family_card_number"]
    if not changed or not carriers:
        return
    carrier = min(carriers, key=lambda row: (bool(row.doubt), row.values.get("relation") != Relation.HEAD))
    carrier.plan["file"] = changed
    carrier.changes = [
        _told(Family, name, family.values[name], value) for name, value in changed.items()
    ] + carrier.changes
    if carrier.verdict == Verdict.SAME:
        carrier.verdict = Verdict.CHANGED


def _of_group(rows, name):
    ordered = sorted(rows, key=lambda row: row.values.get("relation") != Relation.HEAD)
    return next((row.values[name] for row in ordered if name in row.values), None)


def _says_the_same(name, old, new):
    if name in PLACE:
        return old is not None and Decimal(old) == Decimal(new)
    if name == "disability":
        return (old or 0) == new
    if isinstance(new, str) and isinstance(old, str) and name not in NUMBERS:
        return _bare(name, old) == _bare(name, new)
    return str(old) == new if name == "phone" else old == new


def _bare(name, text):
    plain = plain_text(text)
    return plain.removeprefix("dusun ") if name == "hamlet" else plain


def _told(model, name, old, new):
    field = model._meta.get_field(name)
    return [str(field.verbose_name), _word(field, name, old), _word(field, name, new)]


def _word(field, name, value):
    if value in ("", None):
        return "kosong"
    if name in NUMBERS:
        return mask_number(value)
    if value is True or value is False:
        return "ya" if value else "tidak"
    if hasattr(value, "isoformat"):
        return date_short(value)
    return str(dict(field.flatchoices).get(value, value)) if field.flatchoices else str(value)
