from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.models import Assignment
from core.forms import FcuForm


def _password_input(kind):
    return forms.PasswordInput(attrs={"autocomplete": kind})


class NewPasswordForm(FcuForm):
    """A password chosen by its owner, typed twice."""

    password = forms.CharField(
        label="Kata sandi baru",
        max_length=200,
        strip=False,
        widget=_password_input("new-password"),
        help_text="Paling sedikit 8 huruf. Beberapa kata yang hanya Anda tahu lebih kuat daripada satu kata.",
    )
    again = forms.CharField(
        label="Ulangi kata sandi baru", max_length=200, strip=False, widget=_password_input("new-password")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def clean(self):
        first, again = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if first and again and first != again:
            self.add_error("again", "Tidak sama dengan yang di atas. Ketik lagi keduanya.")


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label="Kata sandi sekarang", max_length=200, strip=False, widget=_password_input("current-password")
    )
    field_order = ["current", "password", "again"]

    def clean_current(self):
        if not self.user.check_password(self.cleaned_data["current"]):
            raise forms.ValidationError("Kata sandi sekarang tidak benar. Ketik lagi.")
        return self.cleaned_data["current"]

    def clean(self):
        super().clean()
        if self.cleaned_data.get("password") and self.cleaned_data["password"] == self.cleaned_data.get("current"):
            self.add_error("password", "Pilih kata sandi yang lain daripada yang sekarang.")


class ForgottenForm(FcuForm):
    email = forms.EmailField(label="Surel", widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class PlacesValidator:
    """Refuses what anybody in the village would try first: the name of the place or of the programme."""

    PROGRAMME = ("family care unit", "fcu", "komunitas cinta keluarga", "dinas sosial", "tksk", "lk3")

    def validate(self, password, user=None):
        core = password.lower().strip("0123456789 !.-_@#*")
        words = {*self.PROGRAMME, *(word.replace(" ", "") for word in self.PROGRAMME), *self._places(user)}
        if core in words:
            raise forms.ValidationError("Jangan pakai nama desa, wilayah, atau program sebagai kata sandi.")

    def _places(self, user):
        if user is None or not user.pk:
            return set()
        held = Assignment.objects.filter(user=user, region__isnull=False)
        names = held.values_list("region__name", "region__parent__name", "region__parent__parent__name")
        return {name.lower() for row in names for name in row if name}

    def get_help_text(self):
        return "Kata sandi tidak boleh nama desa, wilayah, atau program."
