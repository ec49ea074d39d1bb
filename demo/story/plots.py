"""What happens to whom: cases and referrals in every state, also those that are late."""

from dataclasses import dataclass, field

from cases.enums import CaseResult, IntakeSource, Urgency
from cases.enums import ServiceKind as K
from institutions.enums import Sector as S

U = Urgency


@dataclass(frozen=True, slots=True)
class Need:
    """``near`` and ``above``: who gives it in the kecamatan and in the regency, in the order of trying."""

    category: str
    words: str
    summary: str
    sector: str
    asked: str
    given: str
    value: int
    near: tuple
    above: tuple
    sensitive: bool = False


HEALTH = Need(
    "PPKS-08",
    "Ibu lansia sakit dan tidak punya jaminan kesehatan.",
    "Lansia tinggal bersama anak, sering sesak napas, belum pernah diperiksa.",
    S.HEALTH,
    "Pemeriksaan dan pengobatan",
    "Diperiksa, diberi obat, dan dijadwalkan kontrol bulanan.",
    350_000,
    near=("health_centre",),
    above=("hospital",),
)
SCHOOL = Need(
    "PPKS-02",
    "Anak berhenti sekolah karena biaya.",
    "Anak umur sekolah membantu orang tua bekerja sejak tahun lalu.",
    S.EDUCATION,
    "Kejar paket",
    "Terdaftar di kejar paket B, buku dan seragam diberikan.",
    600_000,
    near=("pkbm",),
    above=("children",),
)
BUSINESS = Need(
    "PPKS-24",
    "Modal usaha habis, penghasilan tidak cukup.",
    "Usaha kecil terhenti setelah panen gagal; ada pengalaman dan tempat usaha.",
    S.ECONOMY,
    "Pinjaman usaha kecil",
    "Pinjaman cair setelah latihan pembukuan dua hari.",
    2_500_000,
    near=("koperasi", "kube"),
    above=("blk",),
)
AID = Need(
    "PPKS-09",
    "Anggota keluarga sulit berjalan, perlu alat bantu.",
    "Anggota keluarga lumpuh sebagian setelah sakit.",
    S.SOCIAL,
    "Alat bantu dan bantuan sosial",
    "Kursi roda diserahkan, cara memakainya dilatih.",
    1_800_000,
    near=("office",),
    above=("dinas", "lk3"),
)
PAPERS = Need(
    "PPKS-23",
    "Belum punya Kartu Keluarga setelah suami meninggal.",
    "Ibu kepala keluarga belum mengurus KK dan akta.",
    S.POPULATION,
    "Pengurusan KK dan akta",
    "KK baru dan akta kematian terbit.",
    0,
    near=("office",),
    above=("dukcapil",),
)
COUNSEL = Need(
    "PPKS-25",
    "Suami istri sering bertengkar, anak jadi murung.",
    "Keluarga minta didampingi untuk berbicara baik-baik.",
    S.SOCIAL,
    "Konsultasi keluarga",
    "Empat kali pertemuan, keluarga membuat kesepakatan.",
    0,
    near=("worship",),
    above=("lk3",),
)
VIOLENCE = Need(
    "PPKS-19",
    "Perlu perlindungan segera.",
    "Laporan tetangga; sudah ditemui dan aman untuk sementara.",
    S.LEGAL,
    "Pendampingan korban",
    "Pendampingan dan tempat aman disediakan.",
    0,
    near=("office",),
    above=("women", "legal_aid"),
    sensitive=True,
)


DISASTER = Need(
    "PPKS-21",
    "Rumah rusak diterjang angin kencang, keluarga menumpang di kerabat.",
    "Atap dan dinding rumah rusak berat, perlengkapan rumah tangga hilang.",
    S.SOCIAL,
    "Pemulihan setelah bencana",
    "Bahan bangunan, perlengkapan rumah tangga, dan pendampingan diberikan.",
    0,
    near=("office",),
    above=("ministry",),
)


@dataclass(frozen=True, slots=True)
class Plot:
    """``path``: (step, days after the one before) of the referral; None is a case without one. ``end``: of the case.

    ``at_provider`` sends it to the institution of the demo's provider account. ``sessions``: meetings held at LK3
    after the path. ``twice``: a second draft for the same need was written by somebody who did not look.
    ``reported_to``: the office that gets an incidental report; ``names_secretary``: the coordinator lets the
    secretary see it.
    """

    days_ago: int
    need: Need
    path: tuple | None = None
    course: tuple = ("verify", "handle")
    end: str = ""
    urgency: int = Urgency.NORMAL
    source: str = IntakeSource.HOME_VISIT
    services: tuple = (K.INFORMATION, K.GUIDANCE)
    mentor: bool = False
    at_provider: bool = False
    sessions: int = 0
    twice: bool = False
    conference: bool = False
    reported_to: str = ""
    names_secretary: bool = False
    answers: dict = field(default_factory=dict)


SENT = (("submit", 2),)
PLACED = (*SENT, ("approve", 1))
SERVED = (*PLACED, ("accept", 2), ("start", 4))
DONE = (*SERVED, ("complete", 12))
CLOSED = (*DONE, ("close", 5))
PASSED_ON = (*SENT, ("escalate", 2))
SERVED_ABOVE = (*PASSED_ON, ("place", 3), ("accept", 3), ("start", 5))
CLOSED_ABOVE = (*SERVED_ABOVE, ("complete", 18), ("close", 6))
SOLVED = CaseResult.SOLVED

REFERRED = (
    Plot(5, HEALTH, (), at_provider=True, source=IntakeSource.POSYANDU),
    Plot(14, PAPERS, (*SENT, ("return", 2))),
    Plot(7, BUSINESS, SENT),
    Plot(17, SCHOOL, SENT, source=IntakeSource.SCHOOL, twice=True),
    Plot(8, HEALTH, SENT, urgency=U.EMERGENCY, source=IntakeSource.RT_RW),
    Plot(70, BUSINESS, (*SENT, ("reject", 2))),
    Plot(10, AID, PASSED_ON),
    Plot(33, COUNSEL, PASSED_ON, urgency=U.SOON),
    Plot(9, HEALTH, PLACED, at_provider=True),
    Plot(30, SCHOOL, PLACED),
    Plot(19, BUSINESS, (*PLACED, ("decline", 4))),
    Plot(16, HEALTH, (*PLACED, ("accept", 2)), at_provider=True, source=IntakeSource.PHONE),
    Plot(38, HEALTH, SERVED, at_provider=True, mentor=True, source=IntakeSource.PIONEER),
    Plot(29, SCHOOL, DONE, source=IntakeSource.SCHOOL),
    Plot(62, BUSINESS, (*SENT, ("withdraw", 5))),
    Plot(75, VIOLENCE, SERVED_ABOVE, urgency=U.EMERGENCY, source=IntakeSource.RT_RW),
    Plot(
        95,
        AID,
        (*PASSED_ON, ("send_back", 3), ("approve", 2), ("accept", 3), ("start", 3), ("complete", 14), ("close", 4)),
        end=SOLVED,
    ),
    Plot(88, HEALTH, (*DONE, ("refer_again", 6), ("approve", 2), ("accept", 3), ("start", 4)), at_provider=True),
    Plot(
        120,
        BUSINESS,
        (*PLACED, ("decline", 4), ("place_again", 3), ("accept", 3), ("start", 4), ("complete", 20), ("close", 5)),
        end=SOLVED,
    ),
    Plot(
        110, AID, (*PASSED_ON, ("place", 3), ("decline", 5), ("place_again_regency", 4), ("accept", 4), ("start", 6))
    ),
    Plot(135, HEALTH, CLOSED, end=SOLVED, at_provider=True),
    Plot(140, AID, CLOSED_ABOVE, end=SOLVED),
    Plot(150, SCHOOL, CLOSED, end=SOLVED, source=IntakeSource.SCHOOL),
    Plot(160, PAPERS, CLOSED, end=SOLVED),
    Plot(
        175,
        HEALTH,
        CLOSED,
        end=CaseResult.PARTLY,
        at_provider=True,
        answers={"outcome": "partly", "need_met": "partly"},
    ),
    Plot(190, BUSINESS, CLOSED, end=SOLVED),
    Plot(205, COUNSEL, CLOSED_ABOVE, end=CaseResult.NOT_SOLVED, answers={"outcome": "not", "need_met": "no"}),
    Plot(225, HEALTH, CLOSED, end=SOLVED, at_provider=True),
    Plot(240, AID, CLOSED_ABOVE, end=SOLVED),
    Plot(52, COUNSEL, (*PASSED_ON, ("place", 3), ("accept", 2)), urgency=U.SOON, sessions=3),
    Plot(46, DISASTER, (*PASSED_ON, ("place", 3), ("accept", 6))),
    Plot(34, HEALTH, DONE, at_provider=True, answers={"outcome": "partly"}),
)

HANDLED_HERE = (
    Plot(2, PAPERS, course=(), services=()),
    Plot(8, BUSINESS, course=("verify",), services=(K.INFORMATION,)),
    Plot(25, COUNSEL, services=(K.GUIDANCE, K.VALUES), mentor=True, source=IntakeSource.PIONEER),
    Plot(48, BUSINESS, course=("verify", "handle", "follow_up"), services=(K.ECONOMY, K.PARTNERSHIP)),
    Plot(115, SCHOOL, services=(K.ADVOCACY, K.INFORMATION), conference=True, reported_to="tksk"),
    Plot(
        58,
        VIOLENCE,
        urgency=U.EMERGENCY,
        services=(K.GUIDANCE, K.ADVOCACY),
        source=IntakeSource.RT_RW,
        reported_to="lk3",
        names_secretary=True,
    ),
    Plot(82, PAPERS, end=SOLVED, services=(K.ADVOCACY,)),
    Plot(100, BUSINESS, course=("verify", "drop"), services=()),
    Plot(130, COUNSEL, end=CaseResult.PARTLY, services=(K.GUIDANCE, K.VALUES)),
    Plot(145, HEALTH, end=CaseResult.WITHDRAWN, services=(K.INFORMATION,)),
    Plot(168, BUSINESS, end=SOLVED, services=(K.ECONOMY, K.PARTNERSHIP)),
    Plot(200, PAPERS, end=SOLVED, services=(K.ADVOCACY, K.INFORMATION)),
)

# Answered at once, no case: (days ago, need, information given)
ASKED = (
    (4, "Bertanya cara mendaftar PKH.", "Syarat dan jadwal usul lewat desa dijelaskan."),
    (21, "Bertanya cara mengaktifkan BPJS.", "Diarahkan ke pos JKN di Puskesmas setiap Rabu."),
    (44, "Ingin mengurus akta kelahiran.", "Daftar berkas diberikan, alamat Disdukcapil dijelaskan."),
    (66, "Bertanya beasiswa anak.", "Dijelaskan PIP lewat sekolah."),
    (92, "Bertanya pinjaman usaha.", "Diarahkan ke koperasi kecamatan."),
    (125, "Bertanya bantuan rumah.", "Dijelaskan syarat rumah tidak layak huni."),
    (155, "Bertanya cara pindah KK.", "Daftar berkas diberikan."),
    (185, "Bertanya jadwal posyandu lansia.", "Jadwal diberikan."),
)
# Not followed up yet: (days ago, need, urgency)
WAITING = (
    (1, "Atap rumah bocor, mohon ditengok.", Urgency.SOON),
    (3, "Belum menerima bantuan sejak bulan lalu.", Urgency.NORMAL),
)
