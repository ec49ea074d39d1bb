from django.urls import path

from families.views import acts, assessing, checklists, detail, entry, lists

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
    path("<int:pk>/asesmen/baru/", assessing.assess, name="assess"),
    path("<int:pk>/asesmen/mulai-baru/", assessing.start_over, name="assess_anew"),
    path("<int:pk>/asesmen/banding/", assessing.show_comparison, name="comparison"),
    path("<int:pk>/asesmen/<int:assessment_pk>/", assessing.show, name="assessment"),
    path("<int:pk>/masalah/tambah/", acts.add_problem, name="add_problem"),
    path("<int:pk>/masalah/<int:problem>/", acts.move_problem, name="move_problem"),
    path("<int:pk>/potensi/tambah/", acts.add_potential, name="add_strength"),
    path("<int:pk>/kesediaan/tambah/", acts.add_consent, name="add_consent"),
    path("<int:pk>/kesediaan/<int:consent>/tarik/", acts.end_consent, name="withdraw_consent"),
    path("<int:pk>/kesediaan/<int:consent>/berkas/", acts.consent_scan, name="consent_scan"),
    path("indikator/", checklists.show_list, name="checklists"),
    path("indikator/baru/", checklists.start, name="start_checklist"),
    path("indikator/<int:set_pk>/", checklists.show, name="checklist"),
    path("indikator/<int:set_pk>/berlakukan/", checklists.enforce, name="enforce_checklist"),
    path("indikator/<int:set_pk>/tunda/", checklists.hold_back, name="hold_back_checklist"),
    path("indikator/<int:set_pk>/hapus/", checklists.discard, name="discard_checklist"),
    path("indikator/<int:set_pk>/tambah/", checklists.add, name="add_indicator"),
    path("indikator/<int:set_pk>/<int:indicator>/", checklists.reword, name="reword_indicator"),
    path("indikator/<int:set_pk>/pindah/", checklists.move, name="move_indicator"),
    path("indikator/<int:set_pk>/<int:indicator>/hapus/", checklists.remove, name="remove_indicator"),
]
