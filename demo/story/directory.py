"""The institutions near the two villages and what they give."""

from institutions.enums import InstitutionKind as K
from institutions.enums import Sector as S
from institutions.models import Institution, ServiceOffer
from institutions.services import add_institution, add_offer, assign_staff

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


def open_directory(world):
    """A story of one day: the village's own by its secretary, those above as the Dinas lists them."""
    secretary = yield 0, "sekretaris"
    _add_all(world, VILLAGE, lambda **data: add_institution(region=world.village, actor=secretary, **data), secretary)
    district = world.village.parent
    for region, rows in ((district, DISTRICT), (district.parent, REGENCY)):
        # No role writes above the village on screen yet.
        _add_all(world, rows, lambda region=region, **data: Institution.objects.create(region=region, **data), None)
    dinas = yield 0, "dinas"
    assign_staff(world.institutions["health_centre"], world.cast["penyedia"], actor=dinas)


def _add_all(world, rows, add, actor):
    words = {name: getattr(world.place, name) for name in ("worship", "health_centre", "classes")}
    for key, name, kind, address, offers in rows:
        institution = add(name=name.format(**words), kind=kind, address=address, confirmed_on=world.today)
        world.institutions[key] = institution
        for sector, title, problems, conditions, schedule in offers:
            data = {"sector": sector, "name": title, "conditions": conditions, "schedule": schedule}
            _add_offer(institution, [f"PPKS-{code}" for code in problems], data, actor)


def _add_offer(institution, problems, data, actor):
    if actor:
        add_offer(institution, actor=actor, problems=problems, **data)
    else:
        ServiceOffer.objects.create(institution=institution, **data).problems.set(problems)
