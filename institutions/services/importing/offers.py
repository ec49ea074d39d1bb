"""What becomes of the service that a row gives, beside the institution."""

import re

from exchange.enums import Verdict
from exchange.resources import key_of
from families.models.search import plain_text
from institutions.services.importing.facts import OF_OFFER, alike, differing, facts_of, told

FOR_ALL = {"semuakeluarga", "semua", "umum", "semuamasyarakat"}
NO_NAME = "Nama layanan belum diisi, padahal keterangannya ada."
NO_SECTOR = "Bidang belum diisi. Layanan ini belum ada di direktori."
STOPPED = "Layanan ini sudah dihentikan. Aktifkan dahulu di halaman lembaganya, lalu baca lagi berkas ini."
TWICE = "Layanan ini juga tertulis pada baris {number}, dengan isi lain. Sisakan satu."
UNKNOWN = "“{text}” bukan kategori PPKS. Tulis namanya seperti pada formulir layanan, dipisahkan koma."
SEPARATORS = re.compile(r"\s*[,;\n]\s*")


class Categories:
    """The PPKS categories, known by name and by code."""

    def __init__(self, choices):
        self.names = dict(choices)
        self.codes = {key_of(word): code for code, name in choices for word in (code, name)}

    def in_words(self, codes):
        return ", ".join(self.names[code] for code in codes) or "semua keluarga"


def judge_offers(group, categories):
    """Verdict, plan, changes and doubt of each sound row, as if nothing of the institution itself changed."""
    known = {plain_text(offer.name): offer for offer in group.known.known_offers} if group.known else {}
    first_of = {}
    for row in group.sound:
        facts = _facts(row, categories)
        if row.errors:
            continue
        name = plain_text(row.values.get("name", ""))
        first, said = first_of.setdefault(name, (row, facts))
        if first is not row:
            _tell_repeat(row, first, facts == said)
        elif not name:
            _judge_without(row, group)
        elif name in known:
            _compare(row, known[name], facts, categories)
        else:
            _judge_new(row, facts, known.values())


def _facts(row, categories):
    facts = facts_of(row, OF_OFFER)
    if "problems" in row.values:
        facts["problems"] = _codes(row, categories.codes)
    if facts and "name" not in row.values:
        row.errors.append(("Layanan", NO_NAME))
    return facts


def _codes(row, known):
    """Codes of the categories named; a name may hold a comma itself, so the longest that is one counts."""
    text = row.values["problems"]
    if key_of(text) in FOR_ALL:
        return []
    parts, found = [part for part in SEPARATORS.split(text) if part], []
    while parts:
        length = next((n for n in range(len(parts), 0, -1) if key_of("".join(parts[:n])) in known), 0)
        if not length:
            row.errors.append(("Untuk masalah", UNKNOWN.format(text=parts[0][:60])))
            return []
        found.append(known[key_of("".join(parts[:length]))])
        parts = parts[length:]
    return sorted(set(found))


def _tell_repeat(row, first, is_same):
    if is_same:
        row.verdict, row.notes = Verdict.LEFT, [f"Sama dengan baris {first.number}."]
    else:
        row.errors.append(("Layanan", TWICE.format(number=first.number)))


def _judge_without(row, group):
    row.verdict = Verdict.SAME if group.known else Verdict.NEW


def _compare(row, offer, facts, categories):
    changed = differing(offer, {name: value for name, value in facts.items() if name != "problems"})
    row.changes = told(offer, changed)
    before = sorted(problem.pk for problem in offer.problems.all())
    if facts.get("problems", before) != before:
        changed["problems"] = facts["problems"]
        row.changes.append(["untuk masalah", *map(categories.in_words, (before, facts["problems"]))])
    row.verdict = Verdict.CHANGED if changed else Verdict.SAME
    if changed and not offer.active:
        row.errors.append(("Layanan", STOPPED))
    row.plan = {"offer": offer.pk, "offer_version": offer.version, "offer_set": changed}


def _judge_new(row, facts, known):
    if "sector" not in facts:
        row.errors.append(("Bidang", NO_SECTOR))
        return
    like = alike(row.values["name"], [offer for offer in known if offer.active])
    row.verdict = Verdict.DOUBTFUL if like else Verdict.NEW
    if like:
        row.doubt = f"Mirip layanan {like.name} lembaga ini. Tetap masukkan sebagai layanan baru?"
    row.plan = {"add": facts | {"name": row.values["name"]}}
