from django import forms
from django.contrib.auth import authenticate

from accounts.models import User
from core.forms import FcuForm


class SignInForm(FcuForm):
    username = forms.CharField(
        label="Nama pengguna",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Kata sandi",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Enam kali salah, akun terkunci 15 menit.",
    )
    shared = forms.BooleanField(
        label="Komputer ini dipakai bersama",
        required=False,
        help_text="Anda keluar sendiri setelah 20 menit tidak dipakai.",
    )
    mark_optional = False
    user = None

    def __init__(self, request, data=None):
        super().__init__(data)
        self.request = request

    def clean_username(self):
        return User.normalize_username(self.cleaned_data["username"])

    def clean(self):
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name and password:
            self.user = authenticate(self.request, username=name, password=password)
            if self.user is None:
                raise forms.ValidationError("Nama pengguna atau kata sandi salah. Periksa ejaan dan huruf besarnya.")
