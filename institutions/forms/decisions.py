"""Decisions: as rows of the meeting that makes them, as points of the next one, and one by one."""

import re

from django import forms
from django.db.models import Q
from django.utils import timezone

from core.forms import DateField, FcuForm, FcuModelForm
from institutions.forms.filling import Filled
from institutions.models import Decision

ROWS, FOLLOW_UP = "putusan", "lanjut"
EMPTY_ROWS, MOST_ROWS, MORE_ROWS, MOST_FOLLOWED = 2, 30, 3, 20
MENTIONED = re.compile(rf"{FOLLOW_UP}-(?:done|outcome)_(\d{{1,18}})", re.ASCII)


class DecisionRow(FcuModelForm):
    class Meta:
        model = Decision
        fields = ["text", "owner", "due_on"]
        field_classes = {"due_on": DateField}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"due_on": "Contoh 30-09-2026"}


class BaseDecisionRows(forms.BaseFormSet):
    default_error_messages = {
        "missing_management_form": "Halaman ini tidak lengkap. Muat ulang, lalu isi dan kirim lagi.",
        "too_many_forms": f"Paling banyak {MOST_ROWS} keputusan sekaligus. Tambah sisanya sesudah disimpan.",
    }

    @property
    def values(self):
        return [row.cleaned_data for row in self.forms if row.cleaned_data.get("text")]


DecisionRows = forms.formset_factory(
    DecisionRow, formset=BaseDecisionRows, extra=EMPTY_ROWS, max_num=MOST_ROWS, validate_max=True,
    absolute_max=MOST_ROWS + 1,
)  # fmt: skip


def with_rows(data):
    """The posted data with a few more empty rows."""
    key = f"{ROWS}-TOTAL_FORMS"
    typed = data.get(key, "")
    rows = int(typed) if re.fullmatch(r"[0-9]{1,3}", typed) else EMPTY_ROWS
    data[key] = str(min(rows + MORE_ROWS, MOST_ROWS))
    return data


def decisions_to_follow(unit, record, data):
    """Still open ones of earlier meetings, and those the page has shown: one may have been finished since."""
    shown = [int(found[1]) for found in map(MENTIONED.fullmatch, data or ()) if found]
    earlier = Decision.objects.carried_into(record) if record else Decision.objects.filter(meeting__care_unit=unit)
    asked = earlier.filter(Q(done_on=None) | Q(pk__in=shown)).most_urgent_first()
    return list(asked.select_related("meeting")[:MOST_FOLLOWED])


class FollowUpForm(FcuForm):
    """For each decision of an earlier meeting: is it done, and what came of it."""

    def __init__(self, data=None, *, decisions):
        super().__init__(data, prefix=FOLLOW_UP)
        self.decisions = decisions
        for decision in decisions:
            self.fields[f"done_{decision.pk}"] = forms.BooleanField(required=False, label="Sudah selesai")
            self.fields[f"outcome_{decision.pk}"] = _outcome_field()

    @property
    def points(self):
        return [(d, self[f"done_{d.pk}"], self[f"outcome_{d.pk}"]) for d in self.decisions]

    @property
    def finished(self):
        """(decision, what came of it) of those ticked."""
        given = self.cleaned_data
        return [(d, given[f"outcome_{d.pk}"]) for d in self.decisions if given[f"done_{d.pk}"]]

    def clean(self):
        given = super().clean()
        for decision in self.decisions:
            if given.get(f"outcome_{decision.pk}") and not given.get(f"done_{decision.pk}"):
                self.add_error(f"outcome_{decision.pk}", UNTICKED)
        return given


UNTICKED = "Centang “Sudah selesai” untuk menyimpan hasil ini, atau kosongkan hasilnya."


def _outcome_field():
    words = {"max_length": "Paling banyak %(limit_value)d huruf. Persingkat hasilnya."}
    return forms.CharField(max_length=300, required=False, label="Hasil", error_messages=words)


class DecisionForm(Filled, DecisionRow):
    """One decision, to add or to change; of one that is done also what came of it."""

    def __init__(self, data=None, *, record=None):
        super().__init__(data)
        if record and record.done_on:
            self.fields["outcome"] = _outcome_field()
        self.guard(record)


class FinishForm(Filled, FcuForm):
    done_on = DateField(label="Tanggal selesai")
    outcome = forms.CharField(
        max_length=300, required=False, label="Hasil", widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Apa yang terjadi, satu kalimat",
    )  # fmt: skip

    def __init__(self, data=None, *, record):
        super().__init__(data, initial={"done_on": timezone.localdate()})
        self.guard(record)
