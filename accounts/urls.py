from django.urls import path

from accounts.views import duties, own, passwords, people, signing

app_name = "accounts"
urlpatterns = [
    path("masuk/", signing.sign_in, name="sign_in"),
    path("keluar/", signing.sign_out, name="sign_out"),
    path("masuk/lupa/", passwords.forgot, name="forgot"),
    path("masuk/lupa/terkirim/", passwords.forgot_sent, name="forgot_sent"),
    path("masuk/baru/", passwords.reset_form, name="reset_form"),
    path("masuk/baru/<str:key>/<str:token>/", passwords.reset, name="reset"),
    path("akun/", own.me, name="me"),
    path("akun/kata-sandi/", passwords.change, name="password"),
    path("akun/konsep/<slug:form>/<uuid:token>/", own.draft, name="draft"),
    path("pengguna/", people.people, name="users"),
    path("pengguna/tambah/", people.add, name="add"),
    path("pengguna/<int:pk>/", people.person, name="user"),
    path("pengguna/<int:pk>/ubah/", people.change, name="change"),
    path("pengguna/<int:pk>/aktifkan/", duties.activate, name="activate"),
    path("pengguna/<int:pk>/nonaktifkan/", duties.deactivate, name="deactivate"),
    path("pengguna/<int:pk>/kata-sandi/", duties.start_password, name="start_password"),
    path("pengguna/<int:pk>/penugasan/", duties.add, name="add_assignment"),
    path("pengguna/<int:pk>/penugasan/<int:assignment>/akhiri/", duties.end, name="end_assignment"),
]
