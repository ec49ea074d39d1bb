"""The data dictionary of the open data, in the columns of MS-Var (metadata of a statistical variable, Peraturan BPS
5/2020): first the columns of the file, then the variables that ``kode_variabel`` names."""

from core.formatting import in_sentence
from reporting.documents.open_data import FINAL, HEADS, PRELIMINARY

MS_VAR = (
    "nama_variabel", "alias", "konsep", "definisi", "referensi_pemilihan", "referensi_waktu", "tipe_data",
    "klasifikasi_isian", "aturan_validasi", "kalimat_pertanyaan", "dapat_diakses_umum",
)  # fmt: skip
GUIDELINE = "Pedoman Umum Family Care Unit; Peraturan Presiden 39/2019 tentang Satu Data Indonesia"
CODES = "Kode dan Data Wilayah Administrasi Pemerintahan (Kementerian Dalam Negeri)"
NONE, YES, TEXT, WHOLE = "Tidak ada", "Ya", "String", "Integer"
# alias: (name, definition, classification, rule)
COLUMNS = {
    "kode_provinsi": ("Kode provinsi", "Provinsi tempat FCU.", CODES, "Dua angka; selalu terisi"),
    "kode_kabupaten_kota": (
        "Kode kabupaten/kota", "Kabupaten atau kota tempat FCU.", CODES, "Seperti 53.01; selalu terisi",
    ),
    "kode_kecamatan": (
        "Kode kecamatan", "Kecamatan tempat FCU.", CODES, "Seperti 53.01.05; kosong pada baris kabupaten/kota",
    ),
    "kode_desa_kelurahan": (
        "Kode desa/kelurahan", "Desa atau kelurahan tempat FCU.", CODES,
        "Seperti 53.01.05.2011; kosong pada baris kabupaten/kota dan kecamatan",
    ),
    "nama_wilayah": ("Nama wilayah", "Nama wilayah yang kodenya paling panjang pada baris itu.", CODES, NONE),
    "tingkat": (
        "Tingkat wilayah", "Tingkat wilayah pada baris itu.", "Kabupaten/Kota; Kecamatan; Desa/Kelurahan", NONE,
    ),
    "periode": (
        "Periode", "Masa yang dilaporkan menurut tahun kalender pada jam setempat.",
        "2026-T3 triwulan, 2026-S1 semester, 2026 tahun", "20\\d\\d(-T[1-4]|-S[12])?",
    ),
    "kode_variabel": ("Kode variabel", "Alias variabel yang dihitung.", "Alias pada kamus data ini", NONE),
    "nilai": (
        "Nilai", "Angka dari laporan triwulan FCU yang sudah dibekukan dan diterima TKSK.", NONE,
        "Bilangan bulat; kosong bila kolom tanda terisi",
    ),
    "satuan": ("Satuan", "Satuan nilai.", NONE, NONE),
    "status": (
        "Status data", "Tetap bila masa telah berakhir dan semua laporan FCU wilayah itu sudah diterima.",
        f"{FINAL}; {PRELIMINARY}", NONE,
    ),
    "tanda": (
        "Tanda", "Sebab nilai kosong: disembunyikan agar keadaan beberapa orang tidak terbaca, atau belum dihitung.",
        "disembunyikan; belum_dihitung; kosong", "Terisi bila dan hanya bila nilai kosong",
    ),
}  # fmt: skip


def dictionary_rows(variables):
    return [*(_column(alias) for alias in HEADS), *(_row(variable) for variable in variables)]


def _column(alias):
    name, definition, classification, rule = COLUMNS[alias]
    kind = WHOLE if alias == "nilai" else TEXT
    return (name, alias, "Kolom berkas data", definition, GUIDELINE, NONE, kind, classification, rule, NONE, YES)


def _row(variable):
    return (
        variable.name, variable.alias, variable.concept, variable.definition, GUIDELINE, _time(variable), WHOLE,
        variable.classification, _rule(variable), f"Berapa {in_sentence(variable.name)} ({variable.unit})?", YES,
    )  # fmt: skip


def _time(variable):
    return "Hari terakhir masa" if variable.is_stock else "Selama masa"


def _rule(variable):
    if not variable.is_protected:
        return "Bilangan bulat"
    return "Bilangan bulat 0 atau lebih; 1 sampai 4 disembunyikan, juga yang bisa dihitung dari yang lain"
