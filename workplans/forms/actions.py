"""An activity of the action plan, the families it is for, what carried it out, and how it ended."""

from dataclasses import replace

from django import forms

from core.forms import FcuForm, FcuModelForm, PicksField, RupiahField, TokenField
from families.models import Family
from institutions.forms.filling import Filled
from institutions.models import Activity
from workplans.models import ActionItem, Need
from workplans.queries.actions import calendar_of, months_label

MOST_FAMILIES = 10_000
MOST_ACTIVITIES = 100


class ActionForm(Filled, FcuModelForm):
    need = forms.ModelChoiceField(
        Need.objects.none(), label="Kebutuhan yang dijawab", required=False, empty_label="Bukan dari daftar kebutuhan"
    )
    target_number = forms.IntegerField(
        label="Jumlah keluarga sasaran", min_value=1, max_value=MOST_FAMILIES, help_text="Contoh: 12"
    )
    months = forms.MultipleChoiceField(label="Kalender kegiatan", widget=forms.CheckboxSelectMultiple)
    funds = RupiahField(required=False, label="Dana", help_text="Rupiah, contoh 1.150.000")

    class Meta:
        model = ActionItem
        fields = [
            "need", "name", "kind", "goal", "target_number", "why_first", "work", "chair", "secretary", "treasurer",
            "members", "months", "funds", "fund_source",
        ]  # fmt: skip
        widgets = {"work": forms.Textarea(attrs={"rows": 3}), "members": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "name": "Contoh: Kebun gizi keluarga",
            "goal": "Apa yang berubah bagi keluarga sasaran",
            "why_first": "Contoh: punya lahan kosong dan tidak punya penghasilan tetap",
            "work": "Contoh: bertemu setiap minggu pertama, menanam bersama, lalu berbagi hasil",
            "members": "Nama anggota tim kerja masyarakat, dipisahkan koma",
        }

    def __init__(self, data=None, *, plan, record=None, initial=None):
        super().__init__(data, initial=initial)
        self.fields["need"].queryset = plan.needs.filter(removed_on=None)
        self.fields["months"].choices = [(month.code, month.label) for month in calendar_of(plan)]
        self.fields["months"].error_messages["required"] = "Centang paling sedikit satu bulan."
        self.guard(record)
        if record:
            self.fields["form_token"] = TokenField(required=False)

    def said(self, name, value):
        return months_label(value) if name == "months" else super().said(name, value)


class TargetsForm(FcuForm):
    families = PicksField(label="Keluarga", queryset=Family.objects.none())

    def __init__(self, data=None, *, offered):
        super().__init__(data)
        self.fields["families"].queryset = offered
        self.fields["families"].error_messages["required"] = "Pilih paling sedikit satu keluarga."


class ActivityField(forms.ModelChoiceField):
    def label_from_instance(self, activity):
        return f"{activity.held_on:%d-%m-%Y} {activity.name}"


class CarryOutForm(FcuForm):
    activity = ActivityField(Activity.objects.none(), label="Kegiatan FCU yang sudah dilaksanakan")

    def __init__(self, data=None, *, offered):
        super().__init__(data)
        self.fields["activity"].queryset = offered if self.is_bound else offered[:MOST_ACTIVITIES]


class ResultForm(Filled, FcuModelForm):
    """How one activity ended; of each of its families that the user may see: reached or not, what came of it."""

    reached = forms.IntegerField(
        label="Keluarga yang tercapai", min_value=0, max_value=MOST_FAMILIES, help_text="Kosongkan bila belum dinilai",
        required=False,
    )  # fmt: skip

    class Meta:
        model = ActionItem
        fields = ["reached", "judgement", "agreement"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("judgement", "agreement")}
        help_texts = {
            "judgement": "Apa kata warga tentang hasilnya, tanpa nama keluarga",
            "agreement": "Apa yang disepakati sesudah ini",
        }

    def __init__(self, data=None, *, record, targets):
        super().__init__(data)
        self.targets = targets
        for target in targets:
            self.fields[f"tercapai_{target.pk}"] = forms.TypedChoiceField(
                label="Tercapai", choices=REACHED, required=False, coerce=WORDS.get, empty_value=None
            )
            self.fields[f"hasil_{target.pk}"] = forms.CharField(label="Hasil", max_length=300, required=False)
        self.guard(record)

    def saved(self, record):
        values = {name: getattr(record, name) for name in self._meta.fields}
        for target in record.targets.filter(pk__in=[target.pk for target in self.targets]):
            values |= {f"tercapai_{target.pk}": KEYS[target.reached], f"hasil_{target.pk}": target.result}
        return values

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @property
    def found(self):
        given = self.cleaned_data
        return {t.pk: (given[f"tercapai_{t.pk}"], given[f"hasil_{t.pk}"]) for t in self.targets}

    @property
    def lines(self):
        return [(t.family, self[f"tercapai_{t.pk}"], self[f"hasil_{t.pk}"]) for t in self.targets]

    def _difference(self, name, mine, theirs):
        found = super()._difference(name, mine, theirs)
        families = {f"{word}_{target.pk}": target.family for target in self.targets for word in ("tercapai", "hasil")}
        return replace(found, label=f"{families[name]}: {found.label.lower()}") if name in families else found

    def said(self, name, value):
        is_ours = name.startswith("tercapai_") and value in KEYS
        return dict(REACHED)[KEYS[value]] if is_ours else super().said(name, value)


REACHED = (("", "Belum dinilai"), ("ya", "Tercapai"), ("tidak", "Belum tercapai"))
WORDS = {"ya": True, "tidak": False}
KEYS = {None: "", True: "ya", False: "tidak"}


class HandOverForm(FcuForm):
    form_token = TokenField()
    year = forms.TypedChoiceField(label="Agenda tahun", coerce=int)
    actions = PicksField(
        label="Kegiatan yang dilanjutkan", queryset=ActionItem.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None, *, years, offered):
        super().__init__(data)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["actions"].queryset = offered
        self.fields["actions"].error_messages["required"] = "Pilih paling sedikit satu kegiatan."
