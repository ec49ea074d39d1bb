"""The tables of what the FCU is and does: meetings, activities, mentoring, the work plan, groups, monitoring."""

from institutions.enums import ActivityKind, MeetingKind, MemberKind
from mentoring.enums import MentorshipEnd
from programmes.enums import SessionKind
from reporting.documents.figure_table import (
    FigureTable,
    Line,
    at,
    compared_table,
    counted_table,
    known_total,
    leaf,
    listed,
    plain_row,
    total_at,
)

UNIT = [
    Line("Rapat diadakan", total_at("unit.meetings")),
    Line("Anggota hadir, semua rapat", at("unit.members_present")),
    Line("Tamu hadir, semua rapat", at("unit.guests_present")),
    Line("Anggota FCU", total_at("unit.members")),
    Line("Anggota aktif", total_at("unit.active_members")),
    Line("Pengurus dalam masa bakti", total_at("unit.officers")),
    Line("Lembaga dalam jejaring", total_at("unit.institutions"), dated=False),
    Line("Layanan yang tercatat", total_at("unit.offers"), dated=False),
]
MENTORING = [
    Line("Keluarga pionir, akhir masa", at("mentoring.pioneers_at_end")),
    Line("di antaranya sudah disiapkan", at("mentoring.prepared_at_end")),
    Line("Pasangan pendampingan, akhir masa", at("mentoring.pairs_at_end")),
    Line("Pendampingan dimulai", at("mentoring.begun")),
    Line("Kunjungan direncanakan", at("mentoring.planned")),
    Line("Kunjungan dilakukan", at("mentoring.visits")),
    Line("Kunjungan terlewat", at("mentoring.missed")),
    Line("Kunjungan belum dilakukan, akhir masa", at("mentoring.late")),
    Line("Tugas disepakati", at("mentoring.tasks_agreed")),
    Line("Tugas selesai", at("mentoring.tasks_done")),
    Line("Lulus menjadi keluarga pionir", at("mentoring.graduated")),
    Line("Terminasi", at("mentoring.terminated")),
]
PLANS = [
    Line("Rencana kerja berjalan", at("plans.plans.running"), dated=False),
    Line("Tahap yang terlambat", at("plans.late"), dated=False),
    Line("Laporan tahap dikirim", total_at("plans.reported")),
    Line("Laporan tahap diterima", total_at("plans.accepted")),
    Line("Kebutuhan masyarakat yang dicatat", at("plans.needs"), dated=False),
    Line("di antaranya sudah ada sumbernya", at("plans.needs_met"), dated=False),
    Line("Aksi sosial direncanakan", at("plans.actions"), dated=False),
    Line("Aksi sosial dilaksanakan", at("plans.actions_carried_out")),
]
GROUPS = [
    Line("Kelompok", total_at("groups.groups")),
    Line("Anggota kelompok, akhir masa", lambda figures: _people(leaf(figures, "groups.members"))),
    Line("Kehadiran pada pertemuan", at("groups.attendances")),
    Line("Kehadiran yang mungkin", at("groups.attendances_possible")),
    Line("Usulan anggota", at("groups.suggestions")),
    Line("Modal diberikan (Rp)", at("groups.capital")),
    Line("Kelompok usaha", at("groups.businesses"), dated=False),
    Line("di antaranya terus berjalan", at("groups.businesses_going_on"), dated=False),
]
MONITORING = [
    Line("Kunjungan supervisi, monitoring, dan evaluasi", total_at("monitoring.visits")),
    Line("FCU dikunjungi", at("monitoring.units_visited")),
    Line("Temuan", at("monitoring.found")),
    Line("Temuan yang sudah selesai", at("monitoring.done"), dated=False),
    Line("Temuan yang terlambat ditindaklanjuti", at("monitoring.late"), dated=False),
]
REACH = (
    ("Kegiatan dilaksanakan", "done"),
    ("Laki-laki terjangkau", "men"),
    ("Perempuan terjangkau", "women"),
    ("Anak terjangkau", "children"),
    ("Keluarga pionir terjangkau", "pioneer_families"),
    ("Keluarga plasma terjangkau", "plasma_families"),
    ("Biaya kegiatan (Rp)", "cost"),
)
PEOPLE, FAMILIES = ("men", "women", "children"), ("pioneer_families", "plasma_families")


def unit_tables(past):
    now = past.now
    tables = [compared_table("A5", "Kelembagaan", past, UNIT, _unit_words(now["unit"])), *_activities(past)]
    if now.get("mentoring") is None:
        return tables
    ended = listed(now["mentoring"]["ended"], MentorshipEnd)
    return [
        *tables,
        compared_table("A7", "Pembinaan keluarga", past, MENTORING, f"Pendampingan berakhir: {ended}."),
        compared_table("A8", "Rencana kerja masyarakat", past, PLANS),
        compared_table("A9", "Kelompok penerima manfaat", past, GROUPS),
        *_sessions(now["groups"]),
        compared_table("A10", "Pemantauan", past, MONITORING),
    ]


def _unit_words(unit):
    return f"Anggota: {listed(unit['members'], MemberKind)}. Rapat: {listed(unit['meetings'], MeetingKind)}."


def _activities(past):
    """Nothing for figures that were frozen before activities were counted."""
    now = past.now.get("activities")
    if now is None:
        return []
    heads = ["Jenis kegiatan", "Menurut agenda", "Dilaksanakan", "Orang", "Keluarga", "Biaya (Rp)"]
    rows = [plain_row(label, _of_kinds([now[kind]])) for kind, label in ActivityKind.choices]
    rows.append(plain_row("Jumlah", _of_kinds(now.values()), total=True))
    lines = [Line(label, _reached(name)) for label, name in REACH]
    return [
        FigureTable("A6", "Kegiatan menurut jenis", heads, heads[1:], rows, "num2", _agenda_words(now)),
        compared_table("A6", "Kegiatan dan jangkauannya", past, lines),
    ]


def _of_kinds(kinds):
    return [_counted(kinds, *names) for names in (("planned",), ("done",), PEOPLE, FAMILIES, ("cost",))]


def _counted(kinds, *names):
    return sum(kind[name] for kind in kinds for name in names)


def _agenda_words(now):
    on_agenda, done = _counted(now.values(), "on_agenda"), _counted(now.values(), "done")
    return (
        "Menurut agenda: berapa kali agenda kerja tahunan memintanya pada masa ini, dibagi rata menurut bulan. "
        f"{on_agenda} dari {done} kegiatan mewujudkan agenda."
    )


def _reached(name):
    """Reads a sum over all kinds; None where the figures are from before activities were counted."""
    return lambda f: _counted(f["activities"].values(), name) if f.get("activities") else None


def _people(members):
    return None if members is None else sum(known_total(each) for each in members.values())


def _sessions(groups):
    held = {kind: each["held"] for kind, each in groups["sessions"].items()} if groups["sessions"] else {}
    return counted_table("A9", "Pertemuan belajar diadakan", "Jenis pertemuan", held, SessionKind.choices)
