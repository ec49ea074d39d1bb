"""The charts of a report as descriptions; core.templatetags.charts draws them for the screen or on paper."""

from core.charts import MAIN, PALE, SECOND
from core.formatting import number
from core.periods import Period
from families.enums import Dimension, FamilyStatus
from institutions.enums import Sector
from reporting.documents.figure_table import WORDS, leaf

STACK = (
    (FamilyStatus.PIONEER, "Pionir", MAIN),
    (FamilyStatus.PLASMA, "Plasma", SECOND),
    (FamilyStatus.REGISTERED, "Lainnya", PALE),
)
SHORT_DIMENSIONS = {
    Dimension.MARRIAGE: "Perkawinan",
    Dimension.DEVOTION: "Ketakwaan",
    Dimension.FAMILY_LIFE: "Kehidupan keluarga",
    Dimension.RESILIENCE: "Ketahanan",
    Dimension.PLANNING: "Perencanaan",
    Dimension.OUTCOME: "Hasil",
}
PERIODS = 5


def report_charts(period, figures, before, history):
    """Dicts with caption, note, shape, title and args. ``history``: frozen figures by period code. [] where no
    families were counted, as of an LK3."""
    if "families" not in figures:
        return []
    return [
        _families(period, figures, history),
        _problems(figures),
        _referrals(figures),
        _assessments(period, figures, before),
    ]


def _families(period, figures, history):
    counted = {code: each for code, each in (history | {period.code: figures}).items() if leaf(each, "families.stock")}
    known = sorted(counted)[-PERIODS:]
    stocks = [counted[code]["families"]["stock"] for code in known]
    series = [(label, tone, [stock[status] for stock in stocks]) for status, label, tone in STACK]
    words = "; ".join(
        f"{Period.parse(code).label} {sum(stock.values())}" for code, stock in zip(known, stocks, strict=True)
    )
    return {
        "caption": "Keluarga menurut status",
        "note": f"Akhir {WORDS[period.kind].lower()}; jumlah keluarga terdata di atas batang",
        "shape": "stacked_columns",
        "title": f"Keluarga terdata pada akhir masa: {words}.",
        "args": {"labels": [Period.parse(code).short_label for code in known], "series": series},
    }


def _problems(figures):
    problems = sorted(figures["families"]["problems"], key=lambda item: -item["open"])[:6]
    return _bars(
        "Masalah yang masih terbuka",
        "Enam kategori PPKS terbanyak, akhir masa",
        [(p["name"], p["open"]) for p in problems],
    )


def _referrals(figures):
    by_sector = figures["referrals"]["by_sector"]
    made = sorted(((Sector(key).label, n) for key, n in by_sector.items()), key=lambda item: -item[1])
    return _bars("Rujukan menurut bidang layanan", "Berkas yang diajukan pada masa ini", made)


def _bars(caption, note, rows):
    words = ", ".join(f"{label} {number(n)}" for label, n in rows) or "tidak ada"
    args = {"rows": [label for label, _ in rows], "values": [n for _, n in rows]}
    return {"caption": caption, "note": note, "shape": "bars", "title": f"{caption}: {words}.", "args": args}


def _assessments(period, figures, before):
    now, then = figures["families"]["ratings"], leaf(before or {}, "families.ratings") or {}
    rated = [dimension for dimension in SHORT_DIMENSIONS if leaf(now, f"{dimension}.value") is not None]
    values = [now[dimension]["value"] for dimension in rated]
    past = [leaf(then, f"{dimension}.value") for dimension in rated]
    labels = [SHORT_DIMENSIONS[dimension] for dimension in rated]
    words = (
        ", ".join(f"{label} {number(value, 1)}" for label, value in zip(labels, values, strict=True)) or "belum ada"
    )
    span = WORDS[period.kind].lower()
    return {
        "caption": "Rata-rata asesmen keluarga",
        "note": "Skala 0 (belum) sampai 3 (baik)",
        "shape": "dots",
        "title": f"Rata-rata asesmen menurut dimensi: {words}.",
        "args": {"rows": labels, "before": past, "now": values, "names": [f"{span} lalu", f"{span} ini"]},
    }
