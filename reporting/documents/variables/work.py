"""Cases, services, referrals, activities, meetings and money of an FCU."""

from cases.enums import ServiceKind
from institutions.enums import Sector
from reporting.documents.figure_table import at, leaf, total_at
from reporting.documents.variables.shape import (
    FAMILIES,
    PEOPLE,
    RUPIAH,
    TIMES,
    Group,
    Variable,
    alone,
    one_of,
    parts_of,
)

# The alias of each is public and stays, whatever the code calls it.
KIND_ALIASES = {
    ServiceKind.INFORMATION: "informasi",
    ServiceKind.GUIDANCE: "bimbingan",
    ServiceKind.ADVOCACY: "advokasi",
    ServiceKind.ECONOMY: "ekonomi",
    ServiceKind.REFERRAL: "rujukan",
    ServiceKind.PARTNERSHIP: "kemitraan",
    ServiceKind.VALUES: "nilai",
}
SECTOR_ALIASES = {
    Sector.SOCIAL: "sosial",
    Sector.HEALTH: "kesehatan",
    Sector.EDUCATION: "pendidikan",
    Sector.ECONOMY: "ekonomi",
    Sector.LEGAL: "hukum",
    Sector.RELIGION: "keagamaan",
    Sector.POPULATION: "kependudukan",
    Sector.OTHER: "lainnya",
}
REACH = {"men": "laki-laki dewasa", "women": "perempuan dewasa", "children": "anak"}


def work():
    return [*_cases(), *_referrals(), *_reach(), *_meetings(), *_money()]


def _cases():
    services = Variable(
        "layanan", "Layanan diberikan", "Layanan sosial", "Layanan yang diberikan pada kasus dalam masa.", TIMES,
        at("cases.services"),
    )  # fmt: skip
    kinds = [
        Variable(
            f"layanan_{KIND_ALIASES[kind]}", f"Layanan diberikan: {kind.label}", "Layanan sosial",
            f"Layanan jenis {kind.label} yang diberikan pada kasus dalam masa.", TIMES,
            one_of("cases.services_by_kind", kind), classification="Tujuh jenis layanan (Pedoman FCU III.B.5)",
        )
        for kind in ServiceKind
    ]  # fmt: skip
    return [
        alone(
            "penerimaan", "Penerimaan", "Kasus", "Orang yang datang atau ditemukan dan dicatat dalam masa.", PEOPLE,
            at("cases.intakes"),
        ),
        alone("kasus_dibuka", "Kasus dibuka", "Kasus", "Kasus yang dibuka dalam masa.", "kasus", at("cases.opened")),
        alone(
            "kasus_ditutup", "Kasus ditutup", "Kasus", "Kasus yang ditutup setelah ditangani dalam masa.", "kasus",
            at("cases.closed"),
        ),
        parts_of(services, kinds),
        alone(
            "keluarga_dilayani", "Keluarga dilayani", "Layanan sosial",
            "Keluarga yang mendapat sedikitnya satu layanan dalam masa; dalam semester dan tahun dihitung sekali "
            "setiap triwulan.", FAMILIES, at("cases.families_served"),
        ),
    ]  # fmt: skip


def _referrals():
    made = Variable(
        "rujukan", "Rujukan diajukan", "Rujukan", "Rujukan yang diajukan FCU dalam masa.", "rujukan",
        at("referrals.made"),
    )  # fmt: skip
    sectors = [
        Variable(
            f"rujukan_{SECTOR_ALIASES[sector]}", f"Rujukan diajukan: bidang {sector.label}", "Rujukan",
            f"Rujukan bidang {sector.label} yang diajukan FCU dalam masa.", "rujukan",
            one_of("referrals.by_sector", sector), classification="Bidang layanan lembaga",
        )
        for sector in Sector
    ]  # fmt: skip
    return [
        parts_of(made, sectors),
        alone(
            "rujukan_balik", "Rujukan balik diterima", "Rujukan",
            "Rujukan yang layanannya selesai dan rujukan baliknya diterima dalam masa.", "rujukan",
            at("referrals.completed"),
        ),
    ]  # fmt: skip


def _reach():
    total = Variable(
        "jangkauan", "Orang terjangkau kegiatan", "Kegiatan FCU",
        "Hadirin kegiatan FCU dalam masa; yang hadir dua kali dihitung dua kali.", PEOPLE, _activities(*REACH),
    )  # fmt: skip
    parts = [
        Variable(
            f"jangkauan_{ {'men': 'l', 'women': 'p', 'children': 'anak'}[key] }", f"Terjangkau kegiatan: {label}",
            "Kegiatan FCU", f"Hadirin {label} pada kegiatan FCU dalam masa.", PEOPLE, _activities(key),
            classification="Laki-laki dewasa, perempuan dewasa, anak",
        )
        for key, label in REACH.items()
    ]  # fmt: skip
    done = Variable(
        "kegiatan", "Kegiatan dilaksanakan", "Kegiatan FCU", "Kegiatan FCU yang dilaksanakan dalam masa.", TIMES,
        _activities("done"), is_protected=False,
    )  # fmt: skip
    return [parts_of(total, parts), Group((done,))]


def _activities(*names):
    def read(figures):
        kinds = leaf(figures, "activities")
        return None if kinds is None else sum(kind[name] for kind in kinds.values() for name in names)

    return read


def _meetings():
    return [
        alone(
            "rapat", "Rapat FCU", "Kelembagaan FCU", "Rapat FCU yang diadakan dalam masa.", TIMES,
            total_at("unit.meetings"), is_protected=False,
        ),
        alone(
            "anggota_aktif", "Anggota FCU yang aktif", "Kelembagaan FCU",
            "Anggota FCU yang tercatat aktif pada hari terakhir masa.", PEOPLE,
            total_at("unit.active_members"), is_stock=True,
        ),
    ]  # fmt: skip


def _money():
    """Sums of money of the FCU, an office; no family's."""
    lines = [
        ("kas_masuk", "Penerimaan kas FCU", "Uang yang diterima kas FCU dalam masa.", "ledger.receipts", False),
        ("kas_keluar", "Pengeluaran kas FCU", "Uang yang dibayarkan kas FCU dalam masa.", "ledger.payments", False),
        ("kas_saldo", "Saldo kas FCU", "Saldo buku kas FCU pada hari terakhir masa.", "ledger.closing", True),
    ]
    return [
        alone(alias, name, "Keuangan FCU", said, RUPIAH, at(path), is_stock=is_stock, is_protected=False)
        for alias, name, said, path, is_stock in lines
    ]
