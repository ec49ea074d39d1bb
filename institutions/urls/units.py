from django.urls import path

from institutions.views import calendar, decisions, founding, meeting_papers, meetings, members, plans, units

app_name = "units"
urlpatterns = [
    path("", units.index, name="list"),
    path("unduh/", units.export, name="export"),
    path("baru/", founding.add, name="add"),
    path("<int:pk>/", units.detail, name="detail"),
    path("<int:pk>/ubah/", founding.change, name="change"),
    path("<int:pk>/sk/", founding.decree, name="decree"),
    path("<int:pk>/sk/unduh/", founding.decree_scan, name="decree_scan"),
    path("<int:pk>/nonaktif/", founding.close, name="close"),
    path("<int:pk>/anggota/baru/", members.add, name="add_member"),
    path("anggota/<int:pk>/keluar/", members.leave, name="leave"),
    path("<int:pk>/pengurus/baru/", members.elect, name="elect"),
    path("pengurus/<int:pk>/akhiri/", members.end, name="end_term"),
    path("<int:pk>/rapat/", meetings.index, name="meetings"),
    path("<int:pk>/rapat/baru/", meetings.add, name="add_meeting"),
    path("rapat/<int:pk>/", meetings.detail, name="meeting"),
    path("rapat/<int:pk>/ubah/", meetings.change, name="change_meeting"),
    path("<int:pk>/rapat/rencana/", plans.add, name="plan_meeting"),
    path("rapat/<int:pk>/rencana/", plans.change, name="change_plan"),
    path("rapat/<int:pk>/batal/", plans.call_off, name="call_off"),
    path("rapat/<int:pk>/pesan/", plans.message, name="meeting_message"),
    path("rapat/<int:pk>/surat/<str:kind>/", meeting_papers.letter, name="meeting_letter"),
    path("rapat/<int:pk>/surat/<str:kind>/terbit/", meeting_papers.issue, name="issue_letter"),
    path("rapat/<int:pk>/berkas/", meeting_papers.add, name="add_meeting_paper"),
    path("rapat/<int:pk>/berkas/<int:file_pk>/", meeting_papers.download, name="meeting_paper"),
    path("rapat/<int:pk>/berkas/<int:file_pk>/hapus/", meeting_papers.remove, name="remove_meeting_paper"),
    path("<int:pk>/keputusan/", decisions.index, name="decisions"),
    path("rapat/<int:pk>/keputusan/baru/", decisions.add, name="add_decision"),
    path("keputusan/<int:pk>/ubah/", decisions.change, name="change_decision"),
    path("keputusan/<int:pk>/selesai/", decisions.finish, name="finish_decision"),
    path("keputusan/<int:pk>/buka/", decisions.reopen, name="reopen_decision"),
    path("<int:pk>/kalender.ics", calendar.feed, name="calendar"),
]
