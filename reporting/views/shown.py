"""The tables of a report one part at a time, so that a page stays light on a telephone."""

from core.formatting import number
from reporting.documents.key_figures import tiles
from reporting.documents.parts import PARTS

SUMMARY = "ringkasan"


def shown_parts(request, tables):
    """(the parts to choose from, the code of the chosen one, its tables). Charts and key figures are the summary."""
    there = [(part, PARTS[part]) for part in PARTS if any(table.part == part for table in tables)]
    asked = request.GET.get("bagian", SUMMARY)
    chosen = asked if asked in dict(there) else SUMMARY
    return [(SUMMARY, "Ringkasan"), *there], chosen, [table for table in tables if table.part == chosen]


def shown_tiles(figures, before):
    return [
        {
            "label": label,
            "value": "…" if now is None else number(now),
            "detail": f"sebelumnya {number(then)}" if then is not None else "",
        }
        for label, now, then in tiles(figures, before)
    ]
