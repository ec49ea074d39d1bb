from django.urls import path

from institutions.views import directory, hsds, map, offers

app_name = "institutions"
urlpatterns = [
    path("", directory.index, name="list"),
    path("unduh/", directory.export, name="export"),
    path("baru/", directory.add, name="add"),
    path("layanan/", offers.index, name="offers"),
    path("layanan/unduh/", offers.export, name="export_offers"),
    path("layanan/<int:pk>/ubah/", offers.change, name="change_offer"),
    path("layanan/<int:pk>/henti/", offers.stop, name="stop_offer"),
    path("hsds/", hsds.export, name="hsds"),
    path("peta/", map.index, name="map"),
    path("peta/unduh/", map.export, name="export_map"),
    path("peta/kebutuhan/unduh/", map.export_needs, name="export_needs"),
    path("peta/matriks/", map.matrix, name="matrix"),
    path("peta/matriks/unduh/", map.export_matrix, name="export_matrix"),
    path("peta/keluarga/", map.families, name="map_families"),
    path("peta/keluarga/unduh/", map.export_families, name="export_map_families"),
    path("peta/titik/", map.points, name="map_points"),
    path("<int:pk>/", directory.detail, name="detail"),
    path("<int:pk>/ubah/", directory.change, name="change"),
    path("<int:pk>/pastikan/", directory.confirm, name="confirm"),
    path("<int:pk>/layanan/baru/", offers.add, name="add_offer"),
]
