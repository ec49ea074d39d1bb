from functools import cache

from django import forms

from core.forms import DateField, FcuForm, PicksField, StepForm
from families.models import Family
from institutions.forms.filling import DATE_HELP, Filled
from institutions.models import Meeting, WorkingGroup
from mentoring.queries.selecting import eligible, focus_groups_of, groups_of, held_meetings


class MeetingField(forms.ModelChoiceField):
    """A meeting of the FCU, by its number, kind, day and place."""

    def label_from_instance(self, meeting):
        return f"{meeting.reference} · {meeting.title} · {meeting.held_on:%d-%m-%Y}, {meeting.place}"


class OpenForm(Filled, FcuForm):
    """A round of choosing."""

    village = forms.ChoiceField(label="Desa")
    note = forms.CharField(
        label="Catatan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: seleksi kedua, untuk Dusun III",
    )  # fmt: skip

    def __init__(self, data=None, *, villages, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["village"].choices = [(village.code, village.full_name) for village in villages]
        if len(villages) == 1:
            self.fields["village"].widget = forms.HiddenInput()
            self.initial["village"] = villages[0].code
        self.guard(None)


class SelectionForm(Filled, FcuForm):
    """The working group and the focus group of a round."""

    working_group = forms.ModelChoiceField(
        WorkingGroup.objects.none(), label="Pokja identifikasi dan seleksi", required=False,
        empty_label="Belum dibentuk", help_text="Pokja dibentuk di halaman FCU",
    )  # fmt: skip
    focus_group = MeetingField(
        Meeting.objects.none(), label="Diskusi kelompok (FGD)", required=False, empty_label="Belum diadakan",
        help_text="Bersama kepala desa, sudah ada notulen dan daftar hadirnya",
    )  # fmt: skip
    note = forms.CharField(label="Catatan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, record, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["working_group"].queryset = groups_of(record.village_id)
        self.fields["focus_group"].queryset = focus_groups_of(record.village_id).select_related("care_unit")
        self.guard(record)


class CandidatesForm(FcuForm):
    families = PicksField(label="Keluarga", queryset=Family.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data=None, *, selection, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["families"].queryset = eligible(selection)
        self.fields["families"].error_messages["required"] = "Pilih paling sedikit satu keluarga."


class EstablishForm(StepForm):
    decided_in = MeetingField(Meeting.objects.none(), label="Diputuskan dalam rapat", empty_label="Pilih rapat")
    on = DateField(label="Ditetapkan pada", help_text=DATE_HELP)

    field_order = ["version", "decided_in", "on", "note"]

    def __init__(self, data=None, *, meetings=None, **kwargs):
        """``meetings``: the choices, made once for all the forms of a page."""
        super().__init__(data, **kwargs)
        self.fields["decided_in"].queryset = held_meetings(self.record.selection.village_id).select_related(
            "care_unit"
        )
        if meetings:
            self.fields["decided_in"].choices = meetings


def meetings_once(village_code):
    """The choices of EstablishForm as a function that reads them when the first form asks, and only then."""
    field = MeetingField(held_meetings(village_code).select_related("care_unit"), empty_label="Pilih rapat")
    return cache(lambda: list(field.choices))


def step_form(name, step, candidate, data=None, meetings=None):
    given = {"name": name, "step": step, "record": candidate}
    return EstablishForm(data, meetings=meetings, **given) if name == "establish" else StepForm(data, **given)
