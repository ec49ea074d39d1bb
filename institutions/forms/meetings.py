from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from core.forms import DateField, FcuModelForm, PicksField
from institutions.forms.filling import DATE_HELP, Filled
from institutions.models import Meeting, Membership

LONGEST_NAME = 120
MOST_GUESTS = 200


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


class MeetingForm(Filled, FcuModelForm):
    members = MemberPicks(Membership.objects.none(), required=False, label="Anggota yang hadir")
    guests = GuestsField(
        required=False, label="Tamu", help_text="Satu baris satu orang: nama, asal. Contoh: Ferdi Sabuin, TKSK"
    )

    class Meta:
        model = Meeting
        fields = ["kind", "held_on", "place", "leader", "agenda", "minutes", "decisions"]
        field_classes = {"held_on": DateField}
        widgets = {
            "agenda": forms.Textarea(attrs={"rows": 3}),
            "minutes": forms.Textarea(attrs={"rows": 8}),
            "decisions": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "held_on": DATE_HELP,
            "place": "Contoh: Balai desa",
            "agenda": "Satu baris satu acara",
            "decisions": "Satu baris satu keputusan: apa, siapa, kapan",
        }

    def __init__(self, *args, unit, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = timezone.localdate
        self.fields["members"].queryset = _who_may_attend(unit, record)
        self.guard(record)

    def saved(self, record):
        rows = list(record.attendances.select_related("membership__institution"))
        members = [row.membership for row in rows if row.membership_id]
        guests = [(row.guest_name, row.guest_from) for row in rows if not row.membership_id]
        return {**super().saved(record), "members": members, "guests": guests}

    def said(self, name, value):
        if name == "guests":
            return self.fields[name].prepare_value(sorted(value)) or super().said(name, "")
        return super().said(name, value)


def _who_may_attend(unit, record):
    """Members of today, and of the day of the meeting: who has left since still was there."""
    members = unit.memberships.select_related("institution")
    day = record.held_on if record else timezone.localdate()
    on_day = Q(joined_on__lte=day) & (Q(left_on=None) | Q(left_on__gte=day))
    return members.filter(Q(left_on=None) | on_day)
