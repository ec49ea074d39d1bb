"""The forms of the entries that tell how a family lives. Each makes a new entry or corrects a stored one."""

from django import forms

from core.formatting import rupiah
from core.forms import DateField, FcuForm, RupiahField, TokenField, VersionField
from families.enums import Electricity, Floor, House, Roof, Sanitation, StrengthKind, Wall, Water, WorkRhythm
from families.forms.acts import PastDateField, today
from families.forms.fields import PlainField
from families.queries import edition_of

UNKNOWN = ("", "Belum diketahui")


class EntryForm(FcuForm):
    """``entry``: the stored one that is corrected. ``hint`` stands above the fields."""

    hint = ""

    form_token = TokenField()
    version = VersionField(required=False)

    def __init__(self, *args, entry=None, **kwargs):
        super().__init__(*args, initial=self._stored(entry), **kwargs)
        self.entry = entry

    def _stored(self, entry):
        if entry is None:
            return {}
        names = [name for name in self.base_fields if hasattr(entry, name)]
        return {name: getattr(entry, name) for name in names} | {"version": edition_of(entry)}

    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in {"form_token", "version"}}

    def compare_with_stored(self):
        """The entry was corrected meanwhile: what it holds now, and the next click is meant to replace that."""
        self.entry.refresh_from_db()
        stored = self._stored(self.entry)
        self.data = self.data.copy()
        self.data["version"] = stored["version"]
        differing = [name for name, value in self.values().items() if value != stored[name]]
        if not differing:
            return "Isinya sekarang sama dengan isian Anda."
        held = "; ".join(f"{self.fields[name].label}: {self._words(name, stored[name])}" for name in differing)
        return f"Sekarang tercatat {held}. Simpan lagi bila isian Anda yang benar."

    def _words(self, name, value):
        """What the field would show, as a reader sees it."""
        field = self.fields[name]
        shown = "" if value is None else field.prepare_value(value)
        labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        return labels.get(str(shown)) or field.widget.format_value(shown) or "kosong"


class MoneyForm(EntryForm):
    """``last``: the record before, whose figures stand under the fields."""

    mark_optional = False
    hint = "Isi yang diketahui, paling sedikit satu. Angka pendapatan dan pengeluaran untuk satu bulan."

    noted_on = PastDateField(label="Tanggal", initial=today)
    income = RupiahField(label="Pendapatan sebulan", required=False)
    expenses = RupiahField(label="Pengeluaran sebulan", required=False)
    monthly_savings = RupiahField(label="Menabung sebulan", required=False)
    savings = RupiahField(label="Tabungan semua", required=False)
    debt = RupiahField(label="Utang semua", required=False)
    business = PlainField(label="Usaha produktif", max_length=120, required=False, help_text="Contoh: kios, tenun.")
    business_times = forms.IntegerField(
        label="Berapa kali usaha dijalankan", min_value=0, max_value=100, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    business_rhythm = forms.ChoiceField(label="Dalam", choices=[UNKNOWN, *WorkRhythm.choices], required=False)
    note = PlainField(label="Catatan", max_length=300, required=False)

    AMOUNTS = ("income", "expenses", "monthly_savings", "savings", "debt")

    def __init__(self, *args, last=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.AMOUNTS if last else ():
            if getattr(last, name) is not None:
                self.fields[name].help_text = f"Terakhir {rupiah(getattr(last, name))}"

    def clean(self):
        data = super().clean()
        if data.get("business_times") is not None and not data.get("business_rhythm"):
            self.add_error("business_rhythm", "Pilih seminggu atau sebulan.")
        return data


def _choice(label, choices):
    return forms.ChoiceField(label=label, choices=[UNKNOWN, *choices.choices], required=False)


class HousingForm(EntryForm):
    mark_optional = False
    hint = "Isi seperti yang terlihat hari itu. Yang belum diketahui biarkan saja."

    noted_on = PastDateField(label="Tanggal", initial=today)
    house = _choice("Kepemilikan", House)
    roof = _choice("Atap", Roof)
    wall = _choice("Dinding", Wall)
    floor = _choice("Lantai", Floor)
    water = _choice("Air minum", Water)
    sanitation = _choice("Jamban", Sanitation)
    electricity = _choice("Listrik", Electricity)
    assets = PlainField(
        label="Aset", max_length=300, required=False, help_text="Contoh: sepeda motor, dua ekor babi, kulkas."
    )


class DecileForm(EntryForm):
    value = forms.TypedChoiceField(
        label="Desil", coerce=int, choices=[("", "Pilih"), *((each, str(each)) for each in range(1, 11))],
        help_text="1 = termiskin, 10 = paling mampu.",
    )  # fmt: skip
    stated_on = PastDateField(label="Tanggal", initial=today)
    source = PlainField(label="Sumber", max_length=120, help_text="Contoh: SIKS-NG desa, Cek Bansos Kemensos.")


class AidForm(EntryForm):
    programme = forms.ModelChoiceField(label="Program", queryset=None)
    member = forms.ModelChoiceField(label="Penerima", queryset=None, required=False, empty_label="Seluruh keluarga")
    starts_on = PastDateField(label="Sejak", help_text="Hari-bulan-tahun. Bila lupa harinya, isi tanggal 1.")
    ends_on = DateField(label="Sampai", required=False, help_text="Kosongkan bila masih diterima.")
    note = PlainField(label="Catatan", max_length=200, required=False)

    def __init__(self, *args, programmes, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes
        self.fields["member"].queryset = members

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "Tanggal akhir lebih dulu daripada tanggal mulai. Periksa keduanya.")
        return data


class EndForm(FcuForm):
    on = PastDateField(label="Tanggal")


class StrengthForm(EntryForm):
    kind = forms.ChoiceField(label="Jenis", choices=StrengthKind, widget=forms.RadioSelect)
    text = PlainField(label="Potensi", max_length=200, help_text="Contoh: pandai menenun, punya kebun 20 are.")
