"""The figures of a report as tables: the same rows for the screen, the paper and the attached CSV."""

from cases.enums import CaseResult, IntakeSource, ServiceKind
from core.formatting import number
from institutions.enums import ActivityKind, MeetingKind, MemberKind, Sector
from referrals.enums import NeedMet
from reporting.documents.family_tables import family_tables
from reporting.documents.figure_table import FigureTable, compared_table, listed, plain_row, total_of


def figure_tables(figures, before, year_before):
    """All tables, in the order of the paper. ``before`` and ``year_before`` are frozen figures or None."""
    past = (figures, before, year_before)
    return [
        *family_tables(past),
        _cases(past),
        _services(figures["cases"]),
        _referrals(past),
        _sectors(figures["referrals"]),
        _unit(past),
        *_activities(past),
    ]


def _cases(past):
    case = past[0]["cases"]
    lines = [
        ("Penerimaan (orang datang atau ditemukan)", lambda f: f["cases"]["intakes"]),
        ("Selesai dengan informasi", lambda f: f["cases"]["informed"]),
        ("Kasus dibuka", lambda f: f["cases"]["opened"]),
        ("Kasus ditutup", lambda f: f["cases"]["closed"]),
        ("Kasus ditutup tanpa penanganan", lambda f: f["cases"]["dropped"]),
        ("Kasus berjalan, akhir triwulan", lambda f: f["cases"]["open_at_end"]),
        ("Layanan diberikan", lambda f: f["cases"]["services"]),
        ("di antaranya terpadu (dua lembaga atau lebih)", lambda f: f["cases"]["integrated_services"]),
        ("Orang dilayani", lambda f: f["cases"]["people_served"]),
        ("Keluarga dilayani", lambda f: f["cases"]["families_served"]),
    ]
    sources = listed(case["intakes_by_source"], IntakeSource)
    results = listed(case["closed_by_result"], CaseResult)
    waited = _days(case["days_to_service"], "layanan pertama")
    note = f"Penerimaan dari: {sources}. Hasil kasus yang ditutup: {results}. {waited}"
    return compared_table("A3", "Penerimaan, kasus, dan layanan", past, lines, note.strip())


def _days(spread, what):
    if not spread["count"]:
        return ""
    median, slowest = number(spread["median"]), number(spread["p90"])
    return f"Waktu sampai {what}: median {median} hari, persentil ke-90 {slowest} hari."


def _services(cases):
    by_kind = cases["services_by_kind"]
    rows = [plain_row(label, [by_kind.get(value, 0)]) for value, label in ServiceKind.choices]
    rows.append(plain_row("Jumlah", [cases["services"]], total=True))
    return FigureTable("A3", "Layanan menurut jenis", ["Jenis layanan", "Banyaknya"], ["Banyaknya"], rows)


def _referrals(past):
    lines = [
        ("Rujukan diajukan", lambda f: f["referrals"]["made"]),
        ("Disetujui dan ditempatkan", lambda f: f["referrals"]["approved"]),
        ("Diteruskan ke LK3", lambda f: f["referrals"]["escalated"]),
        ("Dikembalikan untuk dilengkapi", lambda f: f["referrals"]["returned"]),
        ("Ditolak", lambda f: f["referrals"]["rejected"]),
        ("Tidak diterima penyedia", lambda f: f["referrals"]["declined"]),
        ("Rujukan balik diterima", lambda f: f["referrals"]["completed"]),
        ("Ditutup setelah kunjungan", lambda f: f["referrals"]["closed"]),
        ("Ditarik", lambda f: f["referrals"]["withdrawn"]),
        ("Keluarga terbantu", lambda f: f["referrals"]["families_helped"]),
    ]
    now = past[0]["referrals"]
    met = listed({key: n for key, n in now["need_met"].items() if key}, NeedMet)
    kept = f"{now['within_limit']} dari {now['timed']} langkah dalam batas waktu." if now["timed"] else ""
    note = f"Kebutuhan pada berkas yang ditutup: {met}. {_days(now['decision_days'], 'keputusan')} {kept}"
    return compared_table("A4", "Rujukan", past, lines, note.strip())


def _sectors(referrals):
    rows = [plain_row(label, [referrals["by_sector"].get(value, 0)]) for value, label in Sector.choices]
    rows = [row for row in rows if row.values[0]] + [plain_row("Jumlah", [referrals["made"]], total=True)]
    return FigureTable("A4", "Rujukan menurut bidang layanan", ["Bidang", "Banyaknya"], ["Banyaknya"], rows)


def _unit(past):
    lines = [
        ("Rapat diadakan", lambda f: total_of(f["unit"]["meetings"])),
        ("Anggota hadir, semua rapat", lambda f: f["unit"]["members_present"]),
        ("Tamu hadir, semua rapat", lambda f: f["unit"]["guests_present"]),
        ("Anggota FCU", lambda f: total_of(f["unit"]["members"])),
        ("Anggota aktif", lambda f: total_of(f["unit"]["active_members"])),
        ("Pengurus dalam masa bakti", lambda f: total_of(f["unit"]["officers"])),
        ("Lembaga dalam jejaring", lambda f: total_of(f["unit"]["institutions"])),
        ("Layanan yang tercatat", lambda f: total_of(f["unit"]["offers"])),
    ]
    unit = past[0]["unit"]
    kinds, meetings = listed(unit["members"], MemberKind), listed(unit["meetings"], MeetingKind)
    return compared_table("A5", "Kelembagaan", past, lines, f"Anggota: {kinds}. Rapat: {meetings}.")


def _activities(past):
    """None for figures that were frozen before activities were counted."""
    now = past[0].get("activities")
    if now is None:
        return []
    heads = ["Jenis kegiatan", "Menurut agenda", "Dilaksanakan", "Orang", "Keluarga", "Biaya (Rp)"]
    rows = [plain_row(label, _of_kinds([now[kind]])) for kind, label in ActivityKind.choices]
    rows.append(plain_row("Jumlah", _of_kinds(now.values()), total=True))
    return [
        FigureTable("A6", "Kegiatan menurut jenis", heads, heads[1:], rows, "num2", _reach_words(now)),
        compared_table("A6", "Kegiatan dan jangkauannya", past, _ACTIVITY_LINES),
    ]


def _of_kinds(kinds):
    people, families = ("men", "women", "children"), ("pioneer_families", "plasma_families")
    return [_counted(kinds, *names) for names in (("planned",), ("done",), people, families, ("cost",))]


def _counted(kinds, *names):
    return sum(kind[name] for kind in kinds for name in names)


def _reach_words(now):
    on_agenda, done = _counted(now.values(), "on_agenda"), _counted(now.values(), "done")
    return (
        "Menurut agenda: berapa kali agenda kerja tahunan memintanya pada triwulan ini, dibagi rata menurut bulan. "
        f"{on_agenda} dari {done} kegiatan mewujudkan agenda."
    )


def _activity(*names):
    """Reads a sum over all kinds; None where the figures are from before activities were counted."""
    return lambda f: _counted(f["activities"].values(), *names) if "activities" in f else None


_ACTIVITY_LINES = [
    ("Kegiatan dilaksanakan", _activity("done")),
    ("Laki-laki terjangkau", _activity("men")),
    ("Perempuan terjangkau", _activity("women")),
    ("Anak terjangkau", _activity("children")),
    ("Keluarga pionir terjangkau", _activity("pioneer_families")),
    ("Keluarga plasma terjangkau", _activity("plasma_families")),
    ("Biaya kegiatan (Rp)", _activity("cost")),
]
