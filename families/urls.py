from django.urls import path

from families.views import acts, detail, entry, life, lists, transfers

app_name = "families"
urlpatterns = [
    path("", lists.show_list, name="list"),
    path("cari/", lists.search, name="search"),
    path("unduh/", lists.export, name="export"),
    path("tambah/", entry.add, name="add"),
    path("tambah/mulai-baru/", entry.start_over, name="start_over"),
    path("pindah/", transfers.show_list, name="transfers"),
    path("pindah/minta/", transfers.ask, name="request_transfer"),
    path("pindah/<int:pk>/", transfers.show, name="transfer"),
    path("pindah/<int:pk>/<str:name>/", transfers.take_step, name="transfer_step"),
    path("<int:pk>/", detail.show, name="detail"),
    path("<int:pk>/buka-nomor/", detail.reveal, name="reveal"),
    path("<int:pk>/riwayat/", detail.show_history, name="history"),
    path("<int:pk>/ubah/", entry.edit, name="edit"),
    path("<int:pk>/ubah/mulai-baru/", entry.start_over, name="start_over"),
    path("<int:pk>/status/", acts.change_status, name="status"),
    path("<int:pk>/tutup/", acts.close, name="close"),
    path("<int:pk>/buka-kembali/", life.reopen, name="reopen"),
    path("<int:pk>/pindah/", transfers.send, name="send_transfer"),
    path("<int:pk>/pisah/", life.split, name="split"),
    path("<int:pk>/anggota/<int:member>/keluar/", life.leave, name="leave"),
    path("<int:pk>/anggota/<int:member>/kembali/", life.come_back, name="return_member"),
    path("<int:pk>/asesmen/baru/", acts.assess, name="assess"),
    path("<int:pk>/masalah/tambah/", acts.add_problem, name="add_problem"),
    path("<int:pk>/masalah/<int:problem>/", acts.move_problem, name="move_problem"),
    path("<int:pk>/potensi/tambah/", acts.add_potential, name="add_strength"),
    path("<int:pk>/kesediaan/tambah/", acts.add_consent, name="add_consent"),
    path("<int:pk>/kesediaan/<int:consent>/tarik/", acts.end_consent, name="withdraw_consent"),
    path("<int:pk>/kesediaan/<int:consent>/berkas/", acts.consent_scan, name="consent_scan"),
]
