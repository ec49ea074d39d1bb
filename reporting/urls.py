from django.urls import path

from reporting.views import downloads, drafting, figures, late, lists, national, open_data, pages, papers, runs

app_name = "reporting"
urlpatterns = [
    path("", lists.report_list, name="list"),
    path("angka/", figures.figures, name="figures"),
    path("angka/excel/", figures.figures_excel, name="figures_excel"),
    path("data-terbuka/", open_data.open_data, name="open_data"),
    path("data-terbuka/data/", open_data.data_file, name="open_data_file"),
    path("data-terbuka/kamus/", open_data.dictionary_file, name="open_data_dictionary"),
    path("nasional/", national.national, name="national"),
    path("nasional/<str:code>/excel/", national.national_excel, name="national_excel"),
    path("terlambat/", late.late, name="late"),
    path("unduhan/", downloads.downloads, name="downloads"),
    path("unduhan/riwayat/", downloads.log, name="log"),
    path("gabungan/<int:pk>/", downloads.bundle, name="bundle"),
    path("gabungan/<int:pk>/unduh/", downloads.bundle_file, name="bundle_file"),
    path("pembuatan/", runs.runs, name="runs"),
    path("pembuatan/<int:pk>/", runs.run, name="run"),
    path("pembuatan/<int:pk>/batalkan/", runs.cancel, name="run_cancel"),
    path("pembuatan/<int:pk>/ulangi/", runs.retry, name="run_retry"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/panel/", pages.panel, name="panel"),
    path("<int:pk>/uraian/", drafting.narrative, name="narrative"),
    path("<int:pk>/hitung/", pages.recount_figures, name="recount"),
    path("<int:pk>/revisi/", pages.revise, name="revise"),
    path("<int:pk>/unduh/", pages.download, name="download"),
    path("<int:pk>/kurang/", drafting.missing, name="missing"),
    path("<int:pk>/foto/", drafting.photos, name="photos"),
    path("<int:pk>/kutipan/", drafting.excerpts, name="excerpts"),
    path("<int:pk>/waktu/", late.time, name="give_time"),
    path("<int:pk>/konsep/", papers.draft, name="draft"),
    path("<int:pk>/excel/", papers.excel, name="excel"),
    path("<int:pk>/<slug:step_name>/", pages.advance, name="advance"),
]
