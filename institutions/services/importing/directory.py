"""What becomes of each row of a list of institutions and services: the verdicts of the preview. Nothing is written."""

from collections import defaultdict

from exchange.enums import Verdict
from families.models.search import plain_text
from families.queries import category_choices
from institutions.enums import LegalStatus
from institutions.models.directory import Institution, keeping
from institutions.queries.importing import directory_around
from institutions.services.importing.facts import OF_INSTITUTION, alike, differing, facts_of, label_of, told
from institutions.services.importing.offers import Categories, judge_offers
from institutions.services.importing.places import Places
from institutions.services.importing.rows import close_wrong, refuse_many
from regions.models import VILLAGE_LENGTH

UNIT, OFFICE = "FCU desa itu", "Dinas Sosial kabupaten/kota"
NOT_YOURS = "Lembaga {place} dijaga {keeper}, jadi tidak bisa ditulis dari impor ini. Hapus barisnya."
ENDED = "Lembaga ini sudah tidak aktif. Aktifkan dahulu di halamannya, lalu baca lagi berkas ini."
OTHER_WORDS = "Untuk lembaga ini baris {number} berkata lain. Samakan keduanya."
NO_NUMBER = "Yang belum terdaftar tidak punya nomor. Kosongkan, atau ganti status hukumnya."
LEGAL = {"legal_status", "legal_number"}
GOES_IN = {Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL}


class Scene:
    def __init__(self, batch):
        self.home, self.owner = batch.region_id or "", batch.owner
        self.places = Places(self.home)
        self.by_name, self.by_region = defaultdict(dict), defaultdict(list)
        for institution in directory_around(self.home):
            self.by_name[plain_text(institution.name)][institution.region_code] = institution
            if institution.active:
                self.by_region[institution.region_code].append(institution)
        self.categories = Categories(category_choices())

    def is_written_here(self, code):
        return code.startswith(self.home) and self.owner.can(keeping(code), code)

    def name_of(self, code):
        region = self.places.regions.get(code)
        return region.full_name if region else "di luar wilayah ini"


class Group:
    """The rows about one institution; ``known`` is None for a new one."""

    def __init__(self, code, rows, known):
        self.code, self.rows, self.known = code, rows, known
        self.name = rows[0].values["institution"]

    @property
    def sound(self):
        return [row for row in self.rows if not row.errors]

    def refuse(self, title, sentence, rows=None):
        for row in self.sound if rows is None else rows:
            row.errors.append((title, sentence))


def check(batch, rows, progress):
    """Each Row gets its verdict, group, plan, changes and doubt."""
    scene = Scene(batch)
    progress(1, 2)
    refuse_many(rows)
    for group in _grouped(rows, scene):
        judge_offers(group, scene.categories)
        _judge(group, scene)
    close_wrong(rows)


def _grouped(rows, scene):
    found = {}
    for row in rows:
        name = row.values.get("institution", "")
        row.label = ": ".join(filter(None, (name, row.values.get("name", ""))))
        if not name and not row.errors:
            row.errors.append(("Lembaga", "Nama lembaga belum diisi."))
        code = scene.places.of(row, scene.by_name.get(plain_text(name), {})) if name else None
        if code is not None:
            found.setdefault((plain_text(name), code), []).append(row)
    for number, ((name, code), own) in enumerate(found.items(), start=1):
        for row in own:
            row.group = number
        yield Group(code, own, scene.by_name.get(name, {}).get(code))


def _judge(group, scene):
    facts = _facts(group)
    if group.known:
        _judge_known(group, facts)
    else:
        _judge_new(group, facts, scene)
    writing = [row for row in group.sound if row.verdict in GOES_IN]
    if not scene.is_written_here(group.code):
        keeper = UNIT if len(group.code) == VILLAGE_LENGTH else OFFICE
        told_of = NOT_YOURS.format(place=scene.name_of(group.code), keeper=keeper)
        group.refuse("Wilayah layanan", told_of, writing)
    elif group.known and not group.known.active:
        group.refuse("Lembaga", ENDED, writing)


def _facts(group):
    """What the rows say together; two that say different things cannot both be right, so the later one is wrong."""
    facts, said_by = {}, {}
    for row in group.sound:
        own = facts_of(row, OF_INSTITUTION)
        other = [name for name, value in own.items() if facts.get(name, value) != value]
        row.errors += [(label_of(Institution, name), OTHER_WORDS.format(number=said_by[name])) for name in other]
        if not other:
            said_by = dict.fromkeys(own, row.number) | said_by
            facts |= own
    return facts


def _judge_known(group, facts):
    changed = differing(group.known, facts)
    if LEGAL & changed.keys():
        _look_at_legal(group, {name: facts.get(name, getattr(group.known, name)) for name in LEGAL})
    for row in group.sound:
        row.plan |= {"institution": group.known.pk}
    carrier = _carrier(group)
    if changed and carrier:
        carrier.plan |= {"set": changed, "version": group.known.version}
        carrier.changes = told(group.known, changed) + carrier.changes
        carrier.verdict = Verdict.CHANGED if carrier.verdict == Verdict.SAME else carrier.verdict


def _carrier(group):
    """The row with which the institution's own changes go in: one that needs no answer, if there is."""
    sound = [row for row in group.sound if row.verdict != Verdict.LEFT]
    return min(sound, key=lambda row: row.verdict == Verdict.DOUBTFUL, default=None)


def _judge_new(group, facts, scene):
    _look_at_legal(group, facts)
    if "kind" not in facts:
        group.refuse("Jenis", "Jenis lembaga belum diisi. Lembaga ini belum ada di direktori.")
    like = alike(group.name, scene.by_region[group.code])
    for row in group.sound:
        row.plan |= {"make": facts | {"name": group.name}, "region": group.code, "whole": True}
        if like and row.verdict != Verdict.LEFT:
            row.verdict = Verdict.DOUBTFUL
            row.doubt = f"Mirip {like.name} di {like.place}. Tetap masukkan sebagai lembaga baru?"


def _look_at_legal(group, facts):
    if facts.get("legal_status") == LegalStatus.NONE and facts.get("legal_number"):
        group.refuse("Nomor badan hukum", NO_NUMBER)
