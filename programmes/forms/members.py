from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, PicksField, PlainSelect, TokenField
from families.enums import Sex
from families.models import FamilyMember
from institutions.forms.filling import Filled
from programmes.enums import NextStep
from programmes.models.groups import AGES


class AskedTwice(FcuForm):
    """``sure`` is shown once the service asked; ``questions`` are its sentences."""

    form_token = TokenField()
    sure = forms.BooleanField(label="Tetap tambahkan, sudah diperiksa", required=False)
    questions = ()

    def ask(self, sentences):
        self.questions = sentences

    @property
    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "form_token"}


class MembersForm(AskedTwice):
    """Those ticked in a list that the page draws itself."""

    people = PicksField(label="Orang", queryset=FamilyMember.objects.none())
    joined_on = DateField(label="Bergabung", initial=timezone.localdate)

    def __init__(self, data=None, *, offered):
        super().__init__(data)
        self.fields["people"].queryset = offered
        self.fields["people"].error_messages["required"] = "Centang paling sedikit satu orang."

    @property
    def ticked(self):
        return {str(key) for key in (self.data.getlist("people") if self.is_bound else ())}


class OtherForm(AskedTwice):
    name = forms.CharField(label="Nama lengkap", max_length=120)
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Sex, widget=forms.RadioSelect)
    birth_year = forms.IntegerField(
        label="Tahun lahir", min_value=1900, max_value=9999, help_text=f"Usia {AGES[0]} sampai {AGES[1]} tahun"
    )  # fmt: skip
    joined_on = DateField(label="Bergabung", initial=timezone.localdate)

    field_order = ["form_token", "name", "sex", "birth_year", "joined_on", "sure"]


class LeaveForm(FcuForm):
    left_on = DateField(label="Tanggal keluar", initial=timezone.localdate)
    reason = forms.CharField(label="Sebab keluar", max_length=200, help_text="Contoh: pindah bekerja ke kota")


class RecommendForm(FcuForm):
    step = forms.ChoiceField(label="Tindak lanjut", choices=NextStep, widget=forms.RadioSelect)
    decided_on = DateField(label="Tanggal", initial=timezone.localdate)
    note = forms.CharField(
        label="Keterangan", max_length=300, required=False, help_text="Contoh: usahanya tumbuh, perlu mesin tempel"
    )  # fmt: skip


class PlacesForm(Filled, FcuForm):
    """The business group of each member, all on one page; ``record`` is the group."""

    def __init__(self, data=None, *, record, members, businesses):
        super().__init__(data)
        self.members = members
        choices = [("", "Belum dibagi"), *((str(one.pk), one.name) for one in businesses)]
        for member in members:
            self.fields[_place_of(member)] = forms.ChoiceField(
                label=member.words, choices=choices, required=False, widget=PlainSelect
            )
        self.guard(record)

    def saved(self, record):
        placed = record.members.filter(pk__in=[member.pk for member in self.members])
        return {f"usaha_{key}": str(business or "") for key, business in placed.values_list("pk", "business")}

    @property
    def places(self):
        given = self.cleaned_data
        return {member.pk: int(given[_place_of(member)] or 0) or None for member in self.members}


def _place_of(member):
    return f"usaha_{member.pk}"
