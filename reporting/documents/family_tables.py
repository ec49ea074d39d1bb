"""The tables of families and their members. Figures that an old report did not count yet leave their table out."""

from core.formatting import number, rupiah, share, signed
from families.enums import CloseReason, ConsentPurpose, Dimension, FamilyStatus, LeaveReason
from reporting.documents.figure_table import (
    NOT_REPORTED,
    FigureTable,
    Row,
    compared_table,
    listed,
    plain_row,
    total_of,
)

AGE_LABELS = {"0-4": "0–4 tahun", "5-17": "5–17 tahun", "18-59": "18–59 tahun", "60+": "60 tahun ke atas"}
BAND_LABELS = {"under50": "di bawah 50%", "50-79": "50–79%", "80+": "80% ke atas"}
UNKNOWN_DECILE = "unknown"


def family_tables(past):
    """``past``: figures of now, of the period before, of a year before."""
    families = past[0]["families"]
    tables = [_families(past), _members(families)]
    if "aid" in families:
        tables += [_people(past), _files(past), _deciles(families), _consents(families), _money(past), _aid(families)]
    return [*tables, _problems(families), _assessments(past[0], past[1])]


def _families(past):
    stock = [(label, _status(value)) for value, label in _statuses()]
    lines = [*stock, ("Keluarga terdata, akhir triwulan", lambda f: total_of(f["families"]["stock"]), True)]
    flows = past[0]["families"]
    closed = listed(flows["closed"], CloseReason)
    note = (
        f"Selama triwulan: {flows['new']} keluarga baru didata, {flows['became_plasma']} menjadi keluarga plasma, "
        f"{flows['graduated']} menjadi keluarga pionir. Berkas ditutup: {closed}."
    )
    return compared_table("A1", "Keluarga menurut status", past, lines, note)


def _statuses():
    return [(s.value, s.label) for s in (FamilyStatus.PIONEER, FamilyStatus.PLASMA, FamilyStatus.REGISTERED)]


def _status(value):
    return lambda figures: figures["families"]["stock"][value]


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
    lines = [("Lahir", _read("births")), ("Meninggal", _read("deaths")), ("Keluar karena sebab lain", _left)]
    note = f"Anggota yang keluar menurut sebabnya: {listed(past[0]['families']['left'], LeaveReason)}."
    return compared_table("A1", "Anggota yang lahir dan yang keluar", past, lines, note)


def _left(figures):
    families = figures["families"]
    return total_of(families["left"]) - families["deaths"] if "left" in families else None


def _files(past):
    lines = [
        ("Pindah masuk dari desa lain", _read("transferred_in")),
        ("Pindah keluar ke desa lain", _read("transferred_out")),
        ("Sebagian anggota berpisah menjadi keluarga sendiri", _read("split")),
        ("Berkas ditutup", lambda figures: total_of(figures["families"]["closed"])),
        ("Berkas dibuka kembali", _read("reopened")),
    ]
    return compared_table("A1", "Perpindahan dan berkas keluarga", past, lines)


def _read(name):
    return lambda figures: figures["families"].get(name)


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
        ("Keluarga dengan catatan keuangan", _of_money("recorded")),
        ("di antaranya dengan usaha produktif", _of_money("with_business")),
        ("Keluarga dengan catatan awal dan terbaru", _of_money("families")),
        ("Rata-rata pendapatan sebulan, awal (Rp)", _of_money("first")),
        ("Rata-rata pendapatan sebulan, terbaru (Rp)", _of_money("last")),
    ]
    now = past[0]["families"]["money"]
    return compared_table("A1", "Keuangan keluarga", past, lines, _change_words(now))


def _of_money(name):
    return lambda figures: figures["families"].get("money", {}).get(name)


def _change_words(money):
    if money["percent"] is None:
        return "Perubahan pendapatan belum bisa dihitung: belum ada keluarga dengan dua catatan."
    word = "naik" if money["change"] >= 0 else "turun"
    percent = number(abs(money["percent"]), 1)
    return f"Sejak catatan awal rata-rata pendapatan {word} {rupiah(abs(money['change']))} ({percent}%)."


def _aid(families):
    rows = [plain_row(item["name"], [item["families"]]) for item in families["aid"]]
    heads = ["Program", "Keluarga penerima"]
    return FigureTable("A1", "Program yang diterima keluarga, akhir triwulan", heads, heads[1:], rows)


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
