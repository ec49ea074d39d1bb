from django.urls import path

from programmes.views import businesses, groups, members, session_record, sessions

GROUP = "kelompok/<int:pk>"
MEMBER = f"{GROUP}/anggota/<int:member>"
SESSION = "pertemuan/<int:pk>"
urlpatterns = [
    path("kelompok/", groups.index, name="groups"),
    path("kelompok/unduh/", groups.export, name="export_groups"),
    path("kelompok/bentuk/", groups.add, name="add_group"),
    path(f"{GROUP}/", groups.detail, name="group"),
    path(f"{GROUP}/ubah/", groups.change, name="change_group"),
    path(f"{GROUP}/anggota/unduh/", groups.export_members, name="export_group_members"),
    path(f"{GROUP}/anggota/tambah/", members.add, name="add_group_members"),
    path(f"{GROUP}/anggota/warga-lain/", members.add_one, name="add_group_other"),
    path(f"{GROUP}/tindak-lanjut/", members.follow_up, name="group_follow_up"),
    path(f"{MEMBER}/", members.detail, name="group_member"),
    path(f"{MEMBER}/keluar/", members.leave, name="leave_group"),
    path(f"{MEMBER}/tindak-lanjut/", members.recommend_member, name="recommend_member"),
    path(f"{MEMBER}/tindak-lanjut/<int:step>/tarik/", members.take_back_step, name="take_back_step"),
    path(f"{GROUP}/usaha/tambah/", businesses.add, name="add_business"),
    path(f"{GROUP}/usaha/bagi/", members.places, name="group_businesses"),
    path(f"{GROUP}/usaha/<int:business>/", businesses.change, name="change_business"),
    path(f"{GROUP}/usaha/<int:business>/berlanjut/", businesses.goes_on, name="business_goes_on"),
    path(f"{GROUP}/pertemuan/", sessions.index, name="group_sessions"),
    path(f"{GROUP}/pertemuan/unduh/", sessions.export, name="export_sessions"),
    path(f"{GROUP}/pertemuan/rencana/", sessions.plan, name="plan_sessions"),
    path(f"{GROUP}/pertemuan/tambah/", sessions.add, name="add_session"),
    path(f"{SESSION}/", sessions.detail, name="session"),
    path(f"{SESSION}/catat/", session_record.record, name="record_session"),
    path(f"{SESSION}/hari/", sessions.move, name="move_session"),
    path(f"{SESSION}/batal/", sessions.call_off, name="call_off_session"),
    path(f"{SESSION}/daftar-hadir/", session_record.attendance_list, name="session_attendance"),
]
