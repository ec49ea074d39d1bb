from django.urls import include, path

from fcu_project.health import health
from referrals.urls import answer_patterns

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
    path("impor/", include("exchange.urls.imports")),
    path("lembaga/", include("institutions.urls.directory")),
    path("fcu/", include("institutions.urls.units")),
    path("kasus/", include("cases.urls")),
    path("pembinaan/", include("mentoring.urls")),
    path("rujukan/", include("referrals.urls")),
    path("rencana-kerja/", include("workplans.urls")),
    path("keuangan/", include("finance.urls")),
    path("program/", include("programmes.urls")),
    path("pemantauan/", include("monitoring.urls")),
    path("j/", include((answer_patterns, "answers"))),
    path("laporan/", include("reporting.urls")),
    path("berkas/", include("jobs.urls")),
    path("unduhan/", include("exchange.urls.exports")),
    path("verifikasi/", include("documents.urls")),
    path("pengaturan/surat/", include("documents.urls.offices")),
    path("pemberitahuan/", include("notices.urls")),
]
