"""Two people changed the same family: what each of them changed is kept; only where both did, the second is asked.

Three values decide: what the page showed when it was opened (as seals, see shown.py), what is typed on it now, and
what is stored now.
"""

from dataclasses import dataclass, field

from core.forms import DateField
from families.forms.entry import PREFIX, FamilyEntry
from families.forms.rows import row_count, with_row
from families.forms.shown import SEAL_LENGTH, text_of, words_of
from families.models.search import plain_text

CHOICE = "pilih-"
STORED, TYPED = "tercatat", "isian-"
NO_SEAL = "!" * SEAL_LENGTH
TOLD = {"left_reason": "keluar dari keluarga", "left_on": "tanggal keluar"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """``name``: of the group of choices. ``typed_value``: the answer “mine”, good for the stored value shown here."""

    name: str
    label: str
    stored: str
    typed: str
    typed_value: str


@dataclass(slots=True)
class Comparison:
    """``data``: the page with what others changed on it; ``taken``: that in words. ``asked``: what both changed."""

    data: dict
    taken: list = field(default_factory=list)
    asked: list = field(default_factory=list)


def reconciled(page, data):
    """``data`` as it was posted from a page of the family in ``page`` (see FamilyEntry) → (entry, Comparison)."""
    data, added = _with_others(data, page["people"])
    entry = FamilyEntry(**page, data=data)
    result = Comparison(entry.form.data.copy())
    result.data["version"] = str(entry.family.version)
    _compare_record(entry.form, "", result)
    for form in entry.members:
        if form.prefix in added:
            _show_stored(form, result)
        elif form.stays_stored:
            _compare_record(form, f"{form.initial['name']}: ", result)
    unmoved = result.data == entry.form.data  # as nearly always: nobody else was at it
    return entry if unmoved else FamilyEntry(**page, data=result.data), result


def _with_others(data, people):
    """The posted page with a row for each member that others added meanwhile → (page, prefixes of those rows).

    A new row that is one of them, by NIK or by name and birth date, becomes that member's row.
    """
    data, added = data.copy(), set()
    rows = range(row_count(data, PREFIX))
    named = {data.get(f"{PREFIX}-{row}-id", "") for row in rows}
    for person in people:
        if person.left_on or str(person.pk) in named:
            continue
        row = next((row for row in rows if _is_row_of(person, data, f"{PREFIX}-{row}-")), None)
        if row is None:
            data, row = with_row(data, PREFIX)
            added.add(f"{PREFIX}-{row}")
        data[f"{PREFIX}-{row}-id"] = str(person.pk)
    return data, added


def _is_row_of(person, data, row):
    typed = {name: data.get(row + name, "") for name in ("id", "name", "national_id", "birth_date")}
    if typed["id"]:
        return False
    digits = "".join(letter for letter in typed["national_id"] if letter.isdecimal())
    if person.national_id and digits == person.national_id:
        return True
    born = text_of(DateField(), typed["birth_date"])
    return plain_text(typed["name"]) == plain_text(person.name) and born == f"{person.birth_date:%d-%m-%Y}"


def _show_stored(form, result):
    for name in form.COMPARED:
        _put(result.data, form[name].html_name, form.stored_raw(name))
    result.data[form["base"].html_name] = form.initial["base"]
    result.taken.append(f"anggota baru {form.initial['name']}")


def _compare_record(form, whose, result):
    seals = [_compare_field(form, name, whose, result) for name in form.COMPARED]
    result.data[form["base"].html_name] = "".join(seals)


def _compare_field(form, name, whose, result):
    """The seal that the page carries from now on: as long as the question is open, that of what it showed first."""
    typed, stored, shown = form.typed_text(name), form.stored_text(name), form.shown.get(name, NO_SEAL)
    now, bound = form.seal_of(name, stored), form[name]
    others_changed, i_changed = shown != now, shown != form.seal_of(name, typed)
    answer = result.data.get(CHOICE + bound.html_name)
    if typed == stored or not others_changed or answer == TYPED + now:
        return now
    if answer == STORED or not i_changed:
        _put(result.data, bound.html_name, form.stored_raw(name))
        result.taken += [] if answer == STORED else [f"{whose}{TOLD.get(name, bound.label)}"]
        return now
    result.asked.append(_conflict(form, name, whose, now))
    return shown


def _conflict(form, name, whose, now):
    bound = form[name]
    stored, typed = (words_of(bound.field, raw) for raw in (form.stored_raw(name), bound.data))
    return Conflict(CHOICE + bound.html_name, f"{whose}{bound.label}", stored, typed or "kosong", TYPED + now)


def _put(data, name, raw):
    if raw is False:
        data.pop(name, None)
    else:
        data[name] = "on" if raw is True else raw
