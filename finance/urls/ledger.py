from django.urls import path

from finance.views import entries, ledger, months

urlpatterns = [
    path("", ledger.index, name="books"),
    path("unduh/", ledger.export_books, name="export_books"),
    path("<int:pk>/", ledger.book, name="book"),
    path("<int:pk>/unduh/", ledger.export_book, name="export_book"),
    path("<int:pk>/rekap/", ledger.recap, name="recap"),
    path("<int:pk>/rekap/unduh/", ledger.export_recap, name="export_recap"),
    path("<int:pk>/rekap/<str:period>/cetak/", months.make_recap, name="make_recap"),
    path("<int:pk>/rekap/<str:period>/pdf/", months.recap_paper, name="recap_paper"),
    path("<int:pk>/anggaran/", ledger.budget, name="budget"),
    path("<int:pk>/catat/", entries.add, name="add_entry"),
    path("<int:pk>/bulan/<str:period>/", months.detail, name="month"),
    path("<int:pk>/bulan/<str:period>/cetak/", months.make_book, name="make_book"),
    path("<int:pk>/bulan/<str:period>/pdf/", months.book_paper, name="book_paper"),
    path("<int:pk>/bulan/<str:period>/putusan/<str:name>/", months.step, name="month_step"),
    path("catatan/<int:pk>/", entries.detail, name="entry"),
    path("catatan/<int:pk>/balik/", entries.reverse_form, name="reverse_entry"),
    path("catatan/<int:pk>/pindaian/", entries.scan_form, name="add_scan"),
    path("catatan/<int:pk>/bukti/", entries.scan, name="scan"),
    path("catatan/<int:pk>/kwitansi/cetak/", entries.make_receipt, name="make_receipt"),
    path("catatan/<int:pk>/kwitansi/", entries.receipt, name="receipt"),
]
