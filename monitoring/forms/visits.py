"""The forms of a visit: where it begins, and the instrument on one page."""

from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, TokenField
from families.forms.fields import PlainField
from institutions.forms.filling import Filled
from monitoring.enums import ASPECTS, AnswerKind, Aspect, Scale, VisitKind
from monitoring.models import InstrumentQuestion, SupervisionVisit
from monitoring.models.findings import Finding

EMPTY = ("", "Kosong")
SCALE = [*((str(value), f"{value} {label}") for value, label in Scale.choices), EMPTY]
YES_NO = [("1", "Ya"), ("0", "Tidak"), EMPTY]
FINDING = "finding_"
OFFICERS, MET, SUMMARY = (SupervisionVisit._meta.get_field(name).max_length for name in ("officers", "met", "summary"))


def lengths(name):
    return Finding._meta.get_field(name).max_length


class AnywayForm(Filled, FcuForm):
    """``anyway`` is asked only where somebody else was there on the same day; ``there``: a visit that is the same."""

    there = None
    anyway = forms.BooleanField(label="Tetap catat kunjungan ini", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.data.get("anyway"):
            self.fields["anyway"].widget = forms.HiddenInput()

    def ask_anyway(self):
        self.fields["anyway"].widget = forms.CheckboxInput()


class StartForm(AnywayForm):
    kind = forms.ChoiceField(label="Jenis kunjungan", widget=forms.RadioSelect)
    visited_on = DateField(label="Tanggal kunjungan", initial=timezone.localdate)
    officers = PlainField(label="Petugas", max_length=OFFICERS, help_text="Semua yang datang, dipisah koma.")
    field_order = ["kind", "visited_on", "officers", "anyway"]

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard(None)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]


class DayForm(AnywayForm):
    visited_on = DateField(label="Tanggal kunjungan")
    officers = PlainField(label="Petugas", max_length=OFFICERS, help_text="Semua yang datang, dipisah koma.")
    field_order = ["visited_on", "officers", "anyway"]

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard(record)


@dataclass(frozen=True, slots=True)
class QuestionField:
    question: InstrumentQuestion
    bound: forms.BoundField

    @property
    def is_text(self):
        return self.question.answer == AnswerKind.TEXT


def _answer_field(question):
    if question.answer == AnswerKind.TEXT:
        widget = forms.Textarea(attrs={"rows": 2})
        return PlainField(label=question.text, required=False, max_length=2000, widget=widget)
    choices = SCALE if question.answer == AnswerKind.SCALE else YES_NO
    words = {"invalid_choice": "Pilih satu dari jawaban yang ada."}
    return forms.ChoiceField(
        label=question.text, required=False, choices=choices, widget=forms.RadioSelect, error_messages=words
    )


def finding_fields(prefix=""):
    """Name → field of what is written of a finding; on the page of a visit they stand beside the questions."""
    area = forms.Textarea(attrs={"rows": 2})
    return {
        f"{prefix}aspect": forms.ChoiceField(label="Aspek", widget=forms.Select),
        f"{prefix}text": PlainField(label="Temuan", max_length=lengths("text"), widget=area),
        f"{prefix}recommendation": PlainField(
            label="Saran", required=False, max_length=lengths("recommendation"), widget=area
        ),
        f"{prefix}responsible": PlainField(
            label="Penanggung jawab", required=False, max_length=lengths("responsible"),
            help_text="Contoh: sekretaris FCU.",
        ),
        f"{prefix}due_on": DateField(label="Paling lambat", required=False),
    }  # fmt: skip


def aspect_choices(kind):
    return [("", "Pilih"), *((each.value, Aspect(each).label) for each in ASPECTS[VisitKind(kind)])]


class FillForm(Filled, FcuForm):
    """All questions of the instrument, and room for one finding. ``form_token`` marks the page."""

    form_token = TokenField()
    met = PlainField(
        label="Yang ditemui", required=False, max_length=MET, help_text="Contoh: koordinator dan sekretaris FCU."
    )
    summary = PlainField(
        label="Ringkasan", required=False, max_length=SUMMARY, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, visit, **kwargs):
        super().__init__(*args, **kwargs)
        self.visit, self.questions = visit, list(visit.instrument.questions.all())
        for question in self.questions:
            self.fields[f"q{question.pk}"] = _answer_field(question)
        self._room_for_finding()
        self.guard(visit)
        typed = {f"{FINDING}{name}": value for name, value in visit.typed_finding.items()}
        self.initial = {**typed, **self.initial}

    def _room_for_finding(self):
        for name, field in finding_fields(FINDING).items():
            field.required = False
            self.fields[name] = field
        self.fields[f"{FINDING}aspect"].choices = aspect_choices(self.visit.kind)

    def saved(self, visit):
        """As it is stored now, under the names of the fields."""
        given = {f"q{each.question_id}": _as_text(each) for each in visit.answers.all()}
        empty = {f"q{question.pk}": "" for question in self.questions}
        return empty | given | {"met": visit.met, "summary": visit.summary}

    def clean(self):
        data = super().clean()
        if any(self.finding_typed.values()):
            for name, words in (("aspect", "Pilih aspek temuan ini."), ("text", "Tulis temuannya.")):
                if not data.get(f"{FINDING}{name}") and f"{FINDING}{name}" not in self.errors:
                    self.add_error(f"{FINDING}{name}", words)
        return data

    @property
    def finding_typed(self):
        """As typed, right or wrong: kept with the draft."""
        names = finding_fields(FINDING)
        return {name.removeprefix(FINDING): self.data.get(name, "").strip()[:1000] for name in names}

    @property
    def finding(self):
        """What is to be kept as a finding; {} where nothing was typed."""
        if not any(self.finding_typed.values()):
            return {}
        return {name.removeprefix(FINDING): self.cleaned_data[name] for name in finding_fields(FINDING)}

    @property
    def answers(self):
        """Question id → (score, text), of the answers that are right."""
        right = [each for each in self.questions if f"q{each.pk}" in self.cleaned_data]
        return {each.pk: _as_answer(each, self.cleaned_data[f"q{each.pk}"]) for each in right}

    def groups(self):
        """(aspect, its questions with their fields) in the instrument's order."""
        for aspect, questions in groupby(self.questions, key=lambda each: each.aspect):
            yield Aspect(aspect).label, [QuestionField(each, self[f"q{each.pk}"]) for each in questions]

    def finding_bound(self):
        return [self[name] for name in finding_fields(FINDING)]


def _as_text(answer):
    return answer.text if answer.score is None else str(answer.score)


def _as_answer(question, value):
    if question.answer == AnswerKind.TEXT:
        return None, value
    return (int(value) if value else None), ""
