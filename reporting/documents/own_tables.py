"""What the office of a kecamatan, a regency or an LK3 did itself, beside what the FCUs below it reported."""

from programmes.enums import EventKind
from referrals.enums import Outcome, ReferralState
from reporting.documents.figure_table import (
    FigureTable,
    Line,
    at,
    compared_table,
    counted_table,
    leaf,
    plain_row,
    total_at,
)

CHAIN = [
    Line("Rujukan diterima dari kecamatan", at("own.chain.tier.made")),
    Line("Ditempatkan pada penyedia", at("own.chain.tier.approved")),
    Line("Ditolak", at("own.chain.tier.rejected")),
    Line("Tidak diterima penyedia", at("own.chain.tier.declined")),
    Line("Rujukan balik diterima", at("own.chain.tier.completed")),
    Line("Keluarga terbantu di kabupaten/kota", at("own.chain.families_helped")),
]
EVENTS = [
    Line("Kegiatan diadakan", total_at("own.events.by_kind")),
    Line("Laki-laki hadir", at("own.events.men")),
    Line("Perempuan hadir", at("own.events.women")),
    Line("Lembaga hadir", at("own.events.institutions")),
    Line("Desa/kelurahan terjangkau", at("own.events.villages_reached")),
    Line("Tindak lanjut belum selesai", at("own.events.follow_ups_open"), dated=False),
]
PROGRAMMES = [
    Line("Program berjalan", at("own.programmes.running")),
    Line("Anggaran program berjalan (Rp)", at("own.programmes.budget")),
    Line("Realisasi pada masa ini (Rp)", at("own.programmes.spent")),
    Line("Kegiatan program", at("own.programmes.activities")),
    Line("di antaranya mencapai target", at("own.programmes.activities_reached")),
    Line("Desa/kelurahan terjangkau program", at("own.programmes.villages_reached")),
    Line("Tinjauan dilakukan", at("own.programmes.reviews_done")),
]
MONITORING = [
    Line("Kunjungan pemantauan", total_at("own.monitoring.visits")),
    Line("FCU dikunjungi", at("own.monitoring.units_visited")),
    Line("Temuan", at("own.monitoring.found")),
]


def own_tables(past):
    own = past.now.get("own") or {}
    tables = [*_chain(past, own), *_events(past, own)]
    if "monitoring" in own:
        tables.append(compared_table("C2", "Pemantauan oleh semua jenjang", past, MONITORING))
    if "programmes" in own:
        tables.append(compared_table("C3", "Program lintas lembaga", past, PROGRAMMES))
    return tables


def _chain(past, own):
    if "chain" not in own:
        return []
    outcomes = own["chain"]["outcomes"]
    return [
        compared_table("C1", "Rujukan di kabupaten/kota", past, CHAIN),
        _pace(own["chain"]["pace"]),
        *counted_table("C1", "Hasil rujukan", "Hasil", outcomes, Outcome.choices, keep_none=True),
    ]


def _pace(pace):
    """How long the files lay in each state, in working days."""
    heads = ["Keadaan", "Berkas", "Median (hari)", "Persentil ke-90 (hari)"]
    rows = [
        plain_row(label, [leaf(pace, f"{state}.days.{name}") for name in ("count", "median", "p90")])
        for state, label in ReferralState.choices
        if state in pace
    ]
    return FigureTable("C1", "Lama berkas rujukan pada tiap keadaan, hari kerja", heads, heads[1:], rows)


def _events(past, own):
    if "events" not in own:
        return []
    by_kind = own["events"]["by_kind"]
    return [
        compared_table("C2", "Kegiatan berjenjang", past, EVENTS),
        *counted_table("C2", "Kegiatan berjenjang menurut jenis", "Jenis", by_kind, EventKind.choices),
    ]
