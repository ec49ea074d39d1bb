from django.urls import path

from institutions.views import founding, founding_file, grid, groups, meetings, members, units

app_name = "units"
urlpatterns = [
    path("", units.index, name="list"),
    path("unduh/", units.export, name="export"),
    path("baru/", founding.add, name="add"),
    path("wilayah/", grid.index, name="grid"),
    path("wilayah/unduh/", grid.export, name="grid_export"),
    path("<int:pk>/", units.detail, name="detail"),
    path("<int:pk>/ubah/", founding.change, name="change"),
    path("<int:pk>/sk/", founding.decree, name="decree"),
    path("<int:pk>/sk/unduh/", founding.decree_scan, name="decree_scan"),
    path("<int:pk>/sk/naskah/", founding_file.draft, name="draft_decree"),
    path("<int:pk>/sk/naskah/unduh/", founding_file.download_draft, name="decree_draft"),
    path("<int:pk>/pembentukan/", founding_file.index, name="founding"),
    path("<int:pk>/pembentukan/baru/", founding_file.add, name="add_step"),
    path("pembentukan/<int:pk>/ubah/", founding_file.change, name="change_step"),
    path("pembentukan/<int:pk>/berkas/baru/", founding_file.add_paper, name="add_founding_paper"),
    path("pembentukan/berkas/<int:pk>/", founding_file.paper, name="founding_paper"),
    path("pembentukan/berkas/<int:pk>/hapus/", founding_file.remove_paper, name="remove_founding_paper"),
    path("<int:pk>/pokja/baru/", groups.add, name="add_group"),
    path("pokja/<int:pk>/ubah/", groups.change, name="change_group"),
    path("pokja/<int:pk>/akhiri/", groups.end, name="end_group"),
    path("<int:pk>/nonaktif/", founding.close, name="close"),
    path("<int:pk>/anggota/baru/", members.add, name="add_member"),
    path("anggota/<int:pk>/keluar/", members.leave, name="leave"),
    path("<int:pk>/pengurus/baru/", members.elect, name="elect"),
    path("pengurus/<int:pk>/akhiri/", members.end, name="end_term"),
    path("<int:pk>/rapat/", meetings.index, name="meetings"),
    path("<int:pk>/rapat/baru/", meetings.add, name="add_meeting"),
    path("rapat/<int:pk>/", meetings.detail, name="meeting"),
    path("rapat/<int:pk>/ubah/", meetings.change, name="change_meeting"),
    path("rapat/<int:pk>/cetak/", meetings.sheet, name="meeting_sheet"),
]
