from django.urls import path

from referrals.views import (
    answering,
    beginning,
    deciding,
    figures,
    files,
    letters,
    limits,
    links,
    lists,
    pages,
    posts,
    sessions,
    writing,
)

app_name = "referrals"
urlpatterns = [
    path("", lists.home, name="list"),
    path("semua/", lists.everything, name="all"),
    path("semua/unduh/", lists.export, name="export"),
    path("menunggu/unduh/", lists.export_waiting, name="export_waiting"),
    path("pengaturan/petugas/", posts.everything, name="posts"),
    path("pengaturan/petugas/unduh/", posts.export, name="export_posts"),
    path("pengaturan/petugas/<str:post>/", posts.name, name="name_deputy"),
    path("pengaturan/petugas/<str:post>/akhiri/", posts.dismiss, name="dismiss_deputy"),
    path("pengaturan/batas-waktu/", limits.edit, name="limits"),
    path("dilayani/", lists.serving, name="served_here"),
    path("dilayani/unduh/", lists.export_served_here, name="export_served_here"),
    path("di-penyedia/", lists.placed, name="at_providers"),
    path("di-penyedia/unduh/", lists.export_at_providers, name="export_at_providers"),
    path("putuskan/", deciding.decide, name="decide"),
    path("putuskan/<uuid:token>/", deciding.decided, name="decided"),
    path("keluarga/<int:family_pk>/", beginning.for_family, name="for_family"),
    path("angka/", figures.index, name="figures"),
    path("angka/unduh/", figures.export, name="figures_export"),
    path("baru/<int:case_pk>/", writing.write, name="write"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/ubah/", writing.change, name="change"),
    path("<int:pk>/langkah/<slug:name>/", pages.step, name="step"),
    path("<int:pk>/pertemuan/", sessions.record, name="session"),
    path("<int:pk>/surat/", files.letter, name="letter"),
    path("<int:pk>/lampiran/", files.attach, name="attach"),
    path("<int:pk>/lampiran/<int:file_pk>/", files.attachment, name="attachment"),
    path("<int:pk>/lampiran/<int:file_pk>/penyedia/", writing.send_scan, name="send_scan"),
    path("<int:pk>/lampiran/<int:file_pk>/hapus/", files.detach, name="detach"),
    path("<int:pk>/tautan/", links.renew, name="renew_link"),
    path("<int:pk>/tautan/tutup/", links.close, name="close_link"),
]

# At /j/: the answer of a provider without an account.
answer_patterns = [
    path("", answering.code, name="code"),
    path("<str:token>/", answering.cover, name="cover"),
    path("<str:token>/jawab/", answering.answer, name="answer"),
    path("<str:token>/salah-kirim/", answering.wrong_receiver, name="wrong_receiver"),
    path("<str:token>/berkas/<int:file_pk>/", answering.attachment, name="attachment"),
]

urlpatterns += [
    path("<int:pk>/surat/keluarga/", letters.make_status, name="make_status"),
    path("<int:pk>/surat/keluarga/unduh/", letters.status, name="status"),
    path("<int:pk>/surat/pengantar/", letters.make_introduction, name="make_introduction"),
    path("<int:pk>/surat/pengantar/unduh/", letters.introduction, name="introduction"),
]
