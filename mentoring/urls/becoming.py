from django.urls import path

from mentoring.views import ending, progress, selecting, training

urlpatterns = [
    path("seleksi/", selecting.index, name="selections"),
    path("seleksi/unduh/", selecting.export, name="export_selections"),
    path("seleksi/baru/", selecting.begin, name="open_selection"),
    path("seleksi/<int:pk>/", selecting.detail, name="selection"),
    path("seleksi/<int:pk>/ubah/", selecting.change, name="change_selection"),
    path("seleksi/<int:pk>/tutup/", selecting.close, name="close_selection"),
    path("seleksi/<int:pk>/calon/", selecting.add, name="add_candidates"),
    path("seleksi/<int:pk>/calon/<int:candidate_pk>/<slug:name>/", selecting.step, name="candidate_step"),
    path("penyiapan/", training.index, name="trainings"),
    path("penyiapan/unduh/", training.export, name="export_trainings"),
    path("penyiapan/desa/", training.choose, name="training_where"),
    path("penyiapan/desa/<str:village>/", training.record, name="record_training"),
    path("penyiapan/<int:pk>/", training.detail, name="training"),
    path("penyiapan/<int:pk>/ubah/", training.change, name="change_training"),
    path("<int:pk>/lulus/", ending.graduating, name="graduate"),
    path("<int:pk>/terminasi/", ending.terminating, name="terminate"),
    path("kelulusan/<int:pk>/", ending.graduation, name="graduation"),
    path("kelulusan/<int:pk>/sertifikat/", ending.certificate, name="certificate"),
    path("kelulusan/<int:pk>/sertifikat/terbit/", ending.print_certificate, name="print_certificate"),
    path("kemajuan/", progress.families, name="progress"),
    path("kemajuan/unduh/", progress.export, name="export_progress"),
    path("kemajuan/angkatan/", progress.by_cohort, name="cohorts"),
    path("delapan-tugas/", progress.tasks, name="eight_tasks"),
    path("delapan-tugas/unduh/", progress.export_tasks, name="export_tasks"),
]
