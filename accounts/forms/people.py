from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import ROLE_LEVELS, Role
from accounts.models import User
from core.forms import DateField, FcuForm, FcuModelForm, PhoneField, TokenField, VersionField
from regions.enums import LEVEL_BY_LENGTH, Level
from regions.forms import RegionPicker
from regions.queries import region_name


class RoleForm(FcuForm):
    """The first step: which role, among those that the manager may give."""

    role = forms.ChoiceField(label="Peran", widget=forms.RadioSelect)

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, Role(role).label) for role in roles]


class PlacedForm(RegionPicker, FcuForm):
    """What names a role needs a place of the role's level, within the manager's regions; national roles need none."""

    def __init__(self, *args, role, codes, **kwargs):
        self.role = Role(role)
        level = ROLE_LEVELS[self.role]
        super().__init__(*args, codes=codes, level=level or Level.PROVINCE, **kwargs)
        if level is None:
            for name in self.region_fields:
                del self.fields[name]
            self.depth = 0

    def clean(self):
        if not self.depth:
            self.cleaned_data["region"] = None
            return self.cleaned_data
        return super().clean()


class UserFields(forms.Form):
    name = forms.CharField(label="Nama lengkap", max_length=120)
    email = forms.EmailField(
        label="Surel", required=False, help_text="Untuk pemberitahuan dan bila kata sandi terlupa."
    )
    phone = PhoneField(label="Telepon", required=False)


class NewUserForm(UserFields, PlacedForm):
    form_token = TokenField()
    username = forms.CharField(
        label="Nama pengguna",
        max_length=60,
        help_text="Untuk masuk: huruf kecil, angka, titik. Contoh: marlinda.tefnai",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ["form_token", "name", "username", "email", "phone"]

    def clean_username(self):
        name = User.normalize_username(self.cleaned_data["username"])
        try:
            User.username_validator(name)
        except ValidationError as error:
            raise ValidationError("Pakai huruf, angka, dan titik saja, tanpa spasi.") from error
        if User.objects.filter(username=name).exists():
            raise ValidationError("Nama pengguna itu sudah dipakai. Pilih yang lain, misalnya tambahkan nama desa.")
        return name


class ChangeUserForm(FcuModelForm):
    version = VersionField()
    email = UserFields.base_fields["email"]
    phone = UserFields.base_fields["phone"]

    class Meta:
        model = User
        fields = ["name", "email", "phone"]


class NewAssignmentForm(PlacedForm):
    form_token = TokenField()
    starts_on = DateField(label="Mulai", initial=timezone.localdate)
    ends_on = DateField(label="Sampai", required=False)


class EndAssignmentForm(FcuForm):
    on = DateField(label="Hari terakhir bertugas", initial=timezone.localdate)


class PeopleFilter(FcuForm):
    """The filters of the list; choices only from what the manager can see."""

    STATES = [("", "Semua"), ("aktif", "Aktif"), ("nonaktif", "Dinonaktifkan"), ("tanpa", "Tanpa penugasan")]
    q = forms.CharField(required=False, max_length=100)
    peran = forms.ChoiceField(label="Peran", required=False, choices=[("", "Semua"), *Role.choices])
    wilayah = forms.CharField(
        label="Kode wilayah", required=False, max_length=13, help_text="Contoh 53.01.05 untuk satu kecamatan."
    )
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=STATES)
    mark_optional = False

    def clean_wilayah(self):
        code = self.cleaned_data["wilayah"]
        if code and (len(code) not in LEVEL_BY_LENGTH or region_name(code) is None):
            raise ValidationError("Kode wilayah itu tidak ada. Contoh 53.01.05.")
        return code
