"""What the paper of a report says, frozen when it is sent."""

import csv
import hashlib
import io
import json
from dataclasses import asdict, dataclass

from core.formatting import number, signed
from core.periods import Period
from reporting.documents.annexes import annexes_of, shares_by_region
from reporting.documents.charts import report_charts
from reporting.documents.figure_table import WORDS, leaf
from reporting.documents.key_figures import tiles
from reporting.documents.parts import GROUPS, PARTS, group_of
from reporting.documents.quoted import excerpts_of, photos_of
from reporting.documents.senders import copies_of, office_for, place_of, recipient_of, signs_of
from reporting.documents.tables import figure_tables
from reporting.models import NARRATIVE
from reporting.queries import compared, missing_parts

CSV_NAME = "angka-laporan.csv"
JSON_NAME = "angka-laporan.json"
MOST_NAMED = 40


@dataclass(frozen=True)
class ReportPaper:
    office: dict
    letter: dict
    report: dict
    period: dict
    coverage: dict
    tiles: list
    charts: list
    shares: list
    groups: list
    narrative: list
    excerpts: list
    photos: list
    annexes: list

    @classmethod
    def load(cls, report, reference, today):
        """``reference`` is the number of the letter, “” on a draft; ``today`` its date on the region's clock."""
        before, year_before, history = compared(report)
        period, office = Period.parse(report.period), office_for(report)
        signs = signs_of(report, today)
        tables = figure_tables(report.figures, before, year_before, period.kind)
        return cls(
            office=office,
            letter=_letter(report, reference, signs, today),
            report=_head(report, period, office, signs, is_draft=not reference),
            period=_period(period),
            coverage=_coverage(report),
            tiles=[_tile(*each) for each in tiles(report.figures, before)],
            charts=report_charts(period, report.figures, before, history),
            shares=shares_by_region(report),
            groups=_groups(tables),
            narrative=[(report._meta.get_field(field).verbose_name, getattr(report, field)) for field in NARRATIVE],
            excerpts=excerpts_of(report),
            photos=photos_of(report),
            annexes=annexes_of(report),
        )


def figures_csv(report):
    """The rows of all tables as bare numbers: part; table; row; column; value. With a BOM, for Excel."""
    before, year_before, _ = compared(report)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["bagian", "tabel", "uraian", "kolom", "nilai"])
    for table in figure_tables(report.figures, before, year_before, Period.parse(report.period).kind):
        for row in table.rows:
            for head, value in zip(table.value_heads, row.values, strict=True):
                writer.writerow([table.part, table.caption, row.label, head, "" if value is None else value])
    return out.getvalue().encode("utf-8-sig")


def figures_json(report):
    """The frozen snapshot itself, with what it is of."""
    content = {
        "kind": report.kind,
        "region": {"code": report.region_id, "name": report.region.full_name},
        "period": report.period,
        "revision": report.revision,
        "counted_at": report.counted_at.astimezone(report.region.zone).isoformat(timespec="seconds"),
        "figures": report.figures,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _letter(report, reference, signs, today):
    return {
        "number": reference,
        "nature": "Biasa",
        "attachment": "Satu berkas",
        "subject": report.title,
        "place": place_of(report),
        "date": today,
        "recipient": recipient_of(report),
        "signs": signs[:1],
        "copies": copies_of(report),
    }


def _head(report, period, office, signs, is_draft):
    digest = hashlib.sha256(json.dumps(report.figures, sort_keys=True).encode()).hexdigest()
    replaced = report.replaces.document.number if report.replaces and report.replaces.document else ""
    return {
        "title": report.title,
        "subtitle": f"{office['name']} ({report.region_id}), {period.days_label}",
        "signs": signs,
        "is_draft": is_draft,
        "is_recap": report.is_recap,
        "receiver": report.it.receiver,
        "replaces": replaced,
        "frozen": {
            "revision": report.revision,
            "at": report.counted_at.astimezone(report.region.zone).isoformat(timespec="seconds"),
            "sha256": digest,
            "attachment": CSV_NAME,
        },
    }


def _period(period):
    word = WORDS[period.kind].lower()
    return {"label": period.label, "days": period.days_label, "previous": period.previous().label, "word": word}


def _coverage(report):
    """How many FCUs of how many, and which reports below are not in. {} for a report that sums nothing."""
    units = leaf(report.figures, "coverage.units")
    if not units:
        return {}
    missing = [f"{part.region} ({Period.parse(part.period).short_label})" for part in _missing(report)]
    return {
        "quarters": [
            {"label": Period.parse(code).label, "expected": each["expected"], "reported": each["reported"]}
            for code, each in units.items()
        ],
        "missing": missing[:MOST_NAMED],
        "more": max(0, len(missing) - MOST_NAMED),
    }


def _missing(report):
    return missing_parts(report, list(report.takes.all()))


def _tile(label, now, before):
    if now is None or before is None:
        change = "belum ada pembanding"
    elif now == before:
        change = f"tetap dari {number(before)}"
    else:
        change = f"{'▲' if now > before else '▼'} {signed(now - before)[1:]} dari {number(before)}"
    return {"label": label, "value": "…" if now is None else number(now), "change": change}


def _groups(tables):
    """The tables by group and part, numbered through; groups without any are left out."""
    numbered = [_numbered(n, table) for n, table in enumerate(tables, 1)]
    found = []
    for letter, title in GROUPS.items():
        parts = [
            {"title": name, "tables": [table for table in numbered if table["part"] == part]}
            for part, name in PARTS.items()
            if group_of(part) == letter
        ]
        parts = [part for part in parts if part["tables"]]
        if parts:
            found.append({"title": title, "parts": parts})
    return found


def _numbered(n, table):
    rows = [{"label": row.label, "cells": row.cells, "total": row.total} for row in table.rows]
    return {**asdict(table), "rows": rows, "number": n}
