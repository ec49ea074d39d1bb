from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.forms import DateField, FcuModelForm, TokenField
from referrals.models import CounsellingSession


class SessionForm(FcuModelForm):
    """One meeting of LK3 with the family."""

    form_token = TokenField()
    held_on = DateField(label="Tanggal")
    people = forms.IntegerField(label="Berapa orang yang hadir", min_value=1, max_value=50)
    next_on = DateField(
        label="Pertemuan berikutnya", required=False, help_text="Bila sudah disepakati dengan keluarga"
    )

    class Meta:
        model = CounsellingSession
        fields = ["kind", "held_on", "place", "people", "done", "next_on"]
        widgets = {"kind": forms.RadioSelect, "done": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "place": "Contoh: Kantor LK3, rumah keluarga",
            "done": "Dibaca FCU dan TKSK. Rahasia keluarga tidak ditulis di sini.",
        }

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["kind"].choices = self.Meta.model._meta.get_field("kind").choices

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError("Tanggalnya belum tiba. Catat setelah pertemuannya.")
        return day

    def clean(self):
        super().clean()
        held_on, next_on = self.cleaned_data.get("held_on"), self.cleaned_data.get("next_on")
        if held_on and next_on and next_on <= held_on:
            self.add_error("next_on", "Harus sesudah tanggal pertemuan ini.")

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self):
        """The service makes the record; nothing is put on an instance here."""
