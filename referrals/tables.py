"""The figures of the chain as tables: the same rows for the screen and for Excel."""

from collections import Counter
from dataclasses import dataclass

from core.formatting import number
from institutions.enums import Sector
from referrals.enums import DeclineReason, Lack, NeedMet, Outcome, ReferralState, RejectReason, Tier
from referrals.figures import MEASURES

SHOWN_ROWS = 25
TALLY_HEADS = ("Diajukan", "Disetujui", "Ditolak", "Tidak diterima", "Selesai")


@dataclass(frozen=True, slots=True)
class Table:
    """``rows``: (label, [values]); numbers stay numbers, None is nothing."""

    key: str
    caption: str
    heads: tuple
    rows: list
    note: str = ""

    @property
    def says_something(self):
        return any(any(values) for _, values in self.rows)

    @property
    def shown(self):
        """What fits a page: (label, [texts])."""
        return [(label, [_written(value) for value in values]) for label, values in self.rows[:SHOWN_ROWS]]

    @property
    def is_cut(self):
        return len(self.rows) > SHOWN_ROWS


def _written(value):
    """A median may lie between two days."""
    return number(value, digits=0 if value is None or value == int(value) else 1)


def figure_tables(figures, months, extent):
    """``months``: the Periods that have begun, in their order. ``extent``: which places are told, and how named."""
    places, word = extent.places, extent.place_word
    return [
        _tallies("places", f"Menurut {word}", word.capitalize(), _by(figures.by_place, places)),
        _tallies("months", "Menurut bulan", "Bulan", _by_month(figures, months)),
        _tallies("sectors", "Menurut bidang layanan", "Bidang", _by(figures.by_sector, dict(Sector.choices))),
        _problems(figures),
        _tiers(figures),
        _providers(figures),
        _paces(figures),
        _reasons(figures),
        _states(figures),
        _results(figures),
        _lacks_by_place(figures, places, word),
        _lacks_by_kind(figures),
    ]


def _tallies(key, caption, head, named, note=""):
    rows = [(name, [counts[measure] for measure in MEASURES]) for name, counts in named]
    return Table(key, caption, (head, *TALLY_HEADS), rows, note)


def _by(counters, names):
    """(name, counter) in the order of ``names``; what has no figures is left out."""
    return [(name, counters[key]) for key, name in names.items() if key in counters]


def _by_month(figures, months):
    return [(month.label, figures.by_month.get(place, Counter())) for place, month in enumerate(months)]


def _problems(figures):
    named = sorted(figures.by_problem.items(), key=lambda item: (item[0] == "", -item[1]["made"], item[0]))
    named = [(name or "Tanpa masalah yang dicatat", counts) for name, counts in named if any(counts.values())]
    note = "Rujukan dengan dua masalah terhitung pada keduanya."
    return _tallies("problems", "Menurut masalah", "Masalah", named, note)


def _tiers(figures):
    note = "Diajukan kepada TKSK; diteruskan atau naik kepada LK3."
    return _tallies("tiers", "Menurut tingkat", "Tingkat", _by(figures.by_tier, dict(Tier.choices)), note)


def _providers(figures):
    """The busiest first; what was made or rejected has no provider yet."""
    ranked = sorted(figures.by_provider.items(), key=lambda item: (-item[1]["approved"], item[0][1], item[0][0]))
    rows = [(name, [counts["approved"], counts["declined"], counts["completed"]]) for (_, name), counts in ranked]
    return Table("providers", "Menurut penyedia", ("Penyedia", "Ditempatkan", "Tidak diterima", "Selesai"), rows)


def _paces(figures):
    rows = [
        (label, [pace.days.median, pace.days.p90, pace.days.count, hundredths(pace.within_limit, pace.timed)])
        for state, label in ReferralState.choices
        if (pace := figures.pace.get(state)) and pace.days.count
    ]
    heads = ("Keadaan", "Median hari kerja", "Persentil ke-90", "Berkas", "Tepat waktu (%)")
    note = "Hari kerja berkas berada dalam tiap keadaan, dari berkas yang melewatinya pada masa ini."
    return Table("pace", "Lama dan ketepatan waktu", heads, rows, note)


def hundredths(part, whole):
    return round(100 * part / whole) if whole else None


def _reasons(figures):
    kinds = (("reject", "Ditolak", RejectReason), ("decline", "Tidak diterima", DeclineReason))
    rows = [
        (f"{word}: {label.lower()}", [figures.reasons[step][value]])
        for step, word, reasons in kinds
        for value, label in reasons.choices
        if figures.reasons[step][value]
    ]
    return Table("reasons", "Alasan ditolak dan tidak diterima", ("Alasan", "Banyaknya"), rows)


def _states(figures):
    rows = [(label, [figures.states[state]]) for state, label in ReferralState.choices if state in figures.states]
    note = "Semua rujukan yang pernah diajukan, menurut keadaannya pada akhir masa."
    return Table("states", "Keadaan pada akhir masa", ("Keadaan", "Banyaknya"), rows, note)


def _results(figures):
    rows = [(f"Rujukan balik: {label.lower()}", [figures.outcomes[value]]) for value, label in Outcome.choices]
    rows += [(f"Kebutuhan: {label.lower()}", [figures.need_met[value]]) for value, label in NeedMet.choices]
    note = "Hasil menurut penyedia saat rujukan balik; kebutuhan menurut FCU saat menutup."
    return Table("results", "Hasil layanan", ("Hasil", "Banyaknya"), rows, note)


def _lacks_by_place(figures, places, place_word):
    """Demand without supply: places against the sectors in which something lacks, with their sum."""
    rows = [
        (name, [_lacking(figures, sector, place=code) for sector in _sectors(figures)])
        for code, name in places.items()
    ]
    return _lacks("lacks", f"Tanpa layanan menurut {place_word}", place_word.capitalize(), rows, figures)


def _lacks_by_kind(figures):
    """Why nobody served them."""
    rows = [(kind.label, [_lacking(figures, sector, kind) for sector in _sectors(figures)]) for kind in Lack]
    return _lacks("lack_kinds", "Sebab tanpa layanan", "Sebab", rows, figures)


def _lacks(key, caption, head, rows, figures):
    heads = (head, *(sector.label for sector in _sectors(figures)), "Jumlah")
    return Table(key, caption, heads, [(label, [*cells, sum(cells)]) for label, cells in rows if any(cells)])


def _sectors(figures):
    known = {sector for _, sector in figures.lacks}
    return [sector for sector in Sector if sector in known]


def _lacking(figures, sector, kind=None, place=None):
    found = (counts for (code, other), counts in figures.lacks.items() if other == sector and place in (None, code))
    return sum(counts[kind] if kind else counts.total() for counts in found)
