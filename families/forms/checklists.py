"""The forms of a regency's own indicators."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, TokenField
from families.enums import Dimension
from families.forms.acts import today
from families.forms.fields import PlainField
from families.services.checklists import DIMENSION_NUMBERS

FIVE = [(name, f"{number}. {Dimension(name).label}") for name, number in DIMENSION_NUMBERS.items()]
LONGEST_CHANGE = 300


class StartForm(FcuForm):
    form_token = TokenField()
    region = forms.ModelChoiceField(label="Kabupaten/kota", queryset=None)
    note = PlainField(
        label="Apa yang akan berubah", max_length=LONGEST_CHANGE, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: menambah indikator air bersih, kalimat 3.4 disesuaikan.",
    )  # fmt: skip

    def __init__(self, *args, regencies, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        field.queryset = regencies
        if len(regencies) == 1:
            field.initial, field.widget = regencies[0].pk, forms.HiddenInput()


class WordsForm(FcuForm):
    """Shorter than the columns allow: the page of an assessment shows all of them at once, on a phone."""

    text = PlainField(
        label="Indikator", max_length=160, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu keadaan yang bisa dilihat. Contoh: air minum berasal dari sumber terlindung.",
    )  # fmt: skip
    help = PlainField(
        label="Penjelasan", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bagaimana melihatnya, dalam satu kalimat.",
    )  # fmt: skip
    plasma_sign = PlainField(
        label="Tanda keluarga plasma", max_length=120, required=False, help_text="Keadaan yang sebaliknya."
    )


class RewordForm(WordsForm):
    seen = forms.CharField(widget=forms.HiddenInput)


class AddForm(WordsForm):
    form_token = TokenField()
    dimension = forms.ChoiceField(label="Dimensi", choices=FIVE, widget=forms.RadioSelect)
    field_order = ["form_token", "dimension"]


class EnforceForm(FcuForm):
    form_token = TokenField()
    seen = forms.CharField(widget=forms.HiddenInput)
    on = DateField(label="Berlaku sejak", initial=today)
    note = PlainField(
        label="Apa yang berubah", max_length=LONGEST_CHANGE, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alasan dan isi perubahannya, untuk yang membaca versi ini nanti.",
    )  # fmt: skip

    def clean_on(self):
        if self.cleaned_data["on"] < timezone.localdate():
            raise forms.ValidationError("Perangkat tidak bisa berlaku surut. Isi hari ini atau sesudahnya.")
        return self.cleaned_data["on"]


class MoveForm(FcuForm):
    """One of the arrows of a draft's page. Each says which indicator it moves and the place it had: “214-7”."""

    up = forms.RegexField(r"^\d{1,9}-\d{1,4}$", required=False)
    down = forms.RegexField(r"^\d{1,9}-\d{1,4}$", required=False)

    def clean(self):
        data = super().clean()
        if not (data.get("up") or data.get("down")):
            raise forms.ValidationError("Tekan satu dari tanda panah.")
        return data

    def asked(self):
        """(indicator's key, its place, whether it goes up)."""
        up = self.cleaned_data["up"]
        pk, place = map(int, (up or self.cleaned_data["down"]).split("-"))
        return pk, place, bool(up)
