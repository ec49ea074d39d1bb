from django.urls import path

from mentoring.views import calendar, home, pages, pairing, sheets, visits

urlpatterns = [
    path("", home.home, name="home"),
    path("unduh/", home.export, name="export"),
    path("menunggu/", home.waiting, name="waiting"),
    path("menunggu/unduh/", home.export_waiting, name="export_waiting"),
    path("dipantau/", home.watched, name="watched"),
    path("dipantau/unduh/", home.export_watched, name="export_watched"),
    path("pasangkan/<int:family_pk>/", pairing.pair, name="pair"),
    path("batas/<str:code>/", pairing.rule, name="rule"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/ganti/", pairing.change, name="change_pioneer"),
    path("<int:pk>/pendamping/", pairing.mentor, name="change_mentor"),
    path("<int:pk>/akhiri/", pairing.end, name="end"),
    path("<int:pk>/jadwal/", pages.replan, name="replan"),
    path("<int:pk>/kunjungan/", visits.record, name="record_visit"),
    path("<int:pk>/lembar/", sheets.one, name="sheet"),
    path("lembar/", sheets.all_of_mine, name="sheets"),
    path("kunjungan/<int:pk>/", visits.detail, name="visit"),
    path("kunjungan/<int:pk>/ubah/", visits.change, name="change_visit"),
    path("kunjungan/<int:pk>/foto/", visits.photo, name="visit_photo"),
    path("kalender/", calendar.month, name="calendar"),
    path("kalender/unduh/", calendar.export, name="export_calendar"),
    path("kalender/alamat/", calendar.address, name="feed_address"),
    path("kalender/alamat/baru/", calendar.renew, name="renew_feed"),
    path("kalender/alamat/hapus/", calendar.stop, name="stop_feed"),
    path("kalender/<str:key>.ics", calendar.feed, name="feed"),
]
