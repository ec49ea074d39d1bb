"""The figures of a report as tables: the same rows for the screen, the paper and the attached CSV."""

from dataclasses import dataclass, field

from cases.enums import CaseResult, IntakeSource, ServiceKind
from core.formatting import in_sentence, number, share, signed
from families.enums import CloseReason, Dimension, FamilyStatus
from institutions.enums import ActivityKind, MeetingKind, MemberKind, Sector
from referrals.enums import NeedMet

NOT_REPORTED = "…"
AGE_LABELS = {"0-4": "0–4 tahun", "5-17": "5–17 tahun", "18-59": "18–59 tahun", "60+": "60 tahun ke atas"}


@dataclass(frozen=True)
class Row:
    label: str
    cells: list
    values: list = field(default_factory=list)
    total: bool = False


@dataclass(frozen=True)
class FigureTable:
    """``columns`` is the print class of the table; ``value_heads`` names the bare values of a row."""

    part: str
    caption: str
    heads: list
    value_heads: list
    rows: list
    columns: str = "num2"
    note: str = ""


def figure_tables(figures, before, year_before):
    """All tables, in the order of the paper. ``before`` and ``year_before`` are frozen figures or None."""
    past = (figures, before, year_before)
    return [
        _families(past),
        _members(figures["families"]),
        _problems(figures["families"]),
        _assessments(figures, before),
        _cases(past),
        _services(figures["cases"]),
        _referrals(past),
        _sectors(figures["referrals"]),
        _unit(past),
        *_activities(past),
    ]


def _compared(part, caption, past, lines, note=""):
    """One figure a row: now, before, change, a year before. ``lines``: (label, how to read it[, is total])."""
    heads = ["Uraian", "Triwulan ini", "Triwulan lalu", "Perubahan", "Tahun lalu"]
    rows = [_compared_row(past, *line) for line in lines]
    value_heads = ["Triwulan ini", "Triwulan lalu", "Tahun lalu"]
    return FigureTable(part, caption, heads, value_heads, rows, "num2 compare", note)


def _compared_row(past, label, read, total=False):
    now, before, year_before = (read(figures) if figures else None for figures in past)
    change = NOT_REPORTED if before is None else signed(now - before)
    cells = [number(now), _known(before), change, _known(year_before)]
    return Row(label, cells, [now, before, year_before], total)


def _known(value):
    return NOT_REPORTED if value is None else number(value)


def _sum(values):
    return sum(values.values())


def _families(past):
    stock = [(label, _status(value)) for value, label in _statuses()]
    lines = [*stock, ("Keluarga terdata, akhir triwulan", lambda f: _sum(f["families"]["stock"]), True)]
    flows = past[0]["families"]
    closed = _listed(flows["closed"], CloseReason)
    note = (
        f"Selama triwulan: {flows['new']} keluarga baru didata, {flows['became_plasma']} menjadi keluarga plasma, "
        f"{flows['graduated']} menjadi keluarga pionir. Berkas ditutup: {closed}."
    )
    return _compared("A1", "Keluarga menurut status", past, lines, note)


def _statuses():
    return [(s.value, s.label) for s in (FamilyStatus.PIONEER, FamilyStatus.PLASMA, FamilyStatus.REGISTERED)]


def _status(value):
    return lambda figures: figures["families"]["stock"][value]


def _members(families):
    heads = ["Kelompok umur", "Laki-laki", "Perempuan", "Jumlah", "Bagian"]
    men, women = families["members"]["L"], families["members"]["P"]
    everybody = _sum(men) + _sum(women)
    rows = [_member_row(label, men[group], women[group], everybody) for group, label in AGE_LABELS.items()]
    rows.append(_member_row("Jumlah", _sum(men), _sum(women), everybody, total=True))
    return FigureTable("A1", "Anggota menurut umur dan jenis kelamin", heads, heads[1:4], rows, "num2 compare")


def _member_row(label, men, women, everybody, total=False):
    values = [men, women, men + women]
    return Row(label, [*map(number, values), share(men + women, everybody, 1)], values, total)


def _problems(families):
    heads = ["Kategori PPKS", "Awal", "Baru", "Ditangani", "Selesai", "Akhir"]
    names = ("before", "new", "handled", "solved", "open")
    rows = [_plain(item["name"], [item[name] for name in names]) for item in families["problems"]]
    rows.append(_plain("Jumlah", [sum(item[name] for item in families["problems"]) for name in names], total=True))
    return FigureTable("A1", "Masalah kesejahteraan sosial (PPKS)", heads, heads[1:], rows)


def _plain(label, values, total=False):
    return Row(label, [number(value) for value in values], values, total)


def _assessments(figures, before):
    heads = ["Dimensi", "Keluarga dinilai", "Triwulan lalu", "Triwulan ini", "Perubahan"]
    now, then = figures["families"]["ratings"], before["families"]["ratings"] if before else {}
    rows = [_mean_row(label, now.get(value), then.get(value)) for value, label in Dimension.choices if value in now]
    return FigureTable("A2", "Rata-rata asesmen keluarga, skala 0–3", heads, heads[1:4], rows, "num2 compare")


def _mean_row(label, now, then):
    change = signed(now["value"] - then["value"], 1) if then else NOT_REPORTED
    past = number(then["value"], 1) if then else NOT_REPORTED
    values = [now["families"], then["value"] if then else None, now["value"]]
    return Row(label, [number(now["families"]), past, number(now["value"], 1), change], values)


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
    sources = _listed(case["intakes_by_source"], IntakeSource)
    results = _listed(case["closed_by_result"], CaseResult)
    waited = _days(case["days_to_service"], "layanan pertama")
    note = f"Penerimaan dari: {sources}. Hasil kasus yang ditutup: {results}. {waited}"
    return _compared("A3", "Penerimaan, kasus, dan layanan", past, lines, note.strip())


def _listed(counts, choices):
    return ", ".join(f"{in_sentence(choices(key).label)} {n}" for key, n in counts.items() if n) or "tidak ada"


def _days(spread, what):
    if not spread["count"]:
        return ""
    median, slowest = number(spread["median"]), number(spread["p90"])
    return f"Waktu sampai {what}: median {median} hari, persentil ke-90 {slowest} hari."


def _services(cases):
    by_kind = cases["services_by_kind"]
    rows = [_plain(label, [by_kind.get(value, 0)]) for value, label in ServiceKind.choices]
    rows.append(_plain("Jumlah", [cases["services"]], total=True))
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
    met = _listed({key: n for key, n in now["need_met"].items() if key}, NeedMet)
    kept = f"{now['within_limit']} dari {now['timed']} langkah dalam batas waktu." if now["timed"] else ""
    note = f"Kebutuhan pada berkas yang ditutup: {met}. {_days(now['decision_days'], 'keputusan')} {kept}"
    return _compared("A4", "Rujukan", past, lines, note.strip())


def _sectors(referrals):
    rows = [_plain(label, [referrals["by_sector"].get(value, 0)]) for value, label in Sector.choices]
    rows = [row for row in rows if row.values[0]] + [_plain("Jumlah", [referrals["made"]], total=True)]
    return FigureTable("A4", "Rujukan menurut bidang layanan", ["Bidang", "Banyaknya"], ["Banyaknya"], rows)


def _unit(past):
    lines = [
        ("Rapat diadakan", lambda f: _sum(f["unit"]["meetings"])),
        ("Anggota hadir, semua rapat", lambda f: f["unit"]["members_present"]),
        ("Tamu hadir, semua rapat", lambda f: f["unit"]["guests_present"]),
        ("Anggota FCU", lambda f: _sum(f["unit"]["members"])),
        ("Anggota aktif", lambda f: _sum(f["unit"]["active_members"])),
        ("Pengurus dalam masa bakti", lambda f: _sum(f["unit"]["officers"])),
        ("Lembaga dalam jejaring", lambda f: _sum(f["unit"]["institutions"])),
        ("Layanan yang tercatat", lambda f: _sum(f["unit"]["offers"])),
    ]
    unit = past[0]["unit"]
    kinds, meetings = _listed(unit["members"], MemberKind), _listed(unit["meetings"], MeetingKind)
    return _compared("A5", "Kelembagaan", past, lines, f"Anggota: {kinds}. Rapat: {meetings}.")


def _activities(past):
    """None for figures that were frozen before activities were counted."""
    now = past[0].get("activities")
    if now is None:
        return []
    heads = ["Jenis kegiatan", "Menurut agenda", "Dilaksanakan", "Orang", "Keluarga", "Biaya (Rp)"]
    rows = [_plain(label, _of_kinds([now[kind]])) for kind, label in ActivityKind.choices]
    rows.append(_plain("Jumlah", _of_kinds(now.values()), total=True))
    return [
        FigureTable("A6", "Kegiatan menurut jenis", heads, heads[1:], rows, "num2", _reach_words(now)),
        _compared("A6", "Kegiatan dan jangkauannya", past, _ACTIVITY_LINES),
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
