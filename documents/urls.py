from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("", views.check, name="check"),
    path("<str:code>/", views.verify, name="verify"),
]
