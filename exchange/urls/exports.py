from django.urls import path

from exchange.views import exports, people

app_name = "exports"
urlpatterns = [
    path("pengguna/", people.export, name="people"),
    path("<int:pk>/", exports.download, name="download"),
]
