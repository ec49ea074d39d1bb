"""Addresses of the apps above that the frame links to, empty."""

from django.http import HttpResponse
from django.urls import include, path


def nothing(request):
    return HttpResponse()


account = [path("keluar/", nothing, name="sign_out"), path("akun/", nothing, name="me")]
urlpatterns = [
    path("", include((account, "accounts"))),
    path("pemberitahuan/", include(([path("", nothing, name="list")], "notices"))),
]
