from django.urls import path

from reporting.views import lists, pages

app_name = "reporting"
urlpatterns = [
    path("", lists.report_list, name="list"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/panel/", pages.panel, name="panel"),
    path("<int:pk>/uraian/", pages.narrative, name="narrative"),
    path("<int:pk>/hitung/", pages.recount_figures, name="recount"),
    path("<int:pk>/revisi/", pages.revise, name="revise"),
    path("<int:pk>/unduh/", pages.download, name="download"),
    path("<int:pk>/<slug:step_name>/", pages.advance, name="advance"),
]
