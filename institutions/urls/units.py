from django.urls import path

from institutions.views import board, founding, meetings, members, units

app_name = "units"
urlpatterns = [
    path("", units.index, name="list"),
    path("unduh/", units.export, name="export"),
    path("baru/", founding.add, name="add"),
    path("<int:pk>/", units.detail, name="detail"),
    path("<int:pk>/ubah/", founding.change, name="change"),
    path("<int:pk>/sk/", founding.decree, name="decree"),
    path("<int:pk>/sk/unduh/", founding.decree_scan, name="decree_scan"),
    path("<int:pk>/papan/", board.board, name="board"),
    path("<int:pk>/papan/cetak/", board.issue, name="issue_board"),
    path("<int:pk>/papan/<int:file_pk>/", board.paper, name="board_paper"),
    path("<int:pk>/nonaktif/", founding.close, name="close"),
    path("<int:pk>/anggota/baru/", members.add, name="add_member"),
    path("anggota/<int:pk>/keluar/", members.leave, name="leave"),
    path("<int:pk>/pengurus/baru/", members.elect, name="elect"),
    path("pengurus/<int:pk>/akhiri/", members.end, name="end_term"),
    path("<int:pk>/rapat/", meetings.index, name="meetings"),
    path("<int:pk>/rapat/baru/", meetings.add, name="add_meeting"),
    path("rapat/<int:pk>/", meetings.detail, name="meeting"),
    path("rapat/<int:pk>/ubah/", meetings.change, name="change_meeting"),
    path("rapat/<int:pk>/cetak/", meetings.sheet, name="meeting_sheet"),
]
