"""What one spreadsheet may be at most, and what is said where it is more."""

MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
LARGEST_UNPACKED = 50 * MEGABYTE
MOST_MEMBERS = 200  # files inside an .xlsx or .ods
MOST_ROWS = 20_000
MOST_COLUMNS = 150
MOST_SHEETS = 10
MOST_LETTERS = 2_000  # of one cell; the rest is cut off
MEMORY = 700 * MEGABYTE
CPU_SECONDS = 8
WALL_SECONDS = 40

EMPTY = "Berkas ini kosong. Pilih berkas yang berisi data."
TOO_LARGE = "Berkas ini lebih dari 5 MB. Hapus gambar di dalamnya, atau bagi menjadi beberapa berkas."
TOO_MUCH_INSIDE = (
    "Isi berkas ini terlalu besar untuk dibuka dengan aman. Salin datanya ke lembar baru, lalu kirim itu."
)
TOO_MANY_ROWS = (
    "Lembar “{sheet}” berisi {rows} baris; paling banyak {most} baris sekali impor. Bagi per dusun atau RW."
)
TOO_MANY_COLUMNS = "Lembar “{sheet}” punya {columns} kolom; paling banyak {most}. Hapus kolom yang tidak perlu."
TOO_MANY_SHEETS = "Berkas ini punya {sheets} lembar; paling banyak {most}. Simpan lembar datanya saja."
NO_ROWS = "Tidak ada isi di berkas ini. Periksa apakah datanya ada di lembar yang disimpan."
LOCKED = "Berkas ini dikunci kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu kirim lagi."
OUTSIDE = (
    "Berkas ini menunjuk ke luar dirinya (entitas XML), jadi tidak dibuka. Simpan ulang dari Excel, lalu kirim lagi."
)
WRONG_KIND = "Ini bukan lembar kerja. Kirim berkas Excel (.xlsx, .xls), .ods, atau .csv."
WEB_PAGE = "Berkas ini halaman web yang dinamai Excel. Buka di Excel, pilih Simpan Sebagai .xlsx, lalu kirim itu."
DOCUMENT = "Ini dokumen Word atau PowerPoint. Salin tabelnya ke Excel, simpan sebagai .xlsx, lalu kirim itu."
BROKEN = "Berkas ini rusak atau tidak lengkap. Buka di Excel, simpan ulang sebagai .xlsx, lalu kirim lagi."
TOO_HEAVY = "Berkas ini tidak bisa dibuka dalam batas waktu dan memori. Salin datanya ke lembar baru, lalu kirim itu."
