"""A spreadsheet of 10,000 people: read into a preview and written, beside reading and storing the same rows alone.

Once into a village without families and once into one that is full of them, whose people each row is compared with.
"""

import io
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from ops.bench.keyboard import make_secretary
from ops.bench.people import first_village
from regions.models import Region

ROWS = 10_000
SHEET = "xl/worksheets/sheet1.xml"
FIRST = (
    "Yohanes", "Maria", "Petrus", "Paulus", "Ana", "Marta", "Yosef", "Siti", "Abdul", "Nurhayati", "Dewi", "Agus",
    "Budi", "Rina", "Tono", "Ester", "Rut", "Daniel", "Elia", "Simon", "Andreas", "Lukas", "Markus", "Yuliana",
    "Kristina", "Fransiska", "Imelda", "Benediktus", "Gaspar", "Wilhelmina", "Zakarias", "Obaja",
)  # fmt: skip
LAST = (
    "Tefa", "Lay", "Nabu", "Bana", "Tnines", "Sabaat", "Ndun", "Foeh", "Manafe", "Pellokila", "Adoe", "Bessie",
    "Kase", "Mella", "Nenohai", "Tapatab", "Saetban", "Benu", "Taneo", "Lassa", "Oematan", "Kolo", "Atok", "Fallo",
    "Sila", "Banu", "Nope", "Liem", "Suni", "Tosi",
)  # fmt: skip
HEADERS = (
    "no_kk", "nik", "nama", "kk_level", "sex", "tempatlahir", "tanggallahir", "status_kawin", "pendidikan_kk_id",
    "pekerjaan_id", "alamat", "dusun", "rt", "rw",
)  # fmt: skip
ELSEWHERE = "53.09"  # where the simulation put nobody
MOST_SECONDS = 600


def measure(size, runs):
    """Once, in the fullest database."""
    if not size.is_last:
        return []
    empty = Region.objects.villages().filter(code__within=ELSEWHERE, active=True).order_by("code").first()
    full = first_village(size.region)
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            _imported(f"import into {what}", village, Path(folder, f"{village.code}.xlsx"), seed)
            for seed, (what, village) in enumerate((("an empty village", empty), ("a full village", full)), start=1)
        ]
        return rows + [_refused(what, path) for what, path in bad_files(Path(folder))]


def _imported(what, village, path, seed):
    write_people(path, village.code, seed)
    user = make_secretary(village.code)
    floor, ours = (_child(mode, path, village.code, user.username) for mode in ("floor", "import"))
    return {"kind": "import", "what": what, "rows": ROWS, "floor": floor["seconds"], **ours}


def _child(*words):
    """In a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "ops.bench.import_child", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout)


def _refused(what, path):
    from core.reading import UnreadableSheet, read_sheets  # noqa: PLC0415 -- the one thing that is measured here

    began = time.perf_counter()
    try:
        read_sheets(path)
    except UnreadableSheet as error:
        return {"kind": "refusal", "what": what, "seconds": time.perf_counter() - began, "sentence": str(error)}
    raise SystemExit(f"{what} was read")


def write_people(path, village, seed):
    """Families of two to five, with NIK and No. KK of a kecamatan where nobody else is from."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.append(HEADERS)
    for cells in people(village, seed):
        sheet.append(cells)
    book.save(path)


def people(village, seed):
    chance, made, family = random.Random(seed), 0, 0  # noqa: S311 -- made-up people, the same each time
    region = f"5301{20 + seed:02}"
    while made < ROWS:
        family += 1
        card = f"{region}{1 + family // 9000:02}0120{family % 9000 + 1:04}"
        surname, rt = chance.choice(LAST), f"{family % 9 + 1:03}"
        for place in range(min(chance.randint(2, 5), ROWS - made)):
            made += 1
            is_woman = place == 1 or (place > 1 and chance.random() < 0.5)
            years = (1950, 15_000) if place < 2 else (1996, 10_500)
            born = date(years[0], 1, 1) + timedelta(days=chance.randint(0, years[1]))
            number = f"{region}{born.day + 40 * is_woman:02}{born:%m%y}{made % 9999 + 1:04}"
            name = f"{chance.choice(FIRST)} {chance.choice(FIRST)} {surname}".upper()
            yield (
                card, number, name, ("KEPALA KELUARGA", "ISTRI", "ANAK")[min(place, 2)], "P" if is_woman else "L",
                "KUPANG", f"{born:%d-%m-%Y}", "KAWIN" if place < 2 else "BELUM KAWIN", "SLTA/SEDERAJAT",
                "PETANI/PEKEBUN" if place == 0 else "BELUM/TIDAK BEKERJA", "Jalan Pelabuhan", "DUSUN II", rt, "002",
            )  # fmt: skip


def bad_files(folder):
    """The ones that could cost the most time."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    contents = {
        "1,000,000 rows": {SHEET: head + "<row><c><v>1</v></c></row>" * 1_000_000 + "</sheetData></worksheet>"},
        "zip bomb of 60 MB": {"xl/media/image1.bin": b"\0" * 60_000_000},
        "two cells in far corners": {SHEET: f"{head}{corners}</sheetData></worksheet>"},
        "external entities": {
            SHEET: f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///dev/zero">]>{head}</sheetData></worksheet>'
        },
    }
    for what, changed in contents.items():
        path = folder / f"{len(what)}.xlsx"
        _write_changed(path, changed)
        yield what, path


def _write_changed(path, changed):
    plain = io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changed}:
            new.writestr(name, changed[name] if name in changed else old.read(name))
