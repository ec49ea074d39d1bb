from math import ceil

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, FcuModelForm, RupiahField, TokenField
from institutions.forms.filling import DATE_HELP, Filled
from institutions.models import Activity, AgendaItem
from institutions.services import COUNTED

LARGEST_CROWD = 100_000
FROM_ITEM = ("kind", "name", "goal", "source")


class CountField(forms.IntegerField):
    """People or families; left empty it is nobody. A nought is not shown, since digits would be typed behind it."""

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=LARGEST_CROWD, required=False, **kwargs)

    def clean(self, value):
        return super().clean(value) or 0

    def prepare_value(self, value):
        return "" if value == 0 else value


class ItemField(forms.ModelChoiceField):
    def label_from_instance(self, item):
        return f"{item.agenda.year}: {item.name}"


class ActivityForm(Filled, FcuModelForm):
    men = CountField(label="Laki-laki")
    women = CountField(label="Perempuan")
    children = CountField(label="Anak")
    pioneer_families = CountField(label="Keluarga pionir")
    plasma_families = CountField(label="Keluarga plasma")
    target_number = forms.IntegerField(
        min_value=0,
        max_value=LARGEST_CROWD,
        required=False,
        label="Jumlah sasaran",
        help_text="Jumlah orang, contoh 40",
    )
    cost = RupiahField(required=False, label="Biaya", help_text="Rupiah, contoh 350.000")
    agenda_item = ItemField(
        AgendaItem.objects.none(), required=False, label="Mata agenda", empty_label="Di luar agenda tahunan"
    )

    class Meta:
        model = Activity
        fields = [
            "agenda_item", "kind", "name", "held_on", "place", "led_by", "is_planned", "is_public", "goal",
            "target_number", *COUNTED, "cost", "source", "result", "obstacle", "solution",
        ]  # fmt: skip
        field_classes = {"held_on": DateField}
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("result", "obstacle", "solution")}
        labels = {
            "is_planned": "Baru direncanakan, belum dilaksanakan",
            "is_public": "Terbuka untuk warga, boleh diumumkan",
        }
        help_texts = {
            "name": "Contoh: Penyuluhan gizi balita",
            "held_on": DATE_HELP,
            "place": "Contoh: Posyandu Melati, Dusun II",
            "led_by": "Nama atau jabatan",
            "result": "Apa yang dicapai, tanpa nama keluarga",
            "obstacle": "Apa yang menghambat",
            "solution": "Apa yang dilakukan untuk mengatasinya",
        }

    def __init__(self, *args, unit, record=None, item=None, **kwargs):
        super().__init__(*args, **kwargs)
        items = AgendaItem.objects.filter(agenda__care_unit=unit).select_related("agenda")
        self.fields["agenda_item"].queryset = items.order_by("-agenda__year", "first_month", "pk")
        self.fields["held_on"].initial = timezone.localdate
        self.guard(record)
        if item:
            taken = {name: getattr(item, name) for name in FROM_ITEM}
            taken |= {"agenda_item": item.pk, "led_by": item.responsible, "target_number": _share(item)}
            self.initial |= taken
        if record and record.awaits_result:
            self.initial["is_planned"] = False


def _share(item):
    """The target of the year is reached in as many times as planned; one activity has its part of it."""
    return ceil(item.target_number / item.times) if item.target_number else None


class ActivityPhotoForm(FcuForm):
    form_token = TokenField()
    file = forms.FileField(label="Foto", help_text="JPG, PNG, atau WebP, paling besar 15 MB")
    caption = forms.CharField(
        label="Keterangan", max_length=200, required=False, help_text="Apa yang terlihat, tanpa nama keluarga"
    )
