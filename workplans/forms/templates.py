"""The forms of a regency's own stages."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, TokenField
from families.forms.fields import PlainField
from workplans.models import TemplateParty, TemplateStage, TemplateStep

STAGE, STEP, PARTY = (model._meta.get_field for model in (TemplateStage, TemplateStep, TemplateParty))


def _note(label):
    return PlainField(
        label=label, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: asesmen dilakukan sesudah identifikasi kebutuhan.",
    )  # fmt: skip


class StartForm(FcuForm):
    form_token = TokenField()
    region = forms.ModelChoiceField(label="Kabupaten/kota", queryset=None)
    note = _note("Apa yang akan berubah")

    def __init__(self, *args, regencies, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        field.queryset = regencies
        if len(regencies) == 1:
            field.initial, field.widget = regencies[0].pk, forms.HiddenInput()


class SeenForm(FcuForm):
    """``seen``: the fingerprint of the draft that the page showed."""

    form_token = TokenField()
    seen = forms.CharField(widget=forms.HiddenInput)

    def compare(self, template):
        """Some other line of the draft was changed, which its own page shows; the next save is meant."""
        return []


class StageForm(SeenForm):
    title = PlainField(label="Nama tahap", max_length=STAGE("title").max_length)
    goal = PlainField(label="Tujuan", max_length=STAGE("goal").max_length, widget=forms.Textarea(attrs={"rows": 3}))


class StepForm(SeenForm):
    text = PlainField(
        label="Langkah", max_length=STEP("text").max_length, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu pekerjaan. Contoh: bertemu kepala sekolah dan kader Posyandu.",
    )  # fmt: skip


class PartyForm(SeenForm):
    text = PlainField(
        label="Pelibatan", max_length=PARTY("text").max_length, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: bertemu pengurus Karang Taruna dan menyepakati tugasnya.",
    )  # fmt: skip


class EnforceForm(SeenForm):
    on = DateField(label="Berlaku sejak", initial=timezone.localdate)
    note = _note("Apa yang berubah")
