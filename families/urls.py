from django.urls import path

from families.views import acts, consents, detail, entry, lists, papers, printing

app_name = "families"
urlpatterns = [
    path("", lists.show_list, name="list"),
    path("cari/", lists.search, name="search"),
    path("unduh/", lists.export, name="export"),
    path("tambah/", entry.add, name="add"),
    path("tambah/mulai-baru/", entry.start_over, name="start_over"),
    path("<int:pk>/", detail.show, name="detail"),
    path("<int:pk>/buka-nomor/", detail.reveal, name="reveal"),
    path("<int:pk>/riwayat/", detail.show_history, name="history"),
    path("<int:pk>/ubah/", entry.edit, name="edit"),
    path("<int:pk>/ubah/mulai-baru/", entry.start_over, name="start_over"),
    path("<int:pk>/status/", acts.change_status, name="status"),
    path("<int:pk>/tutup/", acts.close, name="close"),
    path("<int:pk>/asesmen/baru/", acts.assess, name="assess"),
    path("<int:pk>/masalah/tambah/", acts.add_problem, name="add_problem"),
    path("<int:pk>/masalah/<int:problem>/", acts.move_problem, name="move_problem"),
    path("<int:pk>/potensi/tambah/", acts.add_potential, name="add_strength"),
    path("<int:pk>/kesediaan/tambah/", consents.add, name="add_consent"),
    path("<int:pk>/kesediaan/<int:consent>/tarik/", consents.withdraw, name="withdraw_consent"),
    path("<int:pk>/kesediaan/<int:consent>/unggah/", consents.add_scan, name="add_consent_scan"),
    path("<int:pk>/kesediaan/<int:consent>/berkas/", consents.scan, name="consent_scan"),
    path("<int:pk>/kesediaan/formulir/<str:purpose>/", printing.print_consent, name="print_consent"),
    path("<int:pk>/dokumen/tambah/", papers.add, name="add_paper"),
    path("<int:pk>/dokumen/<int:paper>/", papers.download, name="paper"),
    path("<int:pk>/dokumen/<int:paper>/hapus/", papers.remove, name="remove_paper"),
    path("<int:pk>/profil/", printing.print_profile, name="print_profile"),
    path("<int:pk>/cetakan/<int:document>/", printing.download, name="print"),
    path("formulir/", printing.blank_forms, name="blank_forms"),
    path("formulir/<int:document>/", printing.blank_form, name="blank_form"),
]
