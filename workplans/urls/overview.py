from django.urls import path

from workplans.views import calendar, figures, overview, printing

patterns = [
    path("kisi/", overview.grid, name="grid"),
    path("kisi/unduh/", overview.export_grid, name="export_grid"),
    path("angka/", figures.figures, name="figures"),
    path("terlambat/", overview.late, name="late"),
    path("terlambat/unduh/", overview.export_late, name="export_late"),
    path("<int:pk>/jadwal/", overview.timeline, name="timeline"),
    path("<int:pk>/cetak/<str:kind>/", printing.issue, name="print"),
    path("<int:pk>/cetakan/<str:kind>/", printing.paper, name="paper_of_plan"),
    path("kalender/", calendar.address, name="feed_address"),
    path("kalender/baru/", calendar.renew, name="renew_feed"),
    path("kalender/hapus/", calendar.stop, name="stop_feed"),
    path("kalender/<str:key>.ics", calendar.feed, name="feed"),
]
