"""The figures of the chain as tiles and charts."""

from collections import Counter

from core.charts import BAD, MAIN
from core.formatting import number, share
from institutions.enums import Sector
from referrals.enums import NeedMet, ReferralState
from referrals.workflow import TIME_LIMITS

SHORT_STATES = {
    ReferralState.SUBMITTED: "Di TKSK",
    ReferralState.ESCALATED: "Di LK3",
    ReferralState.PLACED: "Menunggu jawaban",
    ReferralState.DECLINED: "Tidak diterima",
    ReferralState.ACCEPTED: "Menunggu mulai",
    ReferralState.IN_SERVICE: "Dilayani",
    ReferralState.COMPLETED: "Menunggu ditutup",
}


def tiles_of(figures):
    timed = sum(pace.timed for pace in figures.pace.values())
    in_time = sum(pace.within_limit for pace in figures.pace.values())
    closed, met = sum(figures.need_met.values()), figures.need_met[NeedMet.YES]
    total = figures.total
    return [
        _tile("Diajukan", number(total["made"]), f"{number(total['approved'])} disetujui"),
        _tile(
            "Rujukan balik diterima",
            number(total["completed"]),
            f"{number(figures.families_helped)} keluarga terbantu",
        ),
        _tile("Ditolak", number(total["rejected"]), f"{number(total['declined'])} tidak diterima penyedia"),
        _tile("Tepat waktu", share(in_time, timed), f"dari {number(timed)} langkah"),
        _tile("Kebutuhan terjawab", share(met, closed), f"dari {number(closed)} yang ditutup"),
        _tile("Tanpa layanan", number(lacking(figures)), "kebutuhan, lihat di bawah", "#tanpa-layanan"),
    ]


def lacking(figures):
    return sum(counts.total() for counts in figures.lacks.values())


def _tile(label, value, detail, url=""):
    return {"label": label, "value": value, "of": "", "detail": detail, "url": url}


def charts_of(figures, months):
    """Dicts as core.templatetags.charts draws them; one without a figure is left out."""
    charts = [
        _months(figures, months),
        _bars("Diajukan menurut bidang", "Rujukan yang pertama kali diajukan pada masa ini", _by_sector(figures)),
        _bars("Lama dalam tiap keadaan", "Median hari kerja", _by_state(figures), digits=1),
        _bars("Kebutuhan tanpa layanan", "Menurut bidang", _lacks(figures), tone=BAD),
    ]
    return [chart for chart in charts if any(chart["args"].get("values", [True]))]


def _months(figures, months):
    counted = [figures.by_month.get(place, Counter()) for place in range(len(months))]
    made, done = ([counts[measure] for counts in counted] for measure in ("made", "completed"))
    words = "; ".join(
        f"{month.label} diajukan {number(a)}, selesai {number(b)}"
        for month, a, b in zip(months, made, done, strict=True)
    )
    args = {"labels": [month.label[:3] for month in months], "planned": made, "done": done}
    return {
        "caption": "Diajukan dan selesai menurut bulan",
        "note": "Selesai: rujukan balik diterima",
        "shape": "planned_done",
        "title": f"Rujukan menurut bulan: {words}.",
        "args": args | {"names": ("Diajukan", "Selesai")},
    }


def _by_sector(figures):
    made = [(sector.label, figures.by_sector[sector]["made"]) for sector in Sector if sector in figures.by_sector]
    return sorted((row for row in made if row[1]), key=lambda row: -row[1])


def _by_state(figures):
    return [(SHORT_STATES[state], figures.pace[state].days.median) for state in TIME_LIMITS if state in figures.pace]


def _lacks(figures):
    counts = Counter()
    for (_, sector), kinds in figures.lacks.items():
        counts[Sector(sector).label] += kinds.total()
    return counts.most_common()


def _bars(caption, note, rows, *, digits=0, tone=MAIN):
    words = ", ".join(f"{label} {number(value, digits)}" for label, value in rows) or "tidak ada"
    args = {"rows": [label for label, _ in rows], "values": [value for _, value in rows], "digits": digits}
    args["tones"] = [tone] * len(rows)
    return {"caption": caption, "note": note, "shape": "bars", "title": f"{caption}: {words}.", "args": args}
