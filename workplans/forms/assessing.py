"""Needs, sources, what becomes of a need without one, and the ticks of the matrix."""

from django import forms
from django.template.defaultfilters import truncatechars

from core.formatting import NOTHING, in_sentence
from core.forms import FcuForm, FcuModelForm, PicksField, TokenField, VersionField
from institutions.forms.filling import Difference, Filled
from institutions.models import Institution
from referrals.models import Referral
from workplans.models import Need, Source
from workplans.queries.assessing import needs_of
from workplans.services.assessing import GONE

MOST_FAMILIES = 10_000
MOST_REFERRALS = 100
LETTERS = 60


class NeedForm(Filled, FcuModelForm):
    families = forms.IntegerField(
        label="Jumlah keluarga", min_value=1, max_value=MOST_FAMILIES,
        help_text="Yang mengalami kebutuhan ini menurut warga, contoh 12",
    )  # fmt: skip

    class Meta:
        model = Need
        fields = ["text", "sector", "families", "gravity"]
        widgets = {"gravity": forms.RadioSelect}
        labels = {"gravity": "Seberapa berat bagi mereka"}
        help_texts = {"text": "Contoh: Air bersih pada musim kemarau di Dusun II"}

    def __init__(self, data=None, *, record=None):
        super().__init__(data)
        self.fields["gravity"].choices = self.fields["gravity"].choices[1:]
        self.guard(record)


class SourceForm(Filled, FcuModelForm):
    class Meta:
        model = Source
        fields = ["kind", "text"]
        widgets = {"kind": forms.RadioSelect}
        labels = {"kind": "Jenis sumber", "text": "Sumber"}
        help_texts = {"text": "Contoh: Kader Posyandu Dusun II, dana desa, mata air Oelnasi"}

    def __init__(self, data=None, *, record=None):
        super().__init__(data)
        self.fields["kind"].choices = self.fields["kind"].choices[1:]
        self.guard(record)


class ReferralField(forms.ModelChoiceField):
    """By its number, its need and how it stands; never by the family."""

    def label_from_instance(self, referral):
        return f"{referral} · {truncatechars(referral.need, LETTERS)} · {in_sentence(referral.get_state_display())}"


class AnswerForm(Filled, FcuModelForm):
    referral = ReferralField(
        Referral.objects.none(), label="Rujukan yang membawanya", required=False, empty_label="Belum ada",
        help_text="Bila dirujuk: rujukan dari desa ini yang menyangkut kebutuhan itu",
    )  # fmt: skip

    class Meta:
        model = Need
        fields = ["answer", "answer_note", "referral"]
        labels = {"answer": "Jalan keluar"}
        help_texts = {"answer_note": "Contoh: Dinas PUPR Kabupaten, tentang pipa air ke Dusun II"}

    def __init__(self, data=None, *, record, offered):
        super().__init__(data)
        hidden = record.referral_id and not offered.filter(pk=record.referral_id).exists()
        if hidden:  # of a case that is not shown to this user, who leaves it as it is
            del self.fields["referral"]
        else:
            self.fields["referral"].queryset = offered if self.is_bound else offered[:MOST_REFERRALS]
        self.fields["answer"].choices = [("", "Belum ada jalan keluar"), *self.fields["answer"].choices[1:]]
        self.guard(record)


class InstitutionsForm(FcuForm):
    form_token = TokenField()
    institutions = PicksField(label="Lembaga", queryset=Institution.objects.none())

    def __init__(self, data=None, *, offered):
        super().__init__(data)
        self.fields["institutions"].queryset = offered
        self.fields["institutions"].error_messages["required"] = "Pilih paling sedikit satu lembaga."


class MatrixForm(FcuForm):
    """A box for each need of the page and each source; each need has its version beside it."""

    def __init__(self, data=None, *, needs, sources):
        super().__init__(data)
        self.needs, self.sources = needs, sources
        ticks = [(_tick(need.pk, source.pk), str(source)) for need in needs for source in sources]
        self.fields["cocok"] = forms.MultipleChoiceField(
            choices=ticks, required=False, label="Sumber", error_messages={"invalid_choice": GONE}
        )
        for need in needs:
            self.fields[_version(need)] = VersionField(initial=need.version)

    @property
    def pairs(self):
        return {tuple(map(int, tick.split("-"))) for tick in self.cleaned_data["cocok"]}

    @property
    def seen(self):
        return {need.pk: self.cleaned_data[_version(need)] for need in self.needs}

    @property
    def rows(self):
        """(need, its version, [(tick, source, whether it is ticked)]): as typed, else as stored."""
        ticked = set(self.data.getlist("cocok")) if self.is_bound else _stored(self.needs)
        return [(need, self[_version(need)], self._boxes(need, ticked)) for need in self.needs]

    def _boxes(self, need, ticked):
        ticks = [(_tick(need.pk, source.pk), source) for source in self.sources]
        return [(tick, source, tick in ticked) for tick, source in ticks]

    def compare(self, plan):
        """After a stale save: the sources that each need has now beside those ticked here."""
        self.data = self.data.copy()
        now = {need.pk: need for need in needs_of(plan).filter(pk__in=[need.pk for need in self.needs])}
        self.needs = [now[need.pk] for need in self.needs if need.pk in now]
        for need in self.needs:
            self.data[_version(need)] = need.version
        typed, stored = set(self.data.getlist("cocok")), _stored(self.needs)
        rows = [Difference(str(need), self._said(need, typed), self._said(need, stored)) for need in self.needs]
        return [row for row in rows if row.mine != row.theirs]

    def _said(self, need, ticked):
        return ", ".join(str(source) for _, source, yes in self._boxes(need, ticked) if yes) or NOTHING


def _tick(need_pk, source_pk):
    return f"{need_pk}-{source_pk}"


def _version(need):
    return f"versi_{need.pk}"


def _stored(needs):
    return {_tick(need.pk, match.source_id) for need in needs for match in need.matches.all()}
