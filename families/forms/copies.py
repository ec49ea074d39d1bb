from django import forms
from django.utils import timezone

from core.formatting import age_in_years, in_sentence
from core.forms import FcuForm, TokenField
from families.enums import GROWN_AGE
from families.forms.fields import NameField

GUARDIAN = "guardian"


class CopyForm(FcuForm):
    """Who asks is a grown member of today, or somebody who speaks for a child or an ill person."""

    form_token = TokenField()
    asked_by = forms.ChoiceField(label="Siapa yang meminta", widget=forms.RadioSelect)
    guardian = NameField(
        label="Nama wali", required=False, help_text="Diisi bila yang meminta adalah wali, contoh Yosef Nomleni."
    )
    identity_checked = forms.BooleanField(
        label="Saya sudah mencocokkan identitasnya dengan KTP atau Kartu Keluarga",
        error_messages={"required": "Cocokkan dulu identitasnya, lalu beri tanda di sini."},
    )
    includes_sensitive = forms.BooleanField(
        label="Muat juga kasus peka dan rujukannya", required=False,
        help_text="Salinan ini bisa dibaca semua orang di rumah itu. Beri tanda hanya bila Anda sudah memikirkannya "
        "dan yakin tidak ada yang terancam karenanya, misalnya korban kekerasan.",
    )  # fmt: skip

    def __init__(self, *args, members, may_include_sensitive, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {str(each.pk): each for each in members if _is_grown(each)}
        people = [(key, f"{each}, {in_sentence(each.get_relation_display())}") for key, each in self.members.items()]
        self.fields["asked_by"].choices = [*people, (GUARDIAN, "Wali")]
        if not may_include_sensitive:
            del self.fields["includes_sensitive"]

    def clean(self):
        data = super().clean()
        if data.get("asked_by") == GUARDIAN and not data.get("guardian"):
            self.add_error("guardian", "Tulis nama walinya.")
        return data

    def given(self):
        """As families.services.request_copy takes it."""
        data = self.cleaned_data
        guardian = data["asked_by"] == GUARDIAN
        return {
            "asked_by": f"{data['guardian']} (wali)" if guardian else str(self.members[data["asked_by"]]),
            "identity_checked": data["identity_checked"],
            "includes_sensitive": data.get("includes_sensitive", False),
        }


def _is_grown(member):
    return age_in_years(member.birth_date, timezone.localdate()) >= GROWN_AGE
