from django.urls import path

from jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/kemajuan/", views.panel, name="panel"),
    path("<int:pk>/ulangi/", views.retry, name="retry"),
    path("<int:pk>/batalkan/", views.cancel, name="cancel"),
]
