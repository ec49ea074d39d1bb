from django import forms
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cases.enums import CaseResult, Urgency
from cases.queries import handler_choices
from core.forms import DateField, FcuForm, PicksField, StepForm, TokenField, VersionField
from families.enums import ProblemState
from families.models import FamilyMember, Problem
from families.queries import members_of


class CaseForm(FcuForm):
    """What the FCU takes on for one family."""

    form_token = TokenField()
    summary = forms.CharField(
        label="Ringkasan", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa masalahnya dan apa yang diharapkan keluarga",
    )  # fmt: skip
    urgency = forms.TypedChoiceField(label="Kegentingan", choices=Urgency, coerce=int, widget=forms.RadioSelect)
    problems = PicksField(
        label="Masalah", queryset=Problem.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    members = PicksField(
        label="Anggota yang terkait", queryset=FamilyMember.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    handler = forms.ModelChoiceField(
        label="Penanggung jawab", queryset=User.objects.none(), empty_label=None,
        help_text="Pengurus FCU, atau pendamping dari keluarga pionir",
    )  # fmt: skip
    sensitive = forms.BooleanField(
        label="Kasus peka", required=False,
        help_text="Hanya terlihat oleh penanggung jawab dan koordinator. Masalah kekerasan selalu peka.",
    )  # fmt: skip

    def __init__(self, data=None, *, family, **kwargs):
        super().__init__(data, **kwargs)
        unsolved = family.problems.exclude(state=ProblemState.SOLVED)
        self.fields["problems"].queryset = unsolved.select_related("category", "member")
        self.fields["problems"].label_from_instance = problem_line
        self.fields["members"].queryset = members_of(family)
        self.fields["handler"].queryset = handler_choices(family.village_id)


class ChangeCaseForm(FcuForm):
    """What was written when the case was opened; whoever is answerable for it is changed elsewhere."""

    version = VersionField()
    summary = CaseForm.base_fields["summary"]
    urgency = CaseForm.base_fields["urgency"]
    problems = CaseForm.base_fields["problems"]
    members = CaseForm.base_fields["members"]

    def __init__(self, data=None, *, case, **kwargs):
        written = {name: getattr(case, name) for name in ("version", "summary", "urgency")}
        linked = {name: list(getattr(case, name).all()) for name in ("problems", "members")}
        super().__init__(data, initial=written | linked, **kwargs)
        shown = ~Q(state=ProblemState.SOLVED) | Q(pk__in=[problem.pk for problem in linked["problems"]])
        self.fields["problems"].queryset = case.family.problems.filter(shown).select_related("category", "member")
        self.fields["problems"].label_from_instance = problem_line
        self.fields["members"].queryset = members_of(case.family)
        for name in ("problems", "members"):
            if not self.fields[name].queryset:
                del self.fields[name]

    def values(self):
        given = self.cleaned_data
        parts = {name: list(given.get(name, ())) for name in ("problems", "members")}
        return {"summary": given["summary"], "urgency": given["urgency"], "seen": given["version"], **parts}


def problem_line(problem):
    return f"{problem.category.name} ({problem.member.name})" if problem.member else problem.category.name


class HandlerForm(FcuForm):
    handler = forms.ModelChoiceField(label="Penanggung jawab", queryset=User.objects.none(), empty_label=None)

    def __init__(self, data=None, *, case, **kwargs):
        super().__init__(data, initial={"handler": case.handler_id}, **kwargs)
        self.fields["handler"].queryset = handler_choices(case.village_id)


class CloseForm(StepForm):
    result = forms.ChoiceField(label="Hasil", choices=CaseResult, widget=forms.RadioSelect)
    solved = forms.MultipleChoiceField(
        label="Masalah yang sudah selesai", required=False, widget=forms.CheckboxSelectMultiple
    )
    check_on = DateField(label="Periksa lagi", required=False, help_text="Kosong: 30 hari setelah ditutup")

    field_order = ["version", "result", "note", "solved", "check_on"]

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        unsolved = [problem for problem in self.record.problems.all() if problem.state != ProblemState.SOLVED]
        self.problems = {str(problem.pk): problem for problem in unsolved}
        self.fields["solved"].choices = [(pk, problem_line(problem)) for pk, problem in self.problems.items()]
        if not unsolved:
            del self.fields["solved"]

    def clean_solved(self):
        return [self.problems[pk] for pk in self.cleaned_data["solved"]]

    def clean_check_on(self):
        day = self.cleaned_data["check_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError("Tanggalnya sudah lewat. Isi hari ini atau sesudahnya.")
        return day


def step_form(name, step, record, data=None):
    return (CloseForm if name == "close" else StepForm)(data, name=name, step=step, record=record)
