from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, FcuModelForm
from families.enums import FamilyStatus
from families.models import Family
from institutions.enums import MemberKind
from institutions.forms.filling import DATE_HELP, Filled
from institutions.models import Institution, Membership, Officer
from regions.queries import path_codes


class MemberForm(Filled, FcuModelForm):
    class Meta:
        model = Membership
        fields = ["kind", "institution", "family", "name", "position", "joined_on"]
        field_classes = {"joined_on": DateField}
        widgets = {"kind": forms.RadioSelect}
        labels = {"kind": "Jenis anggota", "position": "Jabatan atau ketokohan", "joined_on": "Tanggal bergabung"}
        help_texts = {
            "institution": "Untuk wakil lembaga",
            "family": "Untuk keluarga pionir",
            "name": "Nama orangnya. Untuk keluarga pionir boleh kosong: dipakai nama kepala keluarga",
            "position": "Contoh: Ketua PKK, tokoh agama",
            "joined_on": DATE_HELP,
        }

    def __init__(self, *args, unit, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["kind"].choices = MemberKind.choices
        self.fields["joined_on"].initial = timezone.localdate
        self.fields["institution"].queryset = Institution.objects.active().filter(
            region__in=path_codes(unit.village_id)
        )
        families = Family.objects.visible_to(user).active()
        self.fields["family"].queryset = families.filter(village=unit.village_id, status=FamilyStatus.PIONEER)
        self.guard(None)

    def clean(self):
        cleaned = super().clean()
        family = cleaned.get("family") if cleaned.get("kind") == MemberKind.PIONEER else None
        if not cleaned.get("name"):
            cleaned["name"] = family.head_name if family else ""
        if not cleaned["name"] and not self.errors.get("name") and cleaned.get("kind") != MemberKind.PIONEER:
            self.add_error("name", "Isi nama.")
        return cleaned

    def _get_validation_exclusions(self):
        """What each kind needs is the service's rule, told in a sentence; the constraint stays the last word."""
        return super()._get_validation_exclusions() | {"institution", "family", "kind", "left_on"}


class LeaveForm(FcuForm):
    left_on = DateField(label="Tanggal keluar", initial=timezone.localdate)
    reason = forms.CharField(
        label="Sebab", max_length=200, help_text="Contoh: pindah desa, meninggal, mengundurkan diri"
    )


class OfficerForm(Filled, FcuModelForm):
    class Meta:
        model = Officer
        fields = ["post", "membership", "starts_on", "ends_on"]
        field_classes = {"starts_on": DateField, "ends_on": DateField}
        widgets = {"post": forms.RadioSelect}
        labels = {"membership": "Anggota yang terpilih", "starts_on": "Mulai menjabat", "ends_on": "Berakhir"}
        help_texts = {"starts_on": DATE_HELP, "ends_on": DATE_HELP}

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = unit.memberships.current()
        self.fields["post"].choices = Officer._meta.get_field("post").choices
        self.guard(None)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"starts_on", "ends_on"}


class TermForm(FcuForm):
    ends_on = DateField(label="Hari terakhir menjabat", initial=timezone.localdate)
