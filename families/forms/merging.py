"""Two files side by side: where they differ somebody chooses, field by field and person by person."""

from dataclasses import dataclass

from django import forms
from django.db.models import BooleanField, DateField
from django.utils import timezone

from core.formatting import date_short, mask_number, phone_national
from core.forms import FcuForm, TokenField, VersionField
from families.enums import CHOSEN_LEAVE_REASONS, Relation
from families.queries import same_people
from families.services import PersonChoice
from families.services.merging import FAMILY_FIELDS, PERSON_FIELDS

KEPT, ABSORBED = "simpan", "gabung"
SAME, JOINS, OUT = "sama-", "ikut", "keluar-"
NUMBERS = {"family_card_number", "national_id"}
# What goes with another field: one place has two coordinates, one number its note.
TOGETHER = {"latitude": "longitude", "national_id": "national_id_note"}
WHO = "Siapa orang ini di berkas yang disimpan?"
UNSEEN = "Pilihan orang berubah, jadi ada isian baru di bawah. Periksa, lalu tekan “Gabungkan” lagi."
# A page of limited weight: beyond so many questions the newer file's values stand; a choice of persons weighs as two.
MOST_ASKED, A_PERSON = 56, 2
MOST_OFFERED = 8  # those who were born nearest to the day


@dataclass(slots=True)
class PersonRow:
    """One member of the file to be closed. ``who``: bound choice of what becomes of the person; ``asked``: the fields
    to choose, for the same person; ``relation``: bound choice of one who joins, or None."""

    member: object
    who: object
    choice: str
    asked: list
    given: set
    relation: object = None

    @property
    def same_as(self):
        return int(self.choice.removeprefix(SAME)) if self.choice.startswith(SAME) else None


class MergeForm(FcuForm):
    """``ours``, ``theirs``: the members of ``kept`` and ``absorbed``; ``revealed``: may full numbers be shown?"""

    form_token = TokenField()
    kept_version = VersionField()
    absorbed_version = VersionField()

    def __init__(self, data=None, *, kept, absorbed, ours, theirs, revealed=False):
        initial = {"kept_version": kept.version, "absorbed_version": absorbed.version}
        super().__init__(data, initial=initial)
        self.kept, self.absorbed, self.ours, self.revealed = kept, absorbed, ours, revealed
        self.newer = ABSORBED if _recorded(absorbed) > _recorded(kept) else KEPT
        self.unseen, self.is_cut = False, False
        self.questions_left = MOST_ASKED - A_PERSON * len(theirs)
        self.asked, self.given = self._compare(kept, absorbed, FAMILY_FIELDS, "keluarga")
        suggested = same_people(theirs, ours)
        self.people = [self._person(member, suggested.get(member.pk)) for member in theirs]

    def _person(self, member, same_as):
        key = f"orang-{member.pk}"
        choice = self._add(
            key, self._fates(member, same_as), f"{SAME}{same_as}" if same_as else JOINS, WHO, forms.Select
        )
        row = PersonRow(member, self[key], choice, [], set())
        mine = next((each for each in self.ours if each.pk == row.same_as), None)
        if mine:
            row.asked, row.given = self._compare(mine, member, PERSON_FIELDS, f"{key}-{mine.pk}")
        elif choice == JOINS:
            row.relation = self._relation(member, f"{key}-hubungan")
        return row

    def _fates(self, member, same_as):
        """The likely one first, so that it is among those offered."""
        ours = sorted(self.ours, key=lambda each: (each.pk != same_as, abs(each.birth_date - member.birth_date)))
        same = [(f"{SAME}{each.pk}", f"{each.name}, {date_short(each.birth_date)}") for each in ours[:MOST_OFFERED]]
        out = [(f"{OUT}{reason.value}", reason.label) for reason in CHOSEN_LEAVE_REASONS]
        joins = (JOINS, "Belum ada di sana: ikut sebagai anggota")
        return [("Orang yang sama dengan", same), joins, ("Tidak ikut, sebab", out)]

    def _relation(self, member, key):
        choices = [(str(each.value), each.label) for each in Relation if each != Relation.HEAD]
        usual = Relation.RELATIVE if member.relation == Relation.HEAD else member.relation
        self._add(key, choices, str(int(usual)), f"Hubungan {member.name} dengan kepala keluarga", forms.Select)
        return self[key]

    def _compare(self, mine, theirs, names, prefix):
        """(bound choices of what differs, names of what only the other file knows)."""
        asked, given = [], set()
        for name in names:
            ours, others = getattr(mine, name), getattr(theirs, name)
            if name in TOGETHER.values() or ours == others or others in ("", None):
                continue
            if ours in ("", None):
                given.add(name)
            elif self.questions_left <= 0:
                self.is_cut = True
                given |= {name} if self.newer == ABSORBED else set()
            else:
                asked.append(self._ask(mine, theirs, name, f"{prefix}-{name}"))
        return asked, given

    def _ask(self, mine, theirs, name, key):
        choices = [(KEPT, self._words(mine, name)), (ABSORBED, self._words(theirs, name))]
        field = mine._meta.get_field(name)
        usual = ABSORBED if isinstance(field, BooleanField) and getattr(theirs, name) else self.newer
        usual = KEPT if isinstance(field, BooleanField) and getattr(mine, name) else usual
        self.questions_left -= 1
        label = "Letak di peta" if name == "latitude" else f"{field.verbose_name[:1].upper()}{field.verbose_name[1:]}"
        self._add(key, choices, usual, label, forms.RadioSelect)
        return self[key]

    def _add(self, key, choices, usual, label, widget):
        """A field of its own. What the page did not ask yet takes the usual value, and the page is shown again."""
        field = forms.ChoiceField(label=label, choices=choices, initial=usual, widget=widget)
        field.error_messages["invalid_choice"] = "Pilih satu dari daftar."
        self.fields[key] = field
        if not self.is_bound:
            return usual
        if key not in self.data:
            self.data[key], self.unseen = usual, True
        return self.data[key] if field.valid_value(self.data[key]) else ""

    def _words(self, row, name):
        value = getattr(row, name)
        field = row._meta.get_field(name)
        if name in NUMBERS:
            return value if self.revealed else mask_number(value)
        if name == "latitude":
            return f"{row.latitude}, {row.longitude}"
        if name == "phone":
            return phone_national(value)
        if isinstance(field, DateField):
            return date_short(value)
        if isinstance(field, BooleanField):
            return "ya" if value else "tidak"
        return str(getattr(row, f"get_{name}_display")() if field.choices else value)

    def clean(self):
        data = super().clean()
        if self.unseen:
            self.add_error(None, UNSEEN)
        taken = {}
        for row in self.people:
            if row.same_as in taken:
                self.add_error(
                    row.who.name, f"{taken[row.same_as]} sudah dipasangkan dengan orang itu. Pilih yang lain."
                )
            elif row.same_as:
                taken[row.same_as] = row.member.name
        return data

    @property
    def seen(self):
        return self.cleaned_data["kept_version"], self.cleaned_data["absorbed_version"]

    def take(self):
        """The family's fields that come from the file to be closed."""
        return self._taken(self.asked, self.given)

    def choices(self):
        return [self._choice(row) for row in self.people]

    def _choice(self, row):
        if row.same_as:
            return PersonChoice(row.member.pk, same_as=row.same_as, take=self._taken(row.asked, row.given))
        if row.choice.startswith(OUT):
            return PersonChoice(row.member.pk, left_reason=row.choice.removeprefix(OUT))
        return PersonChoice(row.member.pk, relation=int(self.cleaned_data[row.relation.name]))

    def _taken(self, asked, given):
        chosen = {bound.name.rsplit("-", 1)[1] for bound in asked if self.cleaned_data[bound.name] == ABSORBED}
        names = chosen | given
        return frozenset(names | {other for name, other in TOGETHER.items() if name in names})


def _recorded(family):
    return family.data_date or timezone.localdate(family.recorded_at)


class SearchForm(FcuForm):
    q = forms.CharField(label="Nama, nomor berkas, NIK, atau No. KK berkas yang lain", max_length=100)


class UndoForm(FcuForm):
    form_token = TokenField()

    def __init__(self, *args, merge, **kwargs):
        super().__init__(*args, **kwargs)
        self.merge = merge
