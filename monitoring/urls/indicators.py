from django.urls import path

from monitoring.views import indicator_papers, indicators, targets

urlpatterns = [
    path("indikator/", indicators.overview, name="indicators"),
    path("indikator/fcu/<int:pk>/", indicators.unit, name="unit_indicators"),
    path("indikator/target/", targets.targets, name="targets"),
    path("indikator/unduh/", indicator_papers.export, name="export_indicators"),
    path("indikator/cetak/<str:region>/", indicator_papers.issue, name="print_indicators"),
    path("indikator/berkas/<str:region>/", indicator_papers.paper, name="paper_of_indicators"),
    path("indikator/<slug:code>/", indicators.indicator, name="indicator"),
    path("indikator/<slug:code>/unduh/", indicators.export_indicator, name="export_indicator"),
]
