"""A session planned, called off, and recorded on a telephone with the attendance of all members."""

from django import forms
from django.utils import timezone

from core.forms import DateField, FcuForm, FcuModelForm, PicksField, TokenField, VersionField
from institutions.forms.filling import DATE_HELP, Filled
from programmes.enums import SessionKind
from programmes.models import GroupMember, TrainingSession
from programmes.queries.sessions import attendance_of

ALL, NONE = "semua", "kosong"


class AddSessionForm(FcuForm):
    form_token = TokenField()
    kind = forms.ChoiceField(label="Jenis", choices=SessionKind, initial=SessionKind.COUNSELLING)
    phase = forms.TypedChoiceField(
        label="Tahap", coerce=int, choices=[(1, "1"), (2, "2"), (3, "3")], help_text="Hanya untuk keterampilan usaha"
    )
    planned_on = DateField(label="Tanggal")
    subject = forms.CharField(label="Materi", max_length=200, required=False)

    @property
    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "form_token"}


class MoveForm(FcuForm):
    version = VersionField()
    planned_on = DateField(label="Tanggal baru")


class CallOffForm(FcuForm):
    version = VersionField()
    reason = forms.CharField(label="Sebab dibatalkan", max_length=200, help_text="Contoh: gelombang tinggi")


class SessionForm(Filled, FcuModelForm):
    """What took place. ``people``: members that may have been there; ``turned`` after a button that only ticks."""

    present = PicksField(label="Anggota yang hadir", queryset=GroupMember.objects.none(), required=False)
    suggested = PicksField(label="Memberi saran", queryset=GroupMember.objects.none(), required=False)

    class Meta:
        model = TrainingSession
        fields = ["held_on", "subject", "teacher", "place", "contribution", "evaluation"]
        field_classes = {"held_on": DateField}
        widgets = {"evaluation": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "held_on": DATE_HELP,
            "subject": "Contoh: mengolah ikan asin",
            "teacher": "Contoh: Dinas Perikanan, Ibu Marta",
            "contribution": "Contoh: membawa bahan dan konsumsi",
            "evaluation": "Apa yang sudah dikuasai, apa yang perlu diulang",
        }

    def __init__(self, data=None, *, record, people, initial=None):
        self.people = people
        self.turned = bool(data) and "hadir" in data
        super().__init__(_ticked(data, people) if self.turned else data, initial=initial)
        for name in ("held_on", "subject", "teacher", "place"):
            self.fields[name].required = True
        rows = record.group.members.filter(pk__in=[member.pk for member in people]).select_related("person")
        self.fields["present"].queryset = self.fields["suggested"].queryset = rows
        self.guard(record)
        self.fields["form_token"] = TokenField(required=False)
        if self.turned:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}

    def saved(self, record):
        kept = {name: getattr(record, name) for name in self._meta.fields}
        there = attendance_of(record)
        came = [member for member in self.people if member.pk in there]
        kept["held_on"] = record.held_on or min(record.planned_on, timezone.localdate())
        return kept | {"present": came, "suggested": [member for member in came if there[member.pk]]}

    def said(self, name, value):
        if name not in {"present", "suggested"}:
            return super().said(name, value)
        keys = {member.pk for member in value}
        return super().said(name, [member.words for member in self.people if member.pk in keys])

    def _post_clean(self):
        """The service writes the record; nothing is put on an instance here."""

    @property
    def roll(self):
        """(member, was there, made a suggestion) as the page shows them now."""
        there, said = (self._keys(name) for name in ("present", "suggested"))
        return [(member, str(member.pk) in there, str(member.pk) in said) for member in self.people]

    def _keys(self, name):
        return {str(getattr(each, "pk", each)) for each in self[name].value() or ()}


def _ticked(data, people):
    """The posted data as the helping button leaves it; everything typed stays."""
    data = data.copy()
    data.setlist("present", [str(member.pk) for member in people] if data["hadir"] == ALL else [])
    return data
