"""The count of one meeting: a number for each need."""

from django import forms

from core.forms import FcuForm
from institutions.forms.filling import Filled

MOST_VOTES = 100_000


class VotesForm(Filled, FcuForm):
    """Filled in aloud while everybody watches: a field for each need, large enough for the wall."""

    mark_optional = False
    votes_each = forms.IntegerField(
        label="Suara tiap orang", min_value=1, max_value=10, help_text="Berapa suara boleh dibagikan tiap yang hadir"
    )

    def __init__(self, data=None, *, stage, rows):
        self.rows = rows
        super().__init__(data)
        for row in rows:
            self.fields[_name(row.need)] = forms.IntegerField(
                label=row.need.text, min_value=0, max_value=MOST_VOTES, required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={"invalid": "Tulis dengan angka saja, contoh 12."},
            )  # fmt: skip
        self.guard(stage)

    def saved(self, record):
        counted = dict(record.votes.values_list("need", "count"))
        return {"votes_each": record.votes_each, **{_name(row.need): counted.get(row.need.pk) for row in self.rows}}

    @property
    def votes(self):
        return {row.need: self.cleaned_data[_name(row.need)] or 0 for row in self.rows}

    @property
    def lines(self):
        return [(row, self[_name(row.need)]) for row in self.rows]

    @property
    def given(self):
        """How many votes the page shows now: those typed, else those stored."""
        values = (self[_name(row.need)].value() for row in self.rows)
        return sum(int(value) for value in values if str(value).isascii() and str(value).isdigit())


def _name(need):
    return f"suara_{need.pk}"
