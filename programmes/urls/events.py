from django.urls import path

from programmes.views import event_papers, events, reach

EVENT = "kegiatan/<int:pk>"
urlpatterns = [
    path("kegiatan/", events.index, name="events"),
    path("kegiatan/unduh/", events.export, name="export_events"),
    path("kegiatan/catat/", events.add, name="add_event"),
    path("kegiatan/jangkauan/", reach.matrix, name="reach"),
    path("kegiatan/jangkauan/unduh/", reach.export, name="export_reach"),
    path(f"{EVENT}/", events.detail, name="event"),
    path(f"{EVENT}/ubah/", events.change, name="change_event"),
    path(f"{EVENT}/batal/", events.call_off, name="call_off_event"),
    path(f"{EVENT}/tindak-lanjut/", events.follow_up, name="event_follow_up"),
    path(f"{EVENT}/wilayah/", reach.set_regions, name="set_reach"),
    path(f"{EVENT}/cetak/<str:kind>/", event_papers.issue, name="issue_event_paper"),
    path(f"{EVENT}/surat/<str:kind>/", event_papers.letter, name="event_letter"),
    path(f"{EVENT}/berkas/tambah/", event_papers.add, name="add_event_paper"),
    path(f"{EVENT}/berkas/<int:file_pk>/", event_papers.paper, name="event_paper"),
    path(f"{EVENT}/berkas/<int:file_pk>/hapus/", event_papers.remove, name="remove_event_paper"),
]
