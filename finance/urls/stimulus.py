from django.urls import path

from finance.views import stimulus, stimulus_figures, stimulus_papers, stimulus_receipts, stimulus_writing

OF_ONE = "bantuan/<int:pk>"
urlpatterns = [
    path("bantuan/", stimulus.index, name="stimulus_list"),
    path("bantuan/unduh/", stimulus.export, name="export_stimulus"),
    path("bantuan/angka/", stimulus_figures.figures, name="stimulus_figures"),
    path("bantuan/angka/unduh/", stimulus_figures.export, name="export_stimulus_figures"),
    path("bantuan/usul/", stimulus_writing.choose, name="choose_family"),
    path("bantuan/usul/<int:family_pk>/", stimulus_writing.write, name="propose"),
    path(f"{OF_ONE}/", stimulus.detail, name="stimulus"),
    path(f"{OF_ONE}/ubah/", stimulus_writing.change, name="change_stimulus"),
    path(f"{OF_ONE}/putusan/<str:name>/", stimulus.step, name="stimulus_step"),
    path(f"{OF_ONE}/rekening/", stimulus.reveal, name="reveal_account"),
    path(f"{OF_ONE}/bukti/", stimulus_receipts.add, name="add_stimulus_receipt"),
    path(f"{OF_ONE}/bukti/<int:receipt_pk>/", stimulus_receipts.scan, name="stimulus_receipt"),
    path(f"{OF_ONE}/bukti/<int:receipt_pk>/hapus/", stimulus_receipts.remove, name="remove_stimulus_receipt"),
    path(f"{OF_ONE}/realisasi/", stimulus_papers.make_realisation, name="make_realisation"),
    path(f"{OF_ONE}/cetakan/<str:kind>/", stimulus_papers.paper, name="stimulus_paper"),
]
