"""The parts of a report in the order of its paper. The first letter of a part is its group."""

GROUPS = {
    "A": "Laporan teknis fungsional",
    "B": "Laporan administratif",
    "C": "Kegiatan kantor sendiri",
    "D": "Yang masuk terlambat",
}
PARTS = {
    "A1": "Keluarga dan anggota keluarga",
    "A2": "Asesmen keluarga",
    "A3": "Penerimaan, kasus, dan layanan",
    "A4": "Rujukan",
    "A5": "Rapat, anggota, dan kemitraan",
    "A6": "Kegiatan",
    "A7": "Pembinaan keluarga",
    "A8": "Rencana kerja masyarakat",
    "A9": "Kelompok dan pertemuan belajar",
    "A10": "Pemantauan FCU",
    "B1": "Buku kas FCU",
    "B2": "Bantuan stimulan",
    "C1": "Penanganan rujukan oleh LK3",
    "C2": "Kegiatan berjenjang",
    "C3": "Program lintas lembaga",
    "D1": "Perubahan pada masa yang sudah dibekukan",
}


def group_of(part):
    return part[0]
