"""The tables of families and their members. Figures that an old report did not count yet leave their table out."""

from core.formatting import number, rupiah, share, signed
from families.enums import CloseReason, ConsentPurpose, Dimension, FamilyStatus, LeaveReason
from reporting.documents.figure_table import (
    NOT_REPORTED,
    FigureTable,
    Line,
    Row,
    at,
    compared_table,
    known,
    listed,
    plain_row,
    total_at,
    total_of,
)

AGE_LABELS = {"0-4": "0–4 tahun", "5-17": "5–17 tahun", "18-59": "18–59 tahun", "60+": "60 tahun ke atas"}
BAND_LABELS = {"under50": "di bawah 50%", "50-79": "50–79%", "80+": "80% ke atas"}
UNKNOWN_DECILE = "unknown"
STATUSES = (FamilyStatus.PIONEER, FamilyStatus.PLASMA, FamilyStatus.REGISTERED)


def family_tables(past):
    families = past.now["families"]
    tables = [_families(past), _members(families)]
    if families.get("aid") is not None:
        tables += [_people(past), _files(past), _deciles(families), _consents(families), _money(past), _aid(families)]
    return [*tables, _problems(families), _assessments(past)]


def _families(past):
    stock = [Line(status.label, at(f"families.stock.{status}")) for status in STATUSES]
    lines = [*stock, Line("Keluarga terdata, akhir masa", total_at("families.stock"), True)]
    flows = past.now["families"]
    closed = listed(flows["closed"], CloseReason)
    note = (
        f"Selama masa ini: {flows['new']} keluarga baru didata, {flows['became_plasma']} menjadi keluarga plasma, "
        f"{flows['graduated']} menjadi keluarga pionir. Berkas ditutup: {closed}."
    )
    return compared_table("A1", "Keluarga menurut status", past, lines, note)


def _members(families):
    heads = ["Kelompok umur", "Laki-laki", "Perempuan", "Jumlah", "Bagian"]
    men, women = families["members"]["L"], families["members"]["P"]
    everybody = total_of(men) + total_of(women)
    rows = [_member_row(label, men[group], women[group], everybody) for group, label in AGE_LABELS.items()]
    rows.append(_member_row("Jumlah", total_of(men), total_of(women), everybody, total=True))
    return FigureTable("A1", "Anggota menurut umur dan jenis kelamin", heads, heads[1:4], rows, "num2 compare")


def _member_row(label, men, women, everybody, total=False):
    values = [men, women, men + women]
    return Row(label, [*map(number, values), share(men + women, everybody, 1)], values, total)


def _problems(families):
    heads = ["Kategori PPKS", "Awal", "Baru", "Ditangani", "Selesai", "Akhir"]
    names = ("before", "new", "handled", "solved", "open")
    rows = [plain_row(item["name"], [item[name] for name in names]) for item in families["problems"]]
    rows.append(plain_row("Jumlah", [sum(item[name] for item in families["problems"]) for name in names], total=True))
    return FigureTable("A1", "Masalah kesejahteraan sosial (PPKS)", heads, heads[1:], rows)


def _people(past):
    lines = [
        Line("Lahir", at("families.births")),
        Line("Meninggal", at("families.deaths")),
        Line("Keluar karena sebab lain", _left),
    ]
    note = f"Anggota yang keluar menurut sebabnya: {listed(past.now['families']['left'], LeaveReason)}."
    return compared_table("A1", "Anggota yang lahir dan yang keluar", past, lines, note)


def _left(figures):
    left, deaths = total_at("families.left")(figures), at("families.deaths")(figures)
    return None if None in (left, deaths) else left - deaths


def _files(past):
    lines = [
        Line("Pindah masuk dari desa lain", at("families.transferred_in")),
        Line("Pindah keluar ke desa lain", at("families.transferred_out")),
        Line("Sebagian anggota berpisah menjadi keluarga sendiri", at("families.split")),
        Line("Berkas ditutup", total_at("families.closed")),
        Line("Berkas dibuka kembali", at("families.reopened")),
    ]
    return compared_table("A1", "Perpindahan dan berkas keluarga", past, lines)


def _deciles(families):
    counts = families["deciles"]
    rows = [plain_row(f"Desil {value}", [n]) for value, n in counts.items() if value != UNKNOWN_DECILE and n]
    rows.append(plain_row("Belum diketahui", [counts[UNKNOWN_DECILE]]))
    rows.append(plain_row("Jumlah", [total_of(counts)], total=True))
    bands = ", ".join(f"{BAND_LABELS[band]} {number(n)}" for band, n in families["completeness"].items())
    note = f"Kelengkapan berkas saat dihitung: {bands}."
    return FigureTable("A1", "Keluarga menurut desil DTSEN", ["Desil", "Keluarga"], ["Keluarga"], rows, "num2", note)


def _consents(families):
    heads = ["Kesediaan", "Diberikan", "Ditarik"]
    counts = families["consents"]
    rows = [
        plain_row(label, [counts[key]["given"], counts[key]["withdrawn"]]) for key, label in ConsentPurpose.choices
    ]
    return FigureTable("A1", "Kesediaan keluarga", heads, heads[1:], rows)


def _money(past):
    lines = [
        Line("Keluarga dengan catatan keuangan", at("families.money.recorded")),
        Line("di antaranya dengan usaha produktif", at("families.money.with_business")),
        Line("Keluarga dengan catatan awal dan terbaru", at("families.money.families")),
        Line("Rata-rata pendapatan sebulan, awal (Rp)", at("families.money.first")),
        Line("Rata-rata pendapatan sebulan, terbaru (Rp)", at("families.money.last")),
    ]
    return compared_table("A1", "Keuangan keluarga", past, lines, _change_words(past.now["families"]["money"]))


def _change_words(money):
    if not money or money["percent"] is None:
        return "Perubahan pendapatan belum bisa dihitung: belum ada keluarga dengan dua catatan."
    word = "naik" if money["change"] >= 0 else "turun"
    percent = number(abs(money["percent"]), 1)
    return f"Sejak catatan awal rata-rata pendapatan {word} {rupiah(abs(money['change']))} ({percent}%)."


def _aid(families):
    rows = [plain_row(item["name"], [item["families"]]) for item in families["aid"]]
    heads = ["Program", "Keluarga penerima"]
    return FigureTable("A1", "Program yang diterima keluarga, akhir masa", heads, heads[1:], rows)


def _assessments(past):
    now, then = past.now["families"]["ratings"], (past.before or {}).get("families", {}).get("ratings") or {}
    this, last, _ = past.heads
    heads = ["Dimensi", "Keluarga dinilai", last, this, "Perubahan"]
    rows = [_mean_row(label, now.get(value), then.get(value)) for value, label in Dimension.choices if value in now]
    return FigureTable("A2", "Rata-rata asesmen keluarga, skala 0–3", heads, heads[1:4], rows, "num2 compare")


def _mean_row(label, now, then):
    value, past = now["value"], then["value"] if then else None
    change = NOT_REPORTED if None in (value, past) else signed(value - past, 1)
    cells = [number(now["families"]), known(past, 1), known(value, 1), change]
    return Row(label, cells, [now["families"], past, value])
