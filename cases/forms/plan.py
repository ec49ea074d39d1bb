"""Goals, actions, and a conference with what was agreed there."""

from django import forms
from django.utils import timezone

from cases.enums import Doer
from cases.models import Goal
from core.forms import DateField, FcuForm, PicksField, StepForm, TokenField, VersionField
from institutions.models import Institution

AGREED_ROWS = 3


class GoalForm(FcuForm):
    form_token = TokenField()
    words = forms.CharField(
        label="Tujuan", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dengan kata-kata keluarga, contoh: “Kami ingin Yanto sekolah lagi”",
    )  # fmt: skip


class ChangeGoalForm(FcuForm):
    version = VersionField()
    words = GoalForm.base_fields["words"]
    reached = forms.BooleanField(label="Tujuan ini sudah tercapai", required=False)


class ActionForm(FcuForm):
    """``goals`` and ``institutions`` are those of the case and near its village."""

    what = forms.CharField(label="Apa yang dikerjakan", max_length=300)
    doer = forms.ChoiceField(label="Oleh", choices=Doer, widget=forms.RadioSelect, initial=Doer.FAMILY)
    institution = forms.ModelChoiceField(
        label="Lembaga", queryset=Institution.objects.none(), required=False, empty_label="Bukan lembaga",
        help_text="Hanya bila lembaga yang mengerjakannya",
    )  # fmt: skip
    who = forms.CharField(label="Nama orangnya", max_length=120, required=False, help_text="Contoh: Ibu Yuliana")
    due_on = DateField(label="Paling lambat")
    goal = forms.ModelChoiceField(
        label="Untuk tujuan", queryset=Goal.objects.none(), required=False, empty_label="Tanpa tujuan tertentu"
    )

    def __init__(self, data=None, *, case, institutions, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["institution"].queryset = institutions
        self.fields["goal"].queryset = case.goals.filter(reached_on=None)

    def clean(self):
        super().clean()
        doer, institution = self.cleaned_data.get("doer"), self.cleaned_data.get("institution")
        if doer == Doer.INSTITUTION and not institution:
            self.add_error("institution", "Pilih lembaga yang akan mengerjakannya.")
        if doer and doer != Doer.INSTITUTION and institution:
            self.add_error("institution", "Pilih “Bukan lembaga”, atau pilih “Lembaga” sebagai yang mengerjakan.")

    def values(self):
        return {name: self.cleaned_data[name] for name in ("what", "doer", "institution", "who", "due_on", "goal")}


class NewActionForm(ActionForm):
    form_token = TokenField()


class ChangeActionForm(ActionForm):
    version = VersionField()

    def __init__(self, data=None, *, action, **kwargs):
        names = ("what", "doer", "institution", "who", "due_on", "goal", "version")
        super().__init__(data, case=action.case, initial={name: getattr(action, name) for name in names}, **kwargs)
        self.fields["goal"].queryset = action.case.goals.all()


class FinishForm(StepForm):
    done_on = DateField(label="Tanggal dikerjakan", initial=timezone.localdate)

    field_order = ["version", "done_on", "note"]


def action_step_form(name, step, record, data=None):
    return (FinishForm if name == "finish" else StepForm)(data, name=name, step=step, record=record)


class AgreedForm(FcuForm):
    """One line of what a conference agreed on; a line left empty is none."""

    what = forms.CharField(label="Apa yang dikerjakan", max_length=300)
    doer = forms.ChoiceField(label="Oleh", choices=[("", "Pilih"), *Doer.choices])
    institution = forms.ModelChoiceField(
        label="Lembaga", queryset=Institution.objects.none(), required=False, empty_label="Bukan lembaga"
    )
    who = forms.CharField(label="Nama orangnya", max_length=120, required=False)
    due_on = DateField(label="Paling lambat", help_text="")

    mark_optional = False

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = Institution.objects.filter(pk__in=[pk for pk, _ in offered])
        self.fields["institution"].choices = [("", "Bukan lembaga"), *offered]

    def clean(self):
        super().clean()
        doer, institution = self.cleaned_data.get("doer"), self.cleaned_data.get("institution")
        if doer == Doer.INSTITUTION and not institution:
            self.add_error("institution", "Pilih lembaganya.")
        if doer and doer != Doer.INSTITUTION and institution:
            self.add_error("institution", "Pilih “Bukan lembaga”, atau “Lembaga” sebagai yang mengerjakan.")


AgreedRows = forms.formset_factory(AgreedForm, extra=AGREED_ROWS, max_num=AGREED_ROWS, absolute_max=AGREED_ROWS)


class ConferenceForm(FcuForm):
    form_token = TokenField()
    held_on = DateField(label="Tanggal", initial=timezone.localdate)
    place = forms.CharField(label="Tempat", max_length=120, help_text="Contoh: Balai desa")
    institutions = PicksField(
        label="Lembaga yang hadir", queryset=Institution.objects.none(),
        help_text="Di komputer, tahan Ctrl sambil memilih.",
    )  # fmt: skip
    people = forms.CharField(
        label="Orang yang hadir", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu baris satu orang: nama, dari mana",
    )  # fmt: skip
    family_came = forms.BooleanField(label="Keluarga ikut hadir", required=False)
    minutes = forms.CharField(label="Notulen", max_length=8000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, data=None, *, institutions, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["institutions"].queryset = institutions
        self.fields["institutions"].widget.attrs["size"] = 6

    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "form_token"}
