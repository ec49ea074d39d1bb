from django.urls import path

from accounts.capabilities import Capability
from core.http import requires
from families.views import acts, detail, entry, lists

app_name = "families"
urlpatterns = [
    path("", lists.show_list, name="list"),
    path("cari/", lists.search, name="search"),
    path("unduh/", lists.export, name="export"),
    path("tambah/", entry.add, name="add"),
    path("tambah/mulai-baru/", entry.start_over, name="start_over"),
    path("pindah/minta/", requires(Capability.CHANGE_FAMILIES)(lists.show_list), name="request_transfer"),
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
    path("<int:pk>/kesediaan/tambah/", acts.add_consent, name="add_consent"),
    path("<int:pk>/kesediaan/<int:consent>/tarik/", acts.end_consent, name="withdraw_consent"),
    path("<int:pk>/kesediaan/<int:consent>/berkas/", acts.consent_scan, name="consent_scan"),
]
