from django.urls import include, path

from fcu_project.health import health

handler400 = "core.views.bad_request"
handler403 = "core.views.forbidden"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"

urlpatterns = [
    path("", include("dashboard.urls")),
    path("healthz", health, name="health"),
    path("", include("accounts.urls")),
    path("wilayah/", include("regions.urls")),
    path("keluarga/", include("families.urls")),
    path("lembaga/", include("institutions.urls.directory")),
    path("fcu/", include("institutions.urls.units")),
    path("kasus/", include("cases.urls")),
    path("rujukan/", include("referrals.urls")),
    path("laporan/", include("reporting.urls")),
    path("berkas/", include("jobs.urls")),
    path("verifikasi/", include("documents.urls")),
    path("pemberitahuan/", include("notices.urls")),
]
