from django.urls import path

from families.views import acts, course, detail, entry, lists, standing

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
    path("<int:pk>/masalah/tambah/", course.add_problem, name="add_problem"),
    path("<int:pk>/masalah/<int:problem>/", course.move_problem, name="move_problem"),
    path("<int:pk>/potensi/tambah/", course.add_potential, name="add_strength"),
    path("<int:pk>/potensi/<int:strength>/betulkan/", course.correct_strength, name="correct_strength"),
    path("<int:pk>/keuangan/tambah/", standing.add_money, name="add_money"),
    path("<int:pk>/keuangan/<int:money>/betulkan/", standing.correct_money, name="correct_money"),
    path("<int:pk>/rumah/tambah/", standing.add_housing, name="add_housing"),
    path("<int:pk>/rumah/<int:housing>/betulkan/", standing.correct_housing, name="correct_housing"),
    path("<int:pk>/desil/tambah/", standing.add_decile, name="add_decile"),
    path("<int:pk>/desil/<int:decile>/betulkan/", standing.correct_decile, name="correct_decile"),
    path("<int:pk>/bantuan/tambah/", standing.add_aid, name="add_aid"),
    path("<int:pk>/bantuan/<int:aid>/betulkan/", standing.correct_aid, name="correct_aid"),
    path("<int:pk>/bantuan/<int:aid>/akhiri/", standing.stop_aid, name="end_aid"),
    path("<int:pk>/kesediaan/tambah/", acts.add_consent, name="add_consent"),
    path("<int:pk>/kesediaan/<int:consent>/tarik/", acts.end_consent, name="withdraw_consent"),
    path("<int:pk>/kesediaan/<int:consent>/berkas/", acts.consent_scan, name="consent_scan"),
]
