"""One family on one page: the household's form, the members' formset, and what is checked across both."""

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from core import identity
from families.enums import MOST_MEMBERS, Relation
from families.forms.entry_fields import FamilyForm, MemberForm
from families.forms.plausible import implausible
from families.queries import Person, likely_doubles, region_names

PREFIX = "anggota"
FIRST_ROWS = 4
# Rows that stand open, so that the page stays under its weight: in a usual family, and among many.
USUAL, MOST_OPEN, MOST_OPEN_AMONG_MANY = 5, 4, 2


class BaseMemberFormSet(forms.BaseFormSet):
    default_error_messages = {
        "missing_management_form": "Halaman ini tidak lengkap. Muat ulang, lalu isi dan kirim lagi.",
        "too_many_forms": f"Paling banyak {MOST_MEMBERS} anggota dalam satu keluarga.",
    }

    def be_quiet(self):
        self._errors, self._non_form_errors = [{} for _ in self.forms], self.error_class()
        for form in self.forms:
            form.be_quiet()

    def __init__(self, *args, known, **kwargs):
        """``known``: id, as text → stored values of every member that the family has or had."""
        self.known = known
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        """A row brings the stored values of the member it names; on an empty page the first person is the head."""
        stored = self.known.get(self.data.get(f"{self.prefix}-{index}-id", "")) if self.is_bound else None
        if stored:
            return {"initial": dict(stored), "empty_permitted": False}
        return {"initial": {"relation": Relation.HEAD}} if index == 0 and not self.known else {}

    def fold(self, opened, most=None):
        """A page of limited weight: at most a few rows are open, first those that need the user's hand."""
        if most is None:
            most = MOST_OPEN if len(self.forms) <= USUAL else MOST_OPEN_AMONG_MANY
        waiting = sorted(self.forms, key=lambda form: not (form.errors or form.prefix == opened or form.is_blank))
        for form in waiting[most:]:
            form.is_folded = True

    @property
    def filled(self):
        return [form for form in self.forms if not form.is_empty]


MemberFormSet = forms.formset_factory(
    MemberForm, formset=BaseMemberFormSet, extra=0, max_num=MOST_MEMBERS, validate_max=True,
    absolute_max=MOST_MEMBERS + 1,
)  # fmt: skip


class FamilyEntry:
    """``data``: what was posted or drafted. ``family``: the file to be changed, None for a new one.

    ``people``: every member the family has or had, those who left too; an unbound page shows those who belong to it.
    """

    def __init__(self, *, villages, categories=None, family=None, people=(), data=None, token=None):
        self.family, self.villages, self.doubles = family, villages, []
        initial = _family_initial(family) | {"form_token": token}
        self.form = FamilyForm(data, villages=villages, categories=categories, initial=initial)
        known = {str(person.pk): _member_initial(person) for person in people}
        shown = None if data is not None else [known[str(each.pk)] for each in people if not each.left_on]
        self.members = MemberFormSet(data, prefix=PREFIX, initial=shown, known=known)
        self.members.extra = 0 if people else FIRST_ROWS

    def be_quiet(self):
        self.form.be_quiet()
        self.members.be_quiet()

    @cached_property
    def village_code(self):
        if self.family:
            return self.family.village_id
        return self.form.cleaned_data.get("village") or self.villages[0][0]

    @property
    def differs(self):
        """Does the page say anything else than what is stored?"""
        return self.form.differs or any(not each.stays_stored or each.differs for each in self.members.filled)

    def is_valid(self):
        """Everything is looked at, so that everything that is wrong can be said at once."""
        sound = all([self.form.is_valid(), self.members.is_valid()])
        people = [form for form in self.members.filled if hasattr(form, "cleaned_data")]
        if not people:
            self.form.add_error(None, "Isi paling sedikit satu anggota, mulai dari kepala keluarga.")
            return False
        staying = [form for form in people if not form.is_leaving]
        self._check_numbers(staying)
        self._check_head(staying)
        self._check_likeness(staying)
        return sound and not self.form.errors and not any(form.errors for form in people)

    def _check_numbers(self, people):
        """What the digits say against what was typed, with the names of all regions from one statement."""
        card = self.form.cleaned_data.get("family_card_number")
        numbers = [form.cleaned_data.get("national_id") for form in people]
        asked = [code for number in filter(None, [card, *numbers]) for code in identity.region_codes(number)]
        names, today = region_names(asked) if asked else {}, timezone.localdate()
        if card:
            self._judge_card(identity.decode_family_card(card, today, names.get))
        for form, number in zip(people, numbers, strict=True):
            if number:
                self._judge_member(form, identity.decode(number, today, names.get), names.get)
        self._refuse_twins(people)

    def _judge_card(self, decoded):
        for message in decoded.errors:
            self.form.add_error("family_card_number", message)
        self.form.warn(decoded.warnings)

    @staticmethod
    def _judge_member(form, decoded, region_name):
        """Everything in which the NIK differs, and then in full what it says."""
        for message in decoded.errors:
            form.add_error("national_id", message)
        if decoded.errors:
            return
        differing = identity.compare(decoded, form.cleaned_data.get("sex"), form.cleaned_data.get("birth_date"))
        sentences = decoded.warnings + [problem.message for problem in differing]
        if sentences:
            form.warn_of_number([*sentences, f"Arti NIK ini: {identity.meaning(decoded, region_name)}."])

    @staticmethod
    def _refuse_twins(people):
        seen = {}
        for form in people:
            number = form.cleaned_data.get("national_id")
            if number and number in seen:
                form.add_error("national_id", f"NIK ini sama dengan NIK {seen[number]}. Periksa keduanya.")
            seen[number] = form.cleaned_data.get("name", "anggota lain")

    def _check_head(self, staying):
        heads = [form for form in staying if form.cleaned_data.get("relation") == Relation.HEAD]
        if len(heads) > 1:
            first = heads[0].cleaned_data.get("name", "anggota lain")
            for form in heads[1:]:
                form.add_error("relation", f"Kepala keluarga hanya satu, dan sudah dipilih: {first}.")
        elif not heads and all("relation" not in form.errors for form in staying):
            self.form.add_error(None, "Belum ada kepala keluarga. Pilih “Kepala keluarga” pada satu anggota.")
        implausible(staying)

    def _check_likeness(self, staying):
        """Who may be recorded already; a stored member is not a double of itself, and a known card no news."""
        new = [form.cleaned_data for form in staying if not form.cleaned_data.get("id")]
        card = self.form.cleaned_data.get("family_card_number", "")
        self.doubles = likely_doubles(
            [_person(data) for data in new if data.get("name") and data.get("birth_date")],
            village_code=self.village_code, family=self.family, rt=self.form.cleaned_data.get("rt", ""),
            card="" if self.family and card == self.family.family_card_number else card,
        )  # fmt: skip
        if self.doubles and not self.form.cleaned_data.get("are_others"):
            self.form.add_error("are_others", "Mungkin sudah tercatat. Buka berkasnya, atau tandai “Ini orang lain”.")

    @property
    def own_villages(self):
        return [code for code, _ in self.villages]

    def refuse_numbers(self, taken):
        """Put the sentences of families.services.NumberTaken beside their fields, and who holds the numbers."""
        if taken.card:
            self.form.add_error("family_card_number", taken.card)
            self.form.clash = taken.card_holder
        people = self.members.filled
        for index, holder in taken.member_holders.items():
            people[index].add_error("national_id", holder.sentence)
            people[index].clash = holder

    @property
    def clashes(self):
        return [form.clash for form in (self.form, *self.members) if form.clash]

    def member_values(self):
        return [{"id": form.cleaned_data.get("id"), **form.values()} for form in self.members.filled]

    def leaving(self):
        """(member id, reason, day) of those who go."""
        going = [form.cleaned_data for form in self.members.filled if form.is_leaving]
        return [(data["id"], data["left_reason"], data["left_on"]) for data in going]


def _person(data):
    return Person(
        data["name"], data.get("sex", ""), data["birth_date"], data.get("relation"), data.get("national_id", "")
    )


def _family_initial(family):
    if family is None:
        return {}
    place = (family.latitude, family.longitude)
    stored = {name: getattr(family, name) for name in FamilyForm.COMPARED if name != "coordinates"}
    stored["coordinates"] = None if None in place else place
    return stored | {"id": family.pk, "version": family.version, "village": family.village_id}


def _member_initial(member):
    return {name: getattr(member, name) for name in ("id", *MemberForm.COMPARED)}
