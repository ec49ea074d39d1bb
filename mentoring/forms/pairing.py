from django import forms

from accounts.models import User
from core.forms import FcuForm, TokenField, VersionField
from families.forms.acts import PastDateField, today
from families.forms.fields import PlainField
from families.models import Family
from mentoring.enums import MentorshipEnd
from mentoring.models import Mentorship
from mentoring.queries.pairing import mentor_choices
from mentoring.services.pairing import PLAIN_ENDS

NOBODY = "Tidak ada, dicatat pengurus"


class PioneerChoice(forms.ModelChoiceField):
    """The suggested families, each with why it fits."""

    widget = forms.RadioSelect

    def label_from_instance(self, family):
        reasons = self.reasons.get(family.pk, ())
        return f"{family.head_name} – {', '.join(reasons)}" if reasons else family.head_name


class MentorForm(FcuForm):
    """Who writes the visits down."""

    version = VersionField(required=False)
    mentor = forms.ModelChoiceField(
        label="Pendamping yang mencatat", queryset=User.objects.none(), required=False, empty_label=NOBODY,
        help_text="Akun keluarga pionir. Berkas keluarga plasma dibuka untuknya.",
    )  # fmt: skip

    def __init__(self, data=None, *, village_code, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["mentor"].queryset = mentor_choices(village_code)


class PairForm(MentorForm):
    form_token = TokenField()
    pioneer = PioneerChoice(label="Keluarga pionir", queryset=Family.objects.none(), empty_label=None)
    on = PastDateField(label="Mulai", initial=today)

    field_order = ["form_token", "pioneer", "mentor", "on"]

    def __init__(self, data=None, *, suggestions, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["pioneer"].reasons = {each.pioneer.pk: each.reasons for each in suggestions}
        self.fields["pioneer"].queryset = Family.objects.filter(pk__in=[each.pioneer.pk for each in suggestions])
        self.fields["pioneer"].choices = [
            (each.pioneer.pk, self.fields["pioneer"].label_from_instance(each.pioneer)) for each in suggestions
        ]


class ChangePioneerForm(PairForm):
    reason = PlainField(label="Alasan diganti", max_length=300, help_text="Contoh: keluarga pionir sakit lama.")

    field_order = ["form_token", "version", "pioneer", "mentor", "on", "reason"]


class EndForm(FcuForm):
    version = VersionField()
    end = forms.ChoiceField(
        label="Sebab berakhir", choices=[(each.value, each.label) for each in PLAIN_ENDS], widget=forms.RadioSelect
    )
    on = PastDateField(label="Berakhir pada", initial=today)
    note = PlainField(label="Penjelasan", max_length=Mentorship._meta.get_field("end_note").max_length, required=False)

    def clean_end(self):
        return MentorshipEnd(self.cleaned_data["end"])


class RuleForm(FcuForm):
    most = forms.IntegerField(
        label="Keluarga plasma per keluarga pionir", min_value=1, max_value=20,
        help_text="Paling banyak yang dibina satu keluarga pionir pada waktu yang sama.",
    )  # fmt: skip
