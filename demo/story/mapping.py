"""What the social mapping says of the institutions of the demo, and where they stand: near the real places."""

from decimal import Decimal

from institutions.enums import LegalStatus

# Where the offices of the village, the kecamatan and the regency stand.
CENTRES = {
    "53.01.05.2011": ("-10.3152", "123.4712"),
    "53.01.05": ("-10.2270", "123.5105"),
    "53.01": ("-10.1148", "123.8462"),
    "73.09.13.2001": ("-5.1387", "119.5440"),
    "73.09.13": ("-5.1452", "119.5382"),
    "73.09": ("-5.0068", "119.5725"),
}
STEPS = ((0, 0), (4, -3), (-5, 2), (3, 6), (-2, -6), (7, 1), (-7, -2), (1, 8))
STEP = Decimal("0.0011")  # about 120 metres

# key: (legal status, number, roles and tasks, problems met, roles that can be joined)
FACTS = {
    "posyandu": (
        LegalStatus.REGISTERED, "SK Kepala Desa 12/2021",
        "Menimbang balita, memberi makanan tambahan, memeriksa ibu hamil.",
        "Balita kurang gizi; ibu hamil yang jarang diperiksa.",
        "Kunjungan rumah bersama PKK; data balita untuk FCU.",
    ),
    "paud": (
        LegalStatus.REGISTERED, "421/88/DIKBUD/2020",
        "Mengasuh dan mendidik anak 3 sampai 6 tahun.",
        "Anak yang belum pernah sekolah.",
        "Kelas orang tua bersama Posyandu.",
    ),
    "karang_taruna": (
        LegalStatus.REGISTERED, "SK Kepala Desa 9/2022",
        "Menggerakkan pemuda, olahraga, dan usaha bersama.",
        "Pemuda putus sekolah dan menganggur.",
        "Pendataan keluarga bersama PSM; kerja bakti.",
    ),
    "pkk": (
        LegalStatus.REGISTERED, "SK Kepala Desa 4/2022",
        "Sepuluh program pokok PKK bagi keluarga.",
        "Penghasilan ibu rumah tangga; gizi keluarga.",
        "Penyuluhan bersama Posyandu dan kelompok agama.",
    ),
    "psm": (
        LegalStatus.NONE, "",
        "Mendampingi lansia dan penyandang disabilitas di rumah.",
        "Lansia yang hidup sendiri.",
        "Pendamping keluarga sasaran FCU.",
    ),
    "lpm": (
        LegalStatus.REGISTERED, "SK Kepala Desa 2/2020",
        "Menyusun rencana pembangunan desa bersama warga.",
        "Usulan warga miskin yang tidak sampai ke musyawarah.",
        "Membawa usulan FCU ke musrenbang.",
    ),
    "kube": (
        LegalStatus.REGISTERED, "460/31/DINSOS/2023",
        "Simpan pinjam dan usaha bersama anggota.",
        "Modal kecil; harga jual rendah.",
        "Magang bagi keluarga sasaran.",
    ),
    "worship": (
        LegalStatus.LEGAL_BODY, "",
        "Ibadah, kunjungan, dan dana sosial jemaat.",
        "Keluarga yang berselisih; keluarga berduka.",
        "Bimbingan keluarga bersama pendamping FCU.",
    ),
    "koperasi": (
        LegalStatus.LEGAL_BODY, "AHU-0004127.AH.01.26",
        "Simpan pinjam bagi usaha kecil.",
        "",
        "",
    ),
    "lk3": (
        LegalStatus.REGISTERED, "460/17/DINSOS/2022",
        "Konsultasi keluarga, dan menempatkan rujukan kabupaten.",
        "Perselisihan rumah tangga; kekerasan; anak bermasalah.",
        "Melatih pendamping dan pengurus FCU.",
    ),
    "children": (
        LegalStatus.LEGAL_BODY, "AHU-0011873.AH.01.04",
        "Mengasuh anak yang orang tuanya tidak mampu.",
        "",
        "",
    ),
    "legal_aid": (
        LegalStatus.LEGAL_BODY, "AHU-0009342.AH.01.04",
        "Bantuan hukum cuma-cuma bagi orang miskin.",
        "",
        "",
    ),
}  # fmt: skip

PAPERS = {
    "Pemeriksaan dan pengobatan": "KK, KTP-el, kartu JKN bila ada",
    "Kejar paket A, B, C": "KK, ijazah terakhir bila ada",
    "Pinjaman usaha kecil tanpa agunan": "KTP-el, surat keterangan usaha dari desa",
    "Usul bantuan sosial dan DTSEN": "KK, KTP-el, surat pengantar desa",
    "Pengantar KK dan KTP": "KK lama, surat pengantar RT",
    "Bantuan sosial dan alat bantu": "KK, KTP-el, surat rujukan",
    "Rawat jalan dan rawat inap": "KTP-el, kartu JKN, surat rujukan Puskesmas",
    "KK, KTP-el, akta": "Formulir F-1.01, KK lama, surat keterangan lahir",
    "Pelatihan menjahit, las, dan olahan": "KTP-el, ijazah terakhir",
    "Beasiswa dan asrama anak": "KK, akta kelahiran, rapor",
    "Bantuan hukum cuma-cuma": "KTP-el, SKTM",
}


def facts_of(key, region, number):
    """Fields of Institution for the ``number``th one of this region."""
    names = ("legal_status", "legal_number", "roles_and_tasks", "problems_met", "joint_roles")
    latitude, longitude = (Decimal(degrees) for degrees in CENTRES[region.pk])
    north, east = STEPS[number % len(STEPS)]
    point = {"latitude": latitude + north * STEP, "longitude": longitude + east * STEP}
    return dict(zip(names, FACTS.get(key, ()), strict=False)) | point
