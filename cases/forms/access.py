from datetime import timedelta

from django import forms
from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import Assignment, User
from cases.enums import CheckResult, ReportReceiver
from cases.queries import nameable_people
from core.forms import DateField, FcuForm, TokenField, VersionField

USUAL_ACCESS = timedelta(days=30)


class AccessForm(FcuForm):
    """One more person who may see a sensitive case."""

    user = forms.ModelChoiceField(label="Siapa", queryset=User.objects.none())
    reason = forms.CharField(label="Mengapa", max_length=200, help_text="Contoh: mendampingi anak selama pemeriksaan")
    until = DateField(label="Sampai tanggal", initial=lambda: timezone.localdate() + USUAL_ACCESS)

    def __init__(self, data=None, *, case, **kwargs):
        super().__init__(data, **kwargs)
        people = nameable_people(case.village_id).exclude(pk=case.handler_id)
        posts = Prefetch("assignments", Assignment.objects.current(), to_attr="posts")
        self.fields["user"].queryset = people.prefetch_related(posts)
        self.fields["user"].label_from_instance = _post_of


def _post_of(user):
    posts = ", ".join(dict.fromkeys(each.get_role_display() for each in user.posts))
    return f"{user} ({posts})"


class CheckForm(FcuForm):
    version = VersionField()
    checked_on = DateField(label="Tanggal", initial=timezone.localdate)
    result = forms.ChoiceField(
        label="Keadaan keluarga", choices=CheckResult, widget=forms.RadioSelect,
        help_text="Bila masalahnya muncul lagi, kasus dibuka lagi. Bila belum bertemu, diingatkan seminggu lagi.",
    )  # fmt: skip
    note = forms.CharField(label="Yang ditemukan", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SendReportForm(FcuForm):
    form_token = TokenField()
    receiver = forms.ChoiceField(label="Kepada", choices=ReportReceiver, widget=forms.RadioSelect)
    asked = forms.CharField(
        label="Yang diharapkan dari penerima", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: bantuan alat bantu jalan dan pendampingan pekerja sosial",
    )  # fmt: skip

    def __init__(self, data=None, *, offices, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["receiver"].choices = offices


class SendAgainForm(FcuForm):
    version = VersionField()
    asked = SendReportForm.base_fields["asked"]


class ReceiptForm(FcuForm):
    version = VersionField()
    note = forms.CharField(
        label="Catatan", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: akan dikunjungi minggu depan",
    )  # fmt: skip
