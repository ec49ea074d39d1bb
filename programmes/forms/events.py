"""An event of a tier: what was held, who came, what followed."""

import re

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DateField, FcuForm, FcuModelForm, PicksField, PlainSelect, TokenField, VersionField
from institutions.forms.activities import CountField
from institutions.forms.filling import DATE_HELP, Filled
from programmes.models import TierEvent
from programmes.queries.events import NATION
from regions.models import Region

GUEST = re.compile(r"(?P<name>.*?\S)\s*[,:;]\s*(?P<people>[0-9]{1,5})(?:\s*orang)?", re.IGNORECASE)
LONGEST_NAME = 150


class GuestsField(forms.CharField):
    """One line an institution, with a comma and how many came: “PKK Desa Tablolong, 5” → [(name, people)]."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        guests = [_guest(line, number) for number, line in enumerate(lines, start=1) if line]
        names = [name.lower() for name, _ in guests]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValidationError(f"“{twice}” tertulis dua kali. Jumlahkan dalam satu baris.")
        return guests

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(f"{name}, {people}" for name, people in value or ())

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != data


def _guest(line, number):
    match = GUEST.fullmatch(line)
    if not match or not int(match["people"]):
        raise ValidationError(f"Baris {number}: tulis nama lembaga, koma, lalu jumlah orang. Contoh: PKK Desa, 5")
    if len(match["name"]) > LONGEST_NAME:
        raise ValidationError(f"Baris {number}: nama paling banyak {LONGEST_NAME} huruf.")
    return match["name"], int(match["people"])


class EventForm(Filled, FcuModelForm):
    """``places``: (code, words) of where the recorder may hold events; the region of a stored event stays."""

    place_code = forms.ChoiceField(label="Wilayah penyelenggara", widget=PlainSelect)
    men = CountField(label="Peserta laki-laki")
    women = CountField(label="Peserta perempuan")
    guests = GuestsField(
        label="Lembaga atau tokoh yang hadir", required=False, max_length=6000,
        help_text="Satu baris satu lembaga, koma, lalu jumlah orang. Contoh: PKK Desa Tablolong, 5",
    )  # fmt: skip

    class Meta:
        model = TierEvent
        fields = [
            "kind", "title", "held_on", "place", "held_by", "speakers", "subjects", "men", "women", "evaluation",
            "follow_up", "follow_up_by", "follow_up_due",
        ]  # fmt: skip
        field_classes = {"held_on": DateField, "follow_up_due": DateField}
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("speakers", "subjects", "evaluation")}
        help_texts = {
            "title": "Contoh: Sosialisasi FCU bagi kepala desa",
            "held_on": f"{DATE_HELP}. Boleh hari yang akan datang bila baru direncanakan.",
            "held_by": "Contoh: Dinas Sosial Kabupaten Kupang",
            "speakers": "Satu baris satu orang. Contoh: Kepala Dinas Sosial: kebijakan keluarga",
            "subjects": "Satu baris satu pokok. Contoh: Tugas dan susunan FCU",
            "follow_up": "Contoh: Tiap desa menyusun profil lembaga",
        }

    def __init__(self, data=None, *, record=None, places=(), initial=None):
        super().__init__(data, initial=initial)
        if record:
            del self.fields["place_code"]
        else:
            self.fields["place_code"].choices = places
        self.guard(record)
        if record:
            self.fields["form_token"] = TokenField(required=False)

    def saved(self, record):
        guests = [(guest.name, guest.people) for guest in record.guests.all()]
        return {**super().saved(record), "guests": guests}

    def said(self, name, value):
        if name == "guests":
            return "\n".join(f"{each}, {people}" for each, people in value or ()) or "–"
        return super().said(name, value)

    def _post_clean(self):
        """The service judges what is typed; the model's own check would say it again."""

    @property
    def values(self):
        given = super().values
        code = given.pop("place_code", None)
        if code is not None:
            given["region"] = None if code == NATION else Region.objects.get(pk=code)
        return given


class ReachForm(Filled, FcuForm):
    """The regions directly below one; the button “semua” takes them all."""

    regions = PicksField(
        label="Yang ikut serta", queryset=Region.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    mark_optional = False

    def __init__(self, data=None, *, record, offered):
        self.offered = offered
        if data and "semua" in data:
            data = data.copy()
            data.setlist("regions", offered.values_list("pk", flat=True))
        super().__init__(data)
        self.fields["regions"].queryset = offered
        self.guard(record)

    def saved(self, record):
        return {"regions": list(self.offered.filter(pk__in=record.reached.values("region")))}


class CallOffEventForm(Filled, FcuForm):
    version = VersionField()
    reason = forms.CharField(label="Sebab dibatalkan", max_length=200, help_text="Contoh: Jalan putus karena banjir")


class FollowUpForm(Filled, FcuForm):
    version = VersionField()
    done_on = DateField(label="Selesai pada")


class EventPaperForm(FcuForm):
    form_token = TokenField()
    file = forms.FileField(label="Foto atau PDF", help_text="Foto paling besar 15 MB, PDF paling besar 5 MB")
    caption = forms.CharField(label="Keterangan", max_length=200, required=False, help_text="Contoh: Pembukaan acara")
