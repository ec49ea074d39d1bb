from django.urls import path

from documents.views import offices

app_name = "offices"
urlpatterns = [
    path("", offices.index, name="list"),
    path("<str:pk>/", offices.edit, name="edit"),
    path("<str:pk>/contoh/", offices.sample, name="sample"),
    path("<str:pk>/contoh/buat/", offices.make_sample, name="make_sample"),
]
