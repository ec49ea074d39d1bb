"""The institutions near the two villages and what they give."""

from demo.story.mapping import PAPERS, facts_of
from institutions.enums import InstitutionKind as K
from institutions.enums import Sector as S
from institutions.services import add_institution, add_offer, assign_staff, confirm_institution

POOR, OLD, DISABLED, CHILD = ("24", "23"), ("08",), ("09", "05"), ("02", "01")
VIOLENCE, TROUBLED = ("06", "19"), ("25",)

# (key, name, kind, address, offers: (sector, name, problems, conditions, schedule))
VILLAGE = (
    (
        "posyandu",
        "Posyandu Melati",
        K.POSYANDU,
        "Dusun I",
        ((S.HEALTH, "Penimbangan dan gizi balita", CHILD, "", "Selasa pertama"),),
    ),
    (
        "paud",
        "PAUD Kasih Ibu",
        K.PAUD,
        "Dusun II",
        ((S.EDUCATION, "Pendidikan anak usia dini", CHILD, "Umur 3–6 tahun", "Senin–Kamis"),),
    ),
    ("karang_taruna", "Karang Taruna Bina Muda", K.KARANG_TARUNA, "Dusun I", ()),
    ("pkk", "TP PKK Desa", K.PKK, "Kantor desa", ((S.ECONOMY, "Pelatihan olahan makanan", POOR, "", "Sabtu kedua"),)),
    (
        "psm",
        "Ikatan Pekerja Sosial Masyarakat",
        K.PSM,
        "Dusun III",
        ((S.SOCIAL, "Kunjungan dan pendampingan lansia", OLD, "", ""),),
    ),
    ("lpm", "LPM Desa", K.LPM, "Kantor desa", ()),
    (
        "kube",
        "KUBE Usaha Bersama",
        K.KUBE,
        "Dusun II",
        ((S.ECONOMY, "Simpan pinjam anggota", POOR, "Anggota kelompok", ""),),
    ),
    ("worship", "{worship}", K.RELIGIOUS, "Dusun I", ((S.RELIGION, "Bimbingan keluarga", TROUBLED, "", "Jumat"),)),
)
DISTRICT = (
    (
        "health_centre",
        "{health_centre}",
        K.HEALTH,
        "Jalan utama kecamatan",
        (
            (
                S.HEALTH,
                "Pemeriksaan dan pengobatan",
                (*OLD, *DISABLED, *POOR, *CHILD),
                "Membawa KK dan surat rujukan",
                "Senin–Sabtu 08.00–12.00",
            ),
            (S.HEALTH, "Kunjungan rumah lansia", OLD, "", "Rabu"),
        ),
    ),
    (
        "pkbm",
        "{classes}",
        K.PKBM,
        "Dekat kantor camat",
        ((S.EDUCATION, "Kejar paket A, B, C", (*CHILD, *POOR), "Gratis bagi keluarga miskin", "Senin–Jumat sore"),),
    ),
    (
        "koperasi",
        "Koperasi Mitra Usaha",
        K.BANK,
        "Pasar kecamatan",
        ((S.ECONOMY, "Pinjaman usaha kecil tanpa agunan", POOR, "Usaha berjalan 6 bulan", "Senin–Jumat"),),
    ),
    (
        "office",
        "Kantor Camat, Seksi Kesejahteraan Sosial",
        K.GOVERNMENT,
        "Kantor camat",
        (
            (
                S.SOCIAL,
                "Usul bantuan sosial dan DTSEN",
                (*POOR, *OLD, *DISABLED),
                "Surat pengantar desa",
                "Senin–Kamis",
            ),
            (S.POPULATION, "Pengantar KK dan KTP", POOR, "", "Senin–Kamis"),
        ),
    ),
)
REGENCY = (
    (
        "lk3",
        "LK3 Keluarga Harmonis",
        K.LK3,
        "Kompleks Dinas Sosial",
        ((S.SOCIAL, "Konsultasi keluarga", (*TROUBLED, *VIOLENCE), "", "Senin–Jumat"),),
    ),
    (
        "dinas",
        "Dinas Sosial Kabupaten",
        K.GOVERNMENT,
        "Kompleks perkantoran",
        (
            (
                S.SOCIAL,
                "Bantuan sosial dan alat bantu",
                (*DISABLED, *OLD, *POOR),
                "Rujukan TKSK atau LK3",
                "Senin–Jumat",
            ),
        ),
    ),
    (
        "hospital",
        "RSUD Kabupaten",
        K.HEALTH,
        "Jalan rumah sakit",
        ((S.HEALTH, "Rawat jalan dan rawat inap", (*OLD, *DISABLED, *POOR), "PBI-JK aktif", "Setiap hari"),),
    ),
    (
        "dukcapil",
        "Disdukcapil Kabupaten",
        K.GOVERNMENT,
        "Kompleks perkantoran",
        ((S.POPULATION, "KK, KTP-el, akta", POOR, "Tidak dipungut biaya", "Senin–Jumat"),),
    ),
    (
        "blk",
        "Balai Latihan Kerja",
        K.TRAINING,
        "Jalan lingkar",
        ((S.ECONOMY, "Pelatihan menjahit, las, dan olahan", POOR, "Umur 17–45 tahun", "Gelombang tiap 3 bulan"),),
    ),
    (
        "children",
        "LKSA Tunas Bangsa",
        K.LKS,
        "Pusat kota",
        ((S.EDUCATION, "Beasiswa dan asrama anak", CHILD, "", ""),),
    ),
    (
        "women",
        "UPTD Perlindungan Perempuan dan Anak",
        K.GOVERNMENT,
        "Kompleks perkantoran",
        ((S.LEGAL, "Pendampingan korban kekerasan", VIOLENCE, "Gratis, dijaga kerahasiaannya", "Setiap hari"),),
    ),
    (
        "legal_aid",
        "Lembaga Bantuan Hukum Rakyat",
        K.LKS,
        "Pusat kota",
        ((S.LEGAL, "Bantuan hukum cuma-cuma", (*VIOLENCE, *POOR), "SKTM", "Senin–Jumat"),),
    ),
)


# Nobody has looked at these since they were written down.
FORGOTTEN = {"paud", "lpm", "koperasi", "children"}
CONFIRMED_AFTER = 960


def open_directory(world):
    """The village's own by its secretary, those of the kecamatan and the regency by the Dinas; both look again."""
    secretary = yield 0, "sekretaris"
    _add_all(world, VILLAGE, world.village, secretary)
    district = world.village.parent
    dinas = yield 0, "dinas"
    for region, rows in ((district, DISTRICT), (district.parent, REGENCY)):
        _add_all(world, rows, region, dinas)
    assign_staff(world.institutions["health_centre"], world.cast["penyedia"], actor=dinas)
    secretary = yield CONFIRMED_AFTER, "sekretaris"
    _confirm(world, VILLAGE, secretary)
    dinas = yield 1, "dinas"
    _confirm(world, DISTRICT + REGENCY, dinas)


def _add_all(world, rows, region, actor):
    words = {name: getattr(world.place, name) for name in ("worship", "health_centre", "classes")}
    for number, (key, name, kind, address, offers) in enumerate(rows):
        institution = add_institution(
            name=name.format(**words),
            kind=kind,
            region=region,
            address=address,
            actor=actor,
            **facts_of(key, region, number),
        )
        world.institutions[key] = institution
        for sector, title, problems, conditions, schedule in offers:
            data = {"sector": sector, "name": title, "conditions": conditions, "schedule": schedule}
            problems = [f"PPKS-{code}" for code in problems]
            add_offer(institution, actor=actor, problems=problems, papers=PAPERS.get(title, ""), **data)


def _confirm(world, rows, actor):
    for key, *_ in rows:
        if key not in FORGOTTEN:
            confirm_institution(world.institutions[key], actor=actor)
