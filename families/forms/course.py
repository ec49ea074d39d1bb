"""The forms of a problem: recording it, and each step of its course."""

from django import forms

from core.formatting import age_in_years
from core.forms import FcuForm, TokenField, VersionField
from families.enums import ProblemState, Severity
from families.forms.acts import PastDateField, today
from families.forms.fields import PlainField

SEVERITIES = [
    (Severity.LIGHT, "Ringan: keluarga masih bisa mengatasinya sendiri"),
    (Severity.MEDIUM, "Sedang: perlu didampingi"),
    (Severity.GRAVE, "Berat: mengancam keselamatan atau kebutuhan pokok"),
]
# Category → whom it is about, and from which age to which.
AGES = {
    "PPKS-01": ("balita, di bawah 5 tahun", 0, 4),
    "PPKS-02": ("anak 5 sampai 18 tahun", 5, 18),
    "PPKS-03": ("anak, di bawah 18 tahun", 0, 17),
    "PPKS-04": ("anak 5 sampai 18 tahun", 5, 18),
    "PPKS-05": ("anak, di bawah 18 tahun", 0, 17),
    "PPKS-06": ("anak, di bawah 18 tahun", 0, 17),
    "PPKS-07": ("anak, di bawah 18 tahun", 0, 17),
    "PPKS-08": ("lanjut usia, 60 tahun ke atas", 60, 150),
}


def _severity(**more):
    return forms.TypedChoiceField(
        label="Berat ringannya", choices=SEVERITIES, coerce=int, widget=forms.RadioSelect, **more
    )


class ProblemForm(FcuForm):
    form_token = TokenField()
    category = forms.ModelChoiceField(label="Kategori masalah", queryset=None)
    member = forms.ModelChoiceField(
        label="Dialami oleh", queryset=None, required=False, empty_label="Seluruh keluarga"
    )
    since = PastDateField(label="Sejak", initial=today)
    severity = _severity(initial=Severity.MEDIUM)
    note = PlainField(label="Catatan", max_length=300, required=False)
    checked = forms.BooleanField(label="Sudah diperiksa, tetap catat", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, categories, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories
        self.fields["member"].queryset = members

    def clean(self):
        data = super().clean()
        doubt = _age_doubt(data.get("category"), data.get("member"), data.get("since"))
        if doubt:
            self.fields["checked"].widget = forms.CheckboxInput()
            if not data.get("checked"):
                self.add_error("checked", doubt)
        return data


def _age_doubt(category, member, since):
    """A sentence where the member's age, when it began and now, does not fit the category."""
    if not (category and member and since and category.pk in AGES):
        return ""
    whom, least, most = AGES[category.pk]
    ages = [age_in_years(member.birth_date, day) for day in (since, today())]
    if ages[1] < least or ages[0] > most:
        return f"{category} biasanya tentang {whom}. {member} berumur {ages[1]} tahun. Periksa kategori dan orangnya."
    return ""


class StepForm(FcuForm):
    """The next step of a problem. ``version`` is the last step that the page showed."""

    form_token = TokenField()
    version = VersionField()
    state = forms.ChoiceField(label="Keadaan sekarang", choices=ProblemState, widget=forms.RadioSelect)
    severity = _severity()
    on = PastDateField(label="Tanggal", initial=today)
    note = PlainField(label="Catatan", max_length=300, required=False, help_text="Apa yang berubah dan mengapa.")

    def __init__(self, *args, problem, steps, **kwargs):
        initial = {"state": problem.state, "severity": problem.severity, "version": _last(steps)}
        super().__init__(*args, initial=initial, **kwargs)
        self.problem, self.steps = problem, steps

    def clean(self):
        data = super().clean()
        if data.get("state") != self.problem.state and self._is_reopened(data):
            self.add_error("note", "Masalah ini sudah selesai. Tulis mengapa dibuka lagi.")
        if self._changes_nothing(data):
            self.add_error(None, "Belum ada yang berubah. Ubah keadaan atau beratnya, atau tulis catatan.")
        return data

    def _is_reopened(self, data):
        return self.problem.state == ProblemState.SOLVED and not data.get("note") and "note" not in self.errors

    def _changes_nothing(self, data):
        same = data.get("state") == self.problem.state and data.get("severity") == self.problem.severity
        return same and not data.get("note") and not self.errors

    def renew(self, steps):
        """Show the step that came in between; the next click is meant to follow it."""
        self.steps, self.data = steps, self.data.copy()
        self.data["version"] = _last(steps)


def _last(steps):
    return max((step.pk for step in steps), default=0)
