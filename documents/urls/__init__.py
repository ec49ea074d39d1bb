from django.urls import path

from documents.views import proof

app_name = "documents"
urlpatterns = [
    path("", proof.check, name="check"),
    path("<str:code>/", proof.verify, name="verify"),
]
