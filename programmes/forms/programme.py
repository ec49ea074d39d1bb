"""A programme with its team, the villages that it reaches, and its activities."""

import re
from datetime import timedelta

from django import forms

from core.forms import DateField, FcuForm, FcuModelForm, PicksField, PlainSelect, RupiahField, TokenField
from core.periods import Period, months_later
from institutions.forms.filling import DATE_HELP, Difference, Filled
from programmes.models import Programme, ProgrammeActivity
from programmes.queries.programme import agencies_to_choose, regions_to_choose, villages_of_district
from regions.models import Region

USUAL_MONTHS = 18  # practice paper of the coastal villages
TEAM = "tim"
EMPTY_ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 20
LARGEST = 1_000_000


class TeamRow(FcuForm):
    role = forms.CharField(label="Tugas", max_length=80, required=False)
    people = forms.IntegerField(label="Jumlah orang", min_value=1, max_value=999, required=False)
    mark_optional = False


class BaseTeamRows(forms.BaseFormSet):
    default_error_messages = {
        "missing_management_form": "Halaman ini tidak lengkap. Muat ulang, lalu isi dan kirim lagi.",
        "too_many_forms": f"Paling banyak {MOST_ROWS} tugas dalam tim. Gabungkan yang serupa.",
    }

    @property
    def values(self):
        given = [row.cleaned_data for row in self.forms]
        return [(row["role"], row["people"] or 1) for row in given if row.get("role")]


TeamRows = forms.formset_factory(
    TeamRow, formset=BaseTeamRows, extra=EMPTY_ROWS, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS + 1,
)  # fmt: skip


def rows_left(draft):
    """The rows of the team that an unfinished form holds; ``draft``: {field: [values]}."""
    found = re.findall(rf"{TEAM}-(\d{{1,2}})-role", " ".join(draft))
    rows = [{name: (draft.get(f"{TEAM}-{row}-{name}") or [""])[-1] for name in ("role", "people")} for row in found]
    return [row for row in rows if row["role"]]


class ProgrammeForm(Filled, FcuModelForm):
    """``turned`` after the button that only adds rows to the team."""

    ends_on = DateField(
        required=False, label="Sampai", help_text=f"Kosongkan untuk {USUAL_MONTHS} bulan, contoh 30-06-2028"
    )
    budget = RupiahField(required=False, label="Anggaran", help_text="Rupiah, contoh 150.000.000")
    target_number = forms.IntegerField(
        required=False, label="Jumlah sasaran", min_value=1, max_value=LARGEST, help_text="Contoh: 90"
    )

    class Meta:
        model = Programme
        fields = [
            "region", "name", "agency", "agency_name", "sector", "goal", "indicators", "target_group",
            "target_number", "starts_on", "ends_on", "budget", "source", "reference_kind", "reference",
        ]  # fmt: skip
        field_classes = {"starts_on": DateField}
        widgets = {
            "region": PlainSelect, "agency": PlainSelect,
            "goal": forms.Textarea(attrs={"rows": 3}), "indicators": forms.Textarea(attrs={"rows": 4}),
        }  # fmt: skip
        labels = {"agency": "Instansi dari direktori", "agency_name": "Atau nama instansi"}
        help_texts = {
            "region": "Desa sasaran dipilih sesudahnya, di dalam wilayah ini",
            "name": "Contoh: Pemberdayaan masyarakat pesisir",
            "agency_name": "Bila belum ada di direktori. Contoh: BBPPKS Makassar",
            "indicators": "Satu baris satu indikator. Contoh: 90 orang menerima pelatihan usaha",
            "target_group": "Contoh: nelayan, perempuan, dan pemuda desa pesisir",
            "starts_on": DATE_HELP,
            "reference": "Contoh: 0361/027.11.2.01/23/2026",
        }

    def __init__(self, data=None, *, user, record=None, initial=None, rows=()):
        self.turned = bool(data) and "tambah" in data
        data = _with_rows(data) if self.turned else data
        super().__init__(data, initial=initial)
        self.fields["agency"].queryset = agencies_to_choose(user, record and record.agency_id)
        self._offer_regions(user, record)
        self.guard(record)
        if record:
            self.fields["form_token"] = TokenField(required=False)
        self.team = TeamRows(data, prefix=TEAM, initial=rows)
        if self.turned:
            self._be_quiet()

    def _offer_regions(self, user, record):
        if record:
            del self.fields["region"]
            return
        self.fields["region"].queryset = regions_to_choose(user)
        self.fields["region"].label_from_instance = _placed

    def _be_quiet(self):
        """After the helping button nothing is judged yet."""
        for form in (self, *self.team.forms):
            form._errors, form.cleaned_data = forms.utils.ErrorDict(), {}
        self.team._errors, self.team._non_form_errors = [{} for _ in self.team.forms], self.team.error_class()

    def is_valid(self):
        return not self.turned and all([super().is_valid(), self.team.is_valid()])

    def clean(self):
        given = super().clean()
        if given.get("starts_on") and not given.get("ends_on") and "ends_on" not in self.errors:
            given["ends_on"] = months_later(given["starts_on"], USUAL_MONTHS) - timedelta(days=1)
        return given

    def _post_clean(self):
        """The service judges what is typed and says it in one sentence; the model's own check would say it again."""

    @property
    def values(self):
        return {**super().values, "team": self.team.values}

    def compare(self, record):
        rows, theirs = super().compare(record), [(each.role, each.people) for each in record.team.all()]
        if self.team.values != theirs:
            rows.append(Difference("Tim program", _told(self.team.values), _told(theirs)))
        return rows


def _placed(region):
    """Villages stand under their kecamatan."""
    return f"{'– ' * (region.pk.count('.') - 1)}{region.full_name}"


def _told(team):
    return "\n".join(f"{role}, {people} orang" for role, people in team) or "–"


def _with_rows(data):
    data, key = data.copy(), f"{TEAM}-TOTAL_FORMS"
    typed = data.get(key, "")
    rows = int(typed) if re.fullmatch(r"[0-9]{1,3}", typed) else EMPTY_ROWS
    data[key] = str(min(rows + MORE_ROWS, MOST_ROWS))
    return data


class VillagesForm(Filled, FcuForm):
    """The villages of one kecamatan; the button “semua” takes them all."""

    villages = PicksField(
        label="Desa sasaran", queryset=Region.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    mark_optional = False

    def __init__(self, data=None, *, record, district):
        offered = villages_of_district(district)
        if data and "semua" in data:
            data = data.copy()
            data.setlist("villages", offered.values_list("pk", flat=True))
        self.district = district
        super().__init__(data)
        self.fields["villages"].queryset = offered
        self.guard(record)

    def saved(self, record):
        return {"villages": list(record.villages.filter(parent=self.district))}


class MonthField(forms.TypedChoiceField):
    """One of the months of a programme."""

    def __init__(self, **kwargs):
        super().__init__(coerce=Period.parse, empty_value=None, **kwargs)


class ActivityForm(Filled, FcuModelForm):
    target = forms.IntegerField(label="Target", min_value=1, max_value=LARGEST, help_text="Contoh: 60")
    budget = RupiahField(required=False, label="Anggaran", help_text="Rupiah, contoh 40.000.000")
    first = MonthField(label="Bulan pertama")
    last = MonthField(label="Bulan terakhir")

    class Meta:
        model = ProgrammeActivity
        fields = ["name", "target", "unit", "budget"]
        help_texts = {"name": "Contoh: Pelatihan keterampilan usaha", "unit": "Contoh: orang, kali, unit"}

    def __init__(self, data=None, *, programme, record=None):
        super().__init__(data)
        months = programme.months
        for name, usual in (("first", months[0]), ("last", months[-1])):
            self.fields[name].choices = [(month.code, month.label) for month in months]
            self.initial[name] = usual.code
        self.guard(record)

    def saved(self, record):
        days = {"first": record.starts_on, "last": record.ends_on}
        return {**super().saved(record), **{name: Period.of("M", day).code for name, day in days.items()}}

    def said(self, name, value):
        return value.label if isinstance(value, Period) else super().said(name, value)

    @property
    def values(self):
        given = super().values
        return given | {"starts_on": given.pop("first").first_day, "ends_on": given.pop("last").last_day}
