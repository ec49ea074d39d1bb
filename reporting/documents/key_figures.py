"""The few figures that stand for a whole report: a column each in annexes, lists and tiles."""

from core.formatting import share
from reporting.documents.figure_table import NOT_REPORTED, at, leaf, total_at

# Short heads, since many stand side by side.
KEY_FIGURES = {
    "Keluarga": total_at("families.stock"),
    "Pionir": at("families.stock.pioneer"),
    "Plasma": at("families.stock.plasma"),
    "Lulus": at("families.graduated"),
    "Kunjungan": at("mentoring.visits"),
    "Direncana": at("mentoring.planned"),
    "Kasus": at("cases.opened"),
    "Layanan": at("cases.services"),
    "Rujukan": at("referrals.made"),
    "Selesai": at("referrals.completed"),
    "Rapat": total_at("unit.meetings"),
    "Saldo (Rp)": at("ledger.closing"),
}

TILES = {
    "Keluarga terdata": total_at("families.stock"),
    "Keluarga pionir": at("families.stock.pioneer"),
    "Keluarga plasma": at("families.stock.plasma"),
    "Menjadi pionir": at("families.graduated"),
    "Layanan diberikan": at("cases.services"),
    "Rujukan balik diterima": at("referrals.completed"),
    "Kunjungan dilakukan": at("mentoring.visits"),
    "Rapat diadakan": total_at("unit.meetings"),
}
# An LK3 counts no families of its own.
LK3_TILES = {
    "Rujukan dari kecamatan": at("own.chain.tier.made"),
    "Ditempatkan pada penyedia": at("own.chain.tier.approved"),
    "Rujukan balik diterima": at("own.chain.tier.completed"),
    "Kegiatan berjenjang": total_at("own.events.by_kind"),
}


def tiles(figures, before):
    """[(label, now, before)] of the figures that stand first in a report."""
    chosen = TILES if "families" in figures else LK3_TILES
    return [(label, read(figures), read(before or {})) for label, read in chosen.items()]


def key_figures(figures):
    """{head: figure or None} of a snapshot, in the order of the heads."""
    return {head: read(figures or {}) for head, read in KEY_FIGURES.items()}


def visits_kept(figures):
    """(visits made of those planned in the period, planned), or None where they were not counted."""
    planned, missed, late = (leaf(figures or {}, f"mentoring.{name}") for name in ("planned", "missed", "late"))
    return None if None in (planned, missed, late) else (planned - missed - late, planned)


def visits_kept_words(figures):
    kept = visits_kept(figures)
    return NOT_REPORTED if kept is None else share(*kept, 1)
