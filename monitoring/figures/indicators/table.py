"""The indicators: what each is called, what it is made of, which way is better."""

from dataclasses import dataclass
from enum import StrEnum

from core.formatting import NOTHING, number, percent, rupiah, signed
from institutions.enums import FundSource


class Unit(StrEnum):
    """NUMBER and RUPIAH are sums; the others are ``part`` divided by ``base``."""

    NUMBER = "number"
    RUPIAH = "rupiah"
    PERCENT = "percent"
    MEAN = "mean"
    RUPIAH_MEAN = "rupiah_mean"


SUMS = (Unit.NUMBER, Unit.RUPIAH)
MONEY = (Unit.RUPIAH, Unit.RUPIAH_MEAN)
DIGITS = {Unit.NUMBER: 1, Unit.PERCENT: 1, Unit.MEAN: 2}
UNIT_WORDS = {
    Unit.NUMBER: "banyaknya", Unit.RUPIAH: "rupiah", Unit.PERCENT: "persen", Unit.MEAN: "rata-rata",
    Unit.RUPIAH_MEAN: "rata-rata rupiah",
}  # fmt: skip
NO_DATA = "belum ada data"


@dataclass(frozen=True, slots=True)
class Indicator:
    """``part`` and ``base`` name what is counted. A sum is known where its base is more than nothing.

    ``note``: how it is counted, where the label does not say it.
    """

    code: str
    group: str
    label: str
    unit: Unit
    source: str
    part: str
    base: str
    higher_is_better: bool = True
    note: str = ""

    @property
    def is_sum(self):
        return self.unit in SUMS

    @property
    def is_money(self):
        return self.unit in MONEY

    def says(self, value):
        """In words; a sum a FCU may have a digit."""
        if value is None:
            return NO_DATA
        if self.is_money:
            return rupiah(value)
        write = percent if self.unit == Unit.PERCENT else number
        return write(value, self._digits(value))

    def says_change(self, value):
        if value is None:
            return NOTHING
        text = signed(value, self._digits(value))
        if self.is_money and text[0] in "+−":
            return f"{text[0]}Rp{text[1:]}"
        return f"{text} poin" if self.unit == Unit.PERCENT else text

    def _digits(self, value):
        return 0 if self.is_money or value == int(value) else DIGITS[self.unit]


N, P, M, R, RM = Unit.NUMBER, Unit.PERCENT, Unit.MEAN, Unit.RUPIAH, Unit.RUPIAH_MEAN
II_H, III_C, FAMILY, BUSINESS = "Pedoman II.H", "Pedoman III.C.3", "Naskah induk F", "Naskah praktik D"
INSTITUTION, ACTIVITIES, SUPPORT = "Kelembagaan", "Kegiatan", "Kemitraan dan dukungan"
RESULTS, FAMILIES, COMMUNITY, GOVERNMENT, ENTERPRISE = "Hasil", "Keluarga", "Masyarakat", "Pemerintah", "Usaha"
SOURCE_KEYS = {source: f"received_{source.value}" for source in FundSource if source != FundSource.NONE}
RATED = "Nilai 0 sampai 3, asesmen terakhir tiap keluarga sampai akhir triwulan."
OF_GROUPS = "Keluarga terdata dari anggota kelompok, yang pendapatannya dicatat dua kali."

INDICATORS = (
    Indicator("officers", INSTITUTION, "Pengurus terisi", P, III_C, "officers", "posts",
              note="Dari tiga jabatan tiap FCU, pada akhir triwulan."),
    Indicator("decree", INSTITUTION, "FCU dengan SK pengukuhan", P, III_C, "decrees", "units"),
    Indicator("active_members", INSTITUTION, "Anggota aktif", P, III_C, "active", "members",
              note="Hadir paling sedikit pada satu dari tiga rapat terakhir."),
    Indicator("meetings", INSTITUTION, "Rapat diadakan", N, III_C, "meetings", "units"),
    Indicator("meeting_months", INSTITUTION, "Bulan dengan rapat", P, III_C, "meeting_months", "months",
              note="Ukuran: satu rapat sebulan. Bulan berjalan ikut dihitung."),
    Indicator("activities", ACTIVITIES, "Agenda terlaksana", P, II_H, "on_agenda", "planned",
              note="Kegiatan dari agenda kerja terhadap yang direncanakan pada triwulan itu."),
    Indicator("activities_held", ACTIVITIES, "Kegiatan dilaksanakan", N, II_H, "held", "units"),
    Indicator("reach", ACTIVITIES, "Orang terjangkau kegiatan", N, II_H, "people", "units"),
    Indicator("institutions", SUPPORT, "Lembaga dalam jejaring", N, II_H, "institutions", "units",
              note="Lembaga yang diwakili anggota FCU."),
    Indicator("referrals", SUPPORT, "Rujukan diajukan", N, II_H, "referrals", "units"),
    Indicator("referrals_answered", SUPPORT, "Rujukan terjawab", P, II_H, "answered", "referrals",
              note="Dari yang diajukan pada triwulan itu, yang kini sudah dijawab penyedia atau ditolak."),
    Indicator("money", SUPPORT, "Dana diterima", R, II_H, "received", "books"),
    Indicator("services", RESULTS, "Layanan diberikan", N, II_H, "services", "units"),
    Indicator("integrated", RESULTS, "Layanan terpadu", P, II_H, "integrated", "services",
              note="Layanan bersama dua lembaga atau lebih."),
    Indicator("psks", RESULTS, "Layanan bersama PSKS", P, II_H, "with_psks", "services",
              note="Layanan bersama paling sedikit satu lembaga."),
    Indicator("cases", RESULTS, "Kasus tercatat", N, II_H, "cases", "units"),
    Indicator("basic_needs", FAMILIES, "Kebutuhan dasar", M, FAMILY, "needs_sum", "needs_rated", note=RATED),
    Indicator("social_function", FAMILIES, "Keberfungsian sosial", M, FAMILY, "social_sum", "social_rated",
              note=RATED),
    Indicator("self_reliance", FAMILIES, "Kemandirian", M, FAMILY, "reliant_sum", "reliant_rated", note=RATED),
    Indicator("new_problems", COMMUNITY, "Masalah baru dicatat", N, FAMILY, "new_problems", "units", False),
    Indicator("solved", COMMUNITY, "Masalah ditangani yang selesai", P, FAMILY, "solved", "in_hand"),
    Indicator("graduated", COMMUNITY, "Keluarga lulus", N, FAMILY, "graduated", "families"),
    Indicator("open_families", GOVERNMENT, "Keluarga dengan masalah", N, FAMILY, "open_families", "families", False,
              note="Pada akhir triwulan."),
    Indicator("open_share", GOVERNMENT, "Bagian keluarga dengan masalah", P, FAMILY, "open_families", "families",
              False, note="Dari semua keluarga terdata, pada akhir triwulan."),
    Indicator("income_percent", ENTERPRISE, "Perubahan pendapatan (persen)", P, BUSINESS, "income_change",
              "income_before", note=OF_GROUPS),
    Indicator("income_change", ENTERPRISE, "Perubahan pendapatan (rupiah)", RM, BUSINESS, "income_change",
              "income_families", note=f"Rata-rata tiap keluarga sebulan. {OF_GROUPS}"),
    Indicator("savings", ENTERPRISE, "Menabung sebulan", RM, BUSINESS, "savings", "savings_known", note=OF_GROUPS),
    Indicator("business_times", ENTERPRISE, "Usaha dijalankan sebulan", M, BUSINESS, "times", "times_known",
              note=f"Rata-rata berapa kali. {OF_GROUPS}"),
    Indicator("cadres", ENTERPRISE, "Kader siap melatih atau mendampingi", N, BUSINESS, "cadres", "groups"),
    Indicator("attendance", ENTERPRISE, "Kehadiran pertemuan belajar", P, BUSINESS, "attended", "attendable"),
    Indicator("suggestions", ENTERPRISE, "Saran peserta", N, BUSINESS, "suggestions", "attendable"),
    Indicator("going_on", ENTERPRISE, "Kelompok usaha berlanjut", P, BUSINESS, "going_on", "businesses",
              note="Dari kelompok usaha yang kelanjutannya sudah diketahui."),
    Indicator("participants", ENTERPRISE, "Warga ikut kelompok", N, BUSINESS, "participants", "groups"),
)  # fmt: skip
GROUPS = tuple(dict.fromkeys(indicator.group for indicator in INDICATORS))
_BY_CODE = {indicator.code: indicator for indicator in INDICATORS}


def by_code(code):
    """None where there is no such indicator."""
    return _BY_CODE.get(code)
