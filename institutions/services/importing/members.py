"""What becomes of each row of a list of FCU members: the verdicts of the preview. Nothing is written here."""

from django.utils import timezone

from core.formatting import date_long
from exchange.enums import Verdict
from families.enums import FamilyStatus
from families.models.search import plain_text
from families.queries.likeness import SAME_NAME, name_likeness
from institutions.enums import MemberKind
from institutions.queries import unit_of
from institutions.queries.importing import families_by_number, institutions_around, memberships_of
from institutions.services.importing.rows import close_wrong, refuse_all, refuse_many, stand_alone

NO_UNIT = "Desa ini belum punya FCU yang aktif. Bentuk FCU dahulu, lalu baca lagi berkas ini."
NO_INSTITUTION = (
    "Lembaga “{name}” belum ada di direktori desa ini. Tambahkan lembaganya dahulu, atau samakan tulisannya."
)
NO_FAMILY = "Berkas {number} tidak ada di desa ini. Lihat nomornya di halaman keluarga."
NO_PIONEER = "Keluarga {number} belum ditetapkan sebagai keluarga pionir. Tetapkan dahulu, lalu baca lagi berkas ini."


class Scene:
    """The FCU of the village, who belongs to it, and what the rows name."""

    def __init__(self, batch, rows):
        self.unit, self.today = unit_of(batch.region_id), timezone.localdate()
        known = memberships_of(self.unit) if self.unit else []
        self.members = [member for member in known if member.left_on is None]
        self.former = {plain_text(member.name): member for member in known if member.left_on}
        self.by_key = {_key(each.kind, each.name, each.institution_id, each.family_id): each for each in self.members}
        self.institutions = {plain_text(each.name): each for each in institutions_around(batch.region_id)}
        numbers = {row.values["file_number"] for row in rows if "file_number" in row.values}
        self.families = families_by_number(batch.owner, batch.region_id, numbers)


def _key(kind, name, institution, family):
    """Two of the same are one member; a pioneer family is one whoever of it comes."""
    return (kind, family) if kind == MemberKind.PIONEER else (kind, plain_text(name), institution)


def check(batch, rows, progress):
    """Each Row gets its verdict, plan, changes and doubt."""
    scene = Scene(batch, rows)
    progress(1, 2)
    refuse_many(rows)
    stand_alone(rows)
    if scene.unit is None:
        refuse_all(rows, "FCU", NO_UNIT)
    seen = {}
    for row in rows:
        row.label = row.values.get("name") or str(row.raw.get("name", ""))[:120]
        _look_at_facts(row, scene)
        if not row.errors:
            _judge(row, scene, seen)
    close_wrong(rows)


def _look_at_facts(row, scene):
    row.plan = {"kind": _kind_of(row), "name": row.values.get("name", "")}
    _FIND.get(row.plan["kind"], _find_nothing)(row, scene)
    row.label = row.label or row.plan["name"]
    if not row.plan["name"] and not row.errors:
        row.errors.append(("Nama", "Nama belum diisi."))
    if row.values.get("joined_on", scene.today) > scene.today:
        row.errors.append(("Bergabung", "Tanggal bergabung belum tiba. Tulis tanggal hari ini atau sebelumnya."))


def _kind_of(row):
    """Where the list does not say it, what else the row holds does."""
    if "kind" in row.values:
        return row.values["kind"]
    if "file_number" in row.values:
        return MemberKind.PIONEER
    return MemberKind.REPRESENTATIVE if "institution" in row.values else MemberKind.INDIVIDUAL


def _find_institution(row, scene):
    name = row.values.get("institution")
    found = scene.institutions.get(plain_text(name or ""))
    if found:
        row.plan["institution"] = found.pk
    else:
        row.errors.append(("Lembaga", NO_INSTITUTION.format(name=name) if name else "Lembaga belum diisi."))


def _find_family(row, scene):
    number = row.values.get("file_number")
    family = scene.families.get(number)
    if family is None:
        wrong = NO_FAMILY.format(number=number) if number else "Nomor berkas keluarga belum diisi."
        row.errors.append(("Nomor berkas keluarga", wrong))
    elif family.status != FamilyStatus.PIONEER:
        row.errors.append(("Nomor berkas keluarga", NO_PIONEER.format(number=number)))
    else:
        row.plan |= {"family": family.pk, "name": row.plan["name"] or family.head_name}


def _find_nothing(row, scene):
    for name, title in (("institution", "Lembaga"), ("file_number", "Nomor berkas keluarga")):
        if name in row.values:
            row.notes.append(f"{title} tidak dicatat: yang ini anggota perorangan.")


_FIND = {MemberKind.REPRESENTATIVE: _find_institution, MemberKind.PIONEER: _find_family}


def _judge(row, scene, seen):
    plan = row.plan
    key = _key(plan["kind"], plan["name"], plan.get("institution"), plan.get("family"))
    first = seen.setdefault(key, row)
    if first is not row:
        row.verdict, row.notes = Verdict.LEFT, [f"Sama dengan baris {first.number}."]
    elif key in scene.by_key:
        _compare(row, scene.by_key[key])
    else:
        _judge_new(row, scene)


def _compare(row, member):
    position, joined_on = row.values.get("position", ""), row.values.get("joined_on", member.joined_on)
    row.verdict = Verdict.SAME
    if plain_text(member.name) != plain_text(row.plan["name"]):
        row.notes.append(f"Keluarga ini sudah menjadi anggota atas nama {member.name}.")
    if joined_on != member.joined_on:
        row.notes.append(f"Tercatat bergabung {date_long(member.joined_on)}; tanggal itu tidak diubah.")
    if position and plain_text(position) != plain_text(member.position):
        row.verdict = Verdict.CHANGED
        row.changes = [["Jabatan", member.position or "kosong", position]]
        row.plan = {"member": member.pk, "old": member.position, "position": position}


def _judge_new(row, scene):
    name, kind = row.plan["name"], MemberKind(row.plan["kind"])
    alike = next((each for each in scene.members if name_likeness(each.name, name) >= SAME_NAME), None)
    row.verdict = Verdict.DOUBTFUL if alike else Verdict.NEW
    if alike:
        row.doubt = (
            f"Mirip {alike.name} ({alike.origin}) yang sudah menjadi anggota. Tetap masukkan sebagai {kind.label}?"
        )
    former = scene.former.get(plain_text(name))
    if former:
        row.notes.append(f"Pernah menjadi anggota sampai {date_long(former.left_on)}.")
