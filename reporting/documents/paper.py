"""What the quarterly report says on paper, frozen when it is sent."""

import csv
import hashlib
import io
import json
from dataclasses import asdict, dataclass

from accounts.enums import Role
from accounts.queries import holder_of
from core.formatting import number, signed
from core.periods import Period
from institutions.documents import UNSIGNED, letterhead, signers
from institutions.enums import Post
from institutions.queries import unit_of
from reporting.documents.charts import report_charts
from reporting.documents.tables import figure_tables
from reporting.models import NARRATIVE
from reporting.queries import compared

CSV_NAME = "laporan-triwulan-fcu.csv"
PARTS = {
    "A1": "1. Keluarga dan anggota keluarga",
    "A2": "2. Asesmen keluarga",
    "A3": "3. Penerimaan, kasus, dan layanan",
    "A4": "4. Rujukan",
    "A5": "5. Rapat, anggota, dan kemitraan",
    "A6": "6. Kegiatan",
}


@dataclass(frozen=True)
class QuarterReport:
    office: dict
    letter: dict
    report: dict
    period: dict
    tiles: list
    charts: list
    parts: list
    narrative: list

    @classmethod
    def load(cls, report, reference, today):
        """``reference`` is the number of the letter, ``today`` its date on the region's clock."""
        before, year_before, history = compared(report)
        period, unit = Period.parse(report.period), unit_of(report.region)
        office = letterhead(report.region, unit)
        name = office["name"]
        tables = figure_tables(report.figures, before, year_before)
        signs = _signs(report, unit, name, today)
        return cls(
            office=office,
            letter=_letter(report, period, reference, signs, today),
            report=_head(report, period, name, signs),
            period={"label": period.label, "days": period.days_label, "previous": period.previous().label},
            tiles=_tiles(report.figures, before),
            charts=report_charts(period, report.figures, before, history),
            parts=_parts(tables),
            narrative=[(report._meta.get_field(field).verbose_name, getattr(report, field)) for field in NARRATIVE],
        )


def figures_csv(report):
    """The rows of all tables as bare numbers: part; table; row; column; value. With a BOM, for Excel."""
    before, year_before, _ = compared(report)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["bagian", "tabel", "uraian", "kolom", "nilai"])
    for table in figure_tables(report.figures, before, year_before):
        for row in table.rows:
            for head, value in zip(table.value_heads, row.values, strict=True):
                writer.writerow([table.part, table.caption, row.label, head, "" if value is None else value])
    return out.getvalue().encode("utf-8-sig")


def _letter(report, period, reference, signs, today):
    district = report.region.parent
    return {
        "number": reference,
        "nature": "Biasa",
        "attachment": "Satu berkas",
        "subject": f"Laporan {period.label}",
        "place": report.region.name,
        "date": today,
        "recipient": [f"Yth. Tenaga Kesejahteraan Sosial Kecamatan (TKSK) {district.name}", "di tempat"],
        "signs": [signs[1]],
        "copies": [f"Kepala {report.region.full_name}", f"LK3 {district.parent.full_name}"],
    }


def _head(report, period, name, signs):
    digest = hashlib.sha256(json.dumps(report.figures, sort_keys=True).encode()).hexdigest()
    return {
        "title": f"Laporan {period.label}",
        "subtitle": f"{name} ({report.region_id}), {period.days_label}",
        "signs": signs,
        "frozen": {
            "revision": report.revision,
            "at": report.counted_at.astimezone(report.region.zone).isoformat(timespec="seconds"),
            "sha256": digest,
            "attachment": CSV_NAME,
        },
    }


def _signs(report, unit, name, today):
    head = holder_of(Role.VILLAGE_HEAD, report.region_id)
    officers = signers(unit, today)
    return [
        {"role": "Sekretaris,", "name": officers[Post.SECRETARY], "intro": ""},
        {"role": f"Koordinator {name},", "name": officers[Post.COORDINATOR], "intro": ""},
        {
            "intro": "Mengetahui,",
            "role": f"Kepala {report.region.full_name},",
            "name": head or UNSIGNED,
            "at": "middle",
        },
    ]


def _tiles(figures, before):
    readings = [
        ("Keluarga terdata", lambda f: sum(f["families"]["stock"].values())),
        ("Keluarga pionir", lambda f: f["families"]["stock"]["pioneer"]),
        ("Keluarga plasma", lambda f: f["families"]["stock"]["plasma"]),
        ("Menjadi pionir", lambda f: f["families"]["graduated"]),
        ("Layanan diberikan", lambda f: f["cases"]["services"]),
        ("Rujukan balik diterima", lambda f: f["referrals"]["completed"]),
        ("Masalah selesai", lambda f: sum(item["solved"] for item in f["families"]["problems"])),
        ("Rapat diadakan", lambda f: sum(f["unit"]["meetings"].values())),
    ]
    return [_tile(label, read(figures), read(before) if before else None) for label, read in readings]


def _tile(label, now, before):
    if before is None:
        change = "belum ada pembanding"
    elif now == before:
        change = f"tetap dari {number(before)}"
    else:
        change = f"{'▲' if now > before else '▼'} {signed(now - before)[1:]} dari {number(before)}"
    return {"label": label, "value": number(now), "change": change}


def _parts(tables):
    """Those that have tables: figures frozen before activities were counted have none of them."""
    parts = [
        {"title": title, "tables": [_numbered(n, table) for n, table in enumerate(tables, 1) if table.part == part]}
        for part, title in PARTS.items()
    ]
    return [part for part in parts if part["tables"]]


def _numbered(n, table):
    rows = [{"label": row.label, "cells": row.cells, "total": row.total} for row in table.rows]
    return {**asdict(table), "rows": rows, "number": n}
