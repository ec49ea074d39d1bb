from django.urls import path

from exchange.views import batches, sending

app_name = "exchange"

urlpatterns = [
    path("", sending.index, name="list"),
    path("unduh/", sending.export, name="export"),
    path("baru/<str:kind>/", sending.send, name="send"),
    path("templat/<str:kind>/", sending.template, name="template"),
    path("<int:pk>/", batches.show, name="batch"),
    path("<int:pk>/kemajuan/", batches.panel, name="panel"),
    path("<int:pk>/kolom/", batches.columns, name="columns"),
    path("<int:pk>/putuskan/", batches.decide, name="decide"),
    path("<int:pk>/masukkan/", batches.confirm, name="confirm"),
    path("<int:pk>/baca-lagi/", batches.read_again, name="read_again"),
    path("<int:pk>/buang/", batches.discard, name="discard"),
    path("<int:pk>/batalkan/", batches.undo, name="undo"),
    path("<int:pk>/hentikan/", batches.give_up, name="give_up"),
    path("<int:pk>/salah/", batches.download_wrong, name="wrong"),
    path("<int:pk>/slip/", batches.download_slips, name="slips"),
    path("<int:pk>/slip/hapus/", batches.drop_slips, name="drop_slips"),
]
