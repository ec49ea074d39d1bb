"""The columns of a list of FCU members."""

from exchange.resources import CodeWidget, Column, DayWidget, SheetResource, TextWidget
from families.resources.people import NameWidget
from institutions.enums import MemberKind

KIND_LABELS = {
    **dict.fromkeys(("wakil", "perwakilan", "utusan", "utusan lembaga", "lembaga"), MemberKind.REPRESENTATIVE),
    **dict.fromkeys(("perorangan", "perseorangan", "tokoh", "tokoh masyarakat", "individu"), MemberKind.INDIVIDUAL),
    **dict.fromkeys(("pionir", "keluarga", "kk pionir"), MemberKind.PIONEER),
}


class MembersSheet(SheetResource):
    columns = (
        Column(
            "name", "Nama", NameWidget(120), required=True,
            aliases=("nama lengkap", "nama anggota", "nama pengurus", "anggota"),
            hint="Untuk keluarga pionir boleh kosong: dipakai nama kepala keluarga.",
            examples=("Selfina Contoh", "Yohanis Contoh", ""),
        ),
        Column(
            "kind", "Jenis", CodeWidget(MemberKind.choices, KIND_LABELS), choices=MemberKind.labels,
            aliases=("jenis anggota", "unsur", "jenis keanggotaan"),
            hint="Boleh kosong: dengan lembaga berarti wakil lembaga, dengan nomor berkas berarti keluarga pionir.",
            examples=("Wakil lembaga", "Perorangan (tokoh)", "Keluarga pionir"),
        ),
        Column(
            "position", "Jabatan", TextWidget(120), aliases=("jabatan atau ketokohan", "ketokohan", "kedudukan"),
            examples=("Ketua PKK", "Tokoh agama", ""),
        ),
        Column(
            "institution", "Lembaga", TextWidget(150), aliases=("nama lembaga", "asal lembaga", "mewakili", "asal"),
            hint="Untuk wakil lembaga: nama seperti di direktori lembaga.", examples=("PKK Desa Contoh", "", ""),
        ),
        Column(
            "file_number", "Nomor berkas keluarga", TextWidget(30), aliases=("nomor berkas", "no berkas", "berkas"),
            hint="Untuk keluarga pionir: nomor di halaman keluarganya.",
        ),
        Column(
            "joined_on", "Bergabung", DayWidget(), aliases=("tanggal bergabung", "tgl bergabung", "sejak", "mulai"),
            hint="Hari-bulan-tahun. Kosong berarti hari impor.", examples=("17-08-2024", "17-08-2024", ""),
        ),
    )  # fmt: skip
