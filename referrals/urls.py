from django.urls import path

from referrals.views import files, lists, pages, writing

app_name = "referrals"
urlpatterns = [
    path("", lists.home, name="list"),
    path("semua/", lists.everything, name="all"),
    path("baru/<int:case_pk>/", writing.write, name="write"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/ubah/", writing.change, name="change"),
    path("<int:pk>/langkah/<slug:name>/", pages.step, name="step"),
    path("<int:pk>/surat/", files.letter, name="letter"),
    path("<int:pk>/lampiran/", files.attach, name="attach"),
    path("<int:pk>/lampiran/<int:file_pk>/", files.attachment, name="attachment"),
    path("<int:pk>/lampiran/<int:file_pk>/hapus/", files.detach, name="detach"),
]
