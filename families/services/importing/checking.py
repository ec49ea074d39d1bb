"""What becomes of each row of a list of people: the verdicts of the preview. Nothing is written here."""

from core import identity
from core.formatting import date_short, in_sentence
from exchange.enums import Verdict
from families.enums import MOST_MEMBERS, Relation
from families.models.search import plain_text
from families.services.importing.facts import already_in, demand_facts, doubt_about, person_of
from families.services.importing.grouping import grouped
from families.services.importing.known import judge_known
from families.services.importing.scene import Scene
from families.services.importing.strangers import note_strangers

TOLD_EVERY = 500  # families
AWAY = {"dead": "Tertulis mati", "away": "Tertulis pindah atau tidak ada lagi"}
PLACEHOLDER = "{name} “{value}” dianggap belum ada; diberi nomor sementara."


def check(batch, rows, progress):
    """Each Row gets its verdict, group, plan, changes and doubt."""
    scene = Scene(batch.region, rows)
    progress(1, 4)
    for row in rows:
        row.label = _label(row)
        _look_at_place(row, scene)
        _look_at_numbers(row, scene)
        _leave_the_gone(row)
    _look_for_repeats(rows)
    groups = grouped(rows)
    for done, group in enumerate(groups):
        judge(group, scene)
        if done % TOLD_EVERY == 0:
            progress(len(groups) + 2 * done, 4 * len(groups))
    note_strangers(batch, rows, scene)


def _label(row):
    """“Maria Tefa, istri, lahir 22 Des 1990”, as much of it as the row says."""
    relation, born = row.values.get("relation"), row.values.get("birth_date")
    parts = [row.values.get("name") or str(row.raw.get("name", ""))[:120]]
    parts += [in_sentence(Relation(relation).label)] if relation else []
    return ", ".join([*parts, f"lahir {date_short(born)}"] if born else parts)


def judge(group, scene):
    _refuse_second_heads(group)
    family = _family_of(group, scene)
    if family:
        judge_known(group, family, scene)
    else:
        _judge_new(group, scene)
    for row in group.rows:
        if row.errors:
            row.verdict, row.doubt, row.changes = Verdict.WRONG, "", []
            row.group = 0 if group.key else row.group  # with a number it finds its family again by itself


def _look_at_place(row, scene):
    place = row.values.get("village_name")
    if place and _bare(place) != _bare(scene.village.name):
        row.errors.append(
            ("Desa", f"Baris ini dari “{place}”, sedangkan impor ini untuk {scene.village}. Periksa berkasnya.")
        )


def _bare(name):
    words = plain_text(name).replace(".", " ").split()
    return " ".join(word for word in words if word not in {"desa", "kelurahan", "kel", "ds"})


def _look_at_numbers(row, scene):
    """What the digits say; what was taken for none is told."""
    for name, title in (("national_id", "NIK"), ("family_card_number", "No. KK")):
        number, raw = row.values.get(name, ""), row.raw.get(name, "")
        if number and number[0].isdecimal():
            _look_at_number(row, name, title, number, scene)
        elif raw not in ("", "-") and not number and not row.errors:
            row.notes.append(PLACEHOLDER.format(name=title, value=str(raw)[:20]))


def _look_at_number(row, name, title, number, scene):
    decode = identity.decode if name == "national_id" else identity.decode_family_card
    decoded = decode(number, scene.today, scene.regions.get)
    row.errors += [(title, sentence) for sentence in decoded.errors]
    row.notes += decoded.warnings
    if name == "national_id" and not decoded.errors:
        differing = identity.compare(decoded, row.values.get("sex"), row.values.get("birth_date"))
        row.notes += [problem.message for problem in differing]
    holders = scene.national if name == "national_id" else scene.cards
    village = scene.elsewhere(holders, number)
    if village:
        row.errors.append(
            (title, f"{title} ini sudah tercatat di {village}. Periksa angkanya, atau minta pindah desa.")
        )


def _leave_the_gone(row):
    """The dead and those who moved: a family's page notes that, with the day."""
    told = AWAY.get(row.values.get("standing"))
    if told:
        row.verdict, row.errors = Verdict.LEFT, []
        row.notes = [f"{told}. Tidak dimasukkan; catat keluar dari halaman keluarganya bila sudah tercatat."]


def _look_for_repeats(rows):
    """One number on several people is wrong on all of them: nobody can tell whose it is."""
    by_number = {}
    for row in rows:
        number = row.values.get("national_id")
        if number and not row.verdict:
            by_number.setdefault(number, []).append(row)
    for shared in by_number.values():
        if len(shared) > 1:
            _tell_repeats(shared)


def _tell_repeats(shared):
    first, *others = shared
    if all(person_of(row) == person_of(first) for row in others):
        for row in others:
            row.verdict, row.notes = Verdict.LEFT, [f"Sama dengan baris {first.number}."]
        return
    numbers = ", ".join(str(row.number) for row in shared[:6])
    for row in shared:
        row.errors.append(
            ("NIK", f"NIK yang sama tertulis pada baris {numbers}. Periksa pada KTP; kosongkan bila belum ada.")
        )


def _refuse_second_heads(group):
    heads = group.heads
    for row in heads[1:]:
        row.errors.append(
            ("Hubungan", f"Kepala keluarga hanya satu, dan sudah ada pada baris {heads[0].number}. Periksa keduanya.")
        )


def _family_of(group, scene):
    """The file of this village that the rows are about, or None for a new one."""
    if group.key and (family := scene.family_of(group.key)):
        return family
    bearers = {person.family for row in group.sound if (person := scene.person_of(row.values.get("national_id")))}
    families = [scene.families[pk] for pk in bearers if pk in scene.families]
    heads = group.heads
    head = scene.person_of(heads[0].values.get("national_id")) if heads else None
    if head and head.relation == Relation.HEAD:
        return scene.families[head.family]
    if len(families) == 1 and not (group.key and families[0].values["family_card_number"]):
        return families[0]
    return _same_head(group, scene)


def _same_head(group, scene):
    """Without numbers, a family is the same where its head is, to the letter: name, birth date, no other NIK."""
    for row in group.heads:
        for person in scene.by_day.get(row.values.get("birth_date"), ()):
            family = scene.families[person.family]
            is_head = person.relation == Relation.HEAD and plain_text(person.name) == plain_text(row.values["name"])
            if (
                is_head
                and not _differ(person.national_id, row.values.get("national_id"))
                and not _differ(family.values["family_card_number"], group.key)
            ):
                return family
    return None


def _differ(one, other):
    return bool(one and other) and one != other


def _judge_new(group, scene):
    for row in group.sound:
        demand_facts(row)
    _refuse_known_people(group, scene)
    _demand_head(group)
    _leave_twins(group.sound)
    for row in group.sound[MOST_MEMBERS:]:
        row.errors.append(("No. KK", f"Satu keluarga paling banyak {MOST_MEMBERS} anggota. Periksa No. KK baris ini."))
    sound = group.sound
    _note_ages(sound)
    doubt = next(filter(None, (doubt_about(row, scene) for row in sound)), "") or _doubt_about_card(group, scene)
    for row in sound:
        row.verdict = Verdict.DOUBTFUL if doubt else Verdict.NEW
        row.doubt, row.plan = doubt, {"whole": True}


def _refuse_known_people(group, scene):
    for row in group.sound:
        person = scene.person_of(row.values.get("national_id"))
        if person:
            row.errors.append(("NIK", already_in(scene.families[person.family])))


def _demand_head(group):
    if group.heads:
        return
    waiting = [row for row in group.rows if row.errors and row.values.get("relation") == Relation.HEAD]
    said = (
        f"Baris kepala keluarganya ({waiting[0].number}) belum benar." if waiting
        else "Keluarga ini belum punya kepala keluarga di berkas ini. Tambahkan barisnya, atau isi No. KK-nya."
    )  # fmt: skip
    for row in group.sound:
        row.errors.append(("Hubungan", said))


def _leave_twins(rows):
    """The same person written twice in one family, without a number."""
    seen = {}
    for row in rows:
        first = seen.setdefault((*person_of(row), row.values.get("national_id")), row)
        if first is not row:
            row.verdict, row.notes = Verdict.LEFT, [f"Sama dengan baris {first.number}."]


def _note_ages(rows):
    """Possible, but rare: worth a second look."""
    head = next((row for row in rows if row.values["relation"] == Relation.HEAD), None)
    for row in rows:
        born = row.values["birth_date"]
        is_child = row.values["relation"] in (Relation.CHILD, Relation.GRANDCHILD)
        if head and is_child and born <= head.values["birth_date"]:
            row.notes.append(f"Lahir {date_short(born)}, sebelum kepala keluarga. Periksa tanggal dan hubungannya.")


def _doubt_about_card(group, scene):
    known = scene.former_cards.get(group.key)
    return f"No. KK ini pernah dipakai berkas {known}. Keluarga yang sama?" if known else ""
