from django.urls import path

from cases.views import handling, intakes, lists, records

app_name = "cases"
urlpatterns = [
    path("", lists.cases, name="list"),
    path("penerimaan/", lists.intakes, name="intakes"),
    path("penerimaan/catat/", intakes.record, name="record_intake"),
    path("penerimaan/<int:pk>/", intakes.detail, name="intake"),
    path("penerimaan/<int:pk>/informasi/", intakes.inform, name="inform"),
    path("penerimaan/<int:pk>/keluarga/", intakes.link, name="link_family"),
    path("penerimaan/<int:pk>/kasus/", handling.open_from_intake, name="open_from_intake"),
    path("baru/<int:family_pk>/", handling.open_for_family, name="open"),
    path("<int:pk>/", handling.detail, name="detail"),
    path("<int:pk>/langkah/<slug:name>/", handling.step, name="step"),
    path("<int:pk>/layanan/", records.give, name="service"),
    path("<int:pk>/catatan/", records.notes, name="notes"),
    path("<int:pk>/penanggung-jawab/", handling.assign, name="assign"),
    path("<int:pk>/peka/", handling.mark_sensitive, name="sensitive"),
]
