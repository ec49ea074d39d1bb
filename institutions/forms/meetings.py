from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import ErrorDict
from django.utils import timezone

from core.forms import DateField, FcuModelForm, PicksField
from institutions.enums import Post
from institutions.forms.decisions import ROWS, DecisionRows, FollowUpForm, decisions_to_follow, with_rows
from institutions.forms.filling import DATE_HELP, Filled
from institutions.models import Meeting, Membership
from institutions.queries import officers_on

LONGEST_NAME = 120
MOST_GUESTS = 200
BUTTONS = {"hadir", "tambah"}


class GuestsField(forms.CharField):
    """One guest a line, ``nama, asal`` → pairs (name, where from)."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value):
        if not isinstance(value, str):
            return list(value or ())
        lines = [line.strip() for line in value.splitlines() if line.strip(" ,")]
        if len(lines) > MOST_GUESTS:
            raise ValidationError(f"Paling banyak {MOST_GUESTS} tamu, sekarang {len(lines)}.")
        return [self._guest(line) for line in lines]

    def _guest(self, line):
        name, _, origin = (part.strip() for part in line.partition(","))
        if not name:
            raise ValidationError(f"Nama tamu belum ada pada baris “{line[:40]}”. Tulis: nama, asal.")
        if max(len(name), len(origin)) > LONGEST_NAME:
            raise ValidationError(f"Baris “{line[:40]}…” terlalu panjang. Satu baris satu tamu: nama, asal.")
        return name, origin

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(", ".join(filter(None, guest)) for guest in value)


class MemberPicks(PicksField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, member):
        return f"{member.name}, {member.origin}"


class ClockField(forms.TimeField):
    """Hours as people write them: 16.00, 16:00, 1600, 9."""

    default_error_messages = {"invalid": "Jam belum benar. Tulis jam.menit, contoh 16.00."}

    def __init__(self, **kwargs):
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TimeInput(format="%H.%M", attrs=attrs))
        kwargs.setdefault("help_text", "Contoh 16.00")
        super().__init__(input_formats=["%H.%M", "%H:%M", "%H%M", "%H"], **kwargs)


class MeetingFacts(Filled, FcuModelForm):
    """When, where and about what: asked in the same words before a meeting and after it."""

    class Meta:
        model = Meeting
        fields = ["kind", "held_on", "starts_at", "place", "leader", "agenda"]
        field_classes = {"held_on": DateField, "starts_at": ClockField}
        widgets = {"agenda": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"held_on": DATE_HELP, "place": "Contoh: Balai desa", "agenda": "Satu baris satu acara"}

    def __init__(self, data=None, *, unit, record=None):
        super().__init__(data, initial={} if record else _usual(unit))
        self.guard(record)


class PlanForm(MeetingFacts):
    class Meta(MeetingFacts.Meta):
        fields = [*MeetingFacts.Meta.fields, "is_public"]
        help_texts = MeetingFacts.Meta.help_texts | {
            "is_public": "Jenis, tanggal, jam, dan tempat rapat ini muncul di kalender warga."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].required = True


class MeetingForm(MeetingFacts):
    """With the attendance, the decisions, and what came of earlier ones; ``turned`` after a button that only helps."""

    members = MemberPicks(Membership.objects.none(), required=False, label="Anggota yang hadir")
    guests = GuestsField(
        required=False, label="Tamu", help_text="Satu baris satu orang: nama, asal. Contoh: Ferdi Sabuin, TKSK"
    )

    class Meta(MeetingFacts.Meta):
        fields = [*MeetingFacts.Meta.fields, "minutes"]
        widgets = MeetingFacts.Meta.widgets | {"minutes": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, data=None, *, unit, record=None):
        people = _who_may_attend(unit, record)
        self.turned = bool(data) and not BUTTONS.isdisjoint(data)
        data = _turned(data, people) if self.turned else data
        super().__init__(data, unit=unit, record=record)
        self.fields["held_on"].initial = timezone.localdate
        self.fields["members"].queryset = people
        self.rows = DecisionRows(data, prefix=ROWS)
        self.follow_up = FollowUpForm(data, decisions=decisions_to_follow(unit, record, data))
        if self.turned:
            self._be_quiet()

    def is_valid(self):
        """Everything is looked at, so that all that is wrong is said at once."""
        return not self.turned and all([super().is_valid(), self.rows.is_valid(), self.follow_up.is_valid()])

    def _be_quiet(self):
        """After a helping button nothing is judged yet."""
        for form in (self, self.follow_up, *self.rows.forms):
            form._errors, form.cleaned_data = ErrorDict(), {}
        self.rows._errors, self.rows._non_form_errors = [{} for _ in self.rows.forms], self.rows.error_class()

    @property
    def values(self):
        return {**super().values, "decisions": self.rows.values, "finished": self.follow_up.finished}

    def saved(self, record):
        rows = list(record.attendances.select_related("membership__institution"))
        members = [row.membership for row in rows if row.membership_id]
        guests = [(row.guest_name, row.guest_from) for row in rows if not row.membership_id]
        return {**super().saved(record), "members": members, "guests": guests}

    def said(self, name, value):
        if name == "guests":
            return self.fields[name].prepare_value(sorted(value)) or super().said(name, "")
        return super().said(name, value)


def _turned(data, people):
    """The posted data as the helping button leaves it; everything typed stays."""
    data = data.copy()
    if "hadir" in data:
        everybody = [str(pk) for pk in people.values_list("pk", flat=True)]
        data.setlist("members", everybody if data["hadir"] == "semua" else [])
    return with_rows(data) if "tambah" in data else data


def _usual(unit):
    """Most meetings are led by the coordinator, at the place of the last one."""
    leader = officers_on(unit, timezone.localdate()).filter(post=Post.COORDINATOR).first()
    last = unit.meetings.first()
    return {"leader": str(leader.membership) if leader else "", "place": last.place if last else ""}


def _who_may_attend(unit, record):
    """Members of today, and of the day of the meeting: who has left since still was there."""
    members = unit.memberships.select_related("institution")
    day = record.held_on if record else timezone.localdate()
    on_day = Q(joined_on__lte=day) & (Q(left_on=None) | Q(left_on__gte=day))
    return members.filter(Q(left_on=None) | on_day)
