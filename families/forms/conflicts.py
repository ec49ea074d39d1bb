"""Two people changed the same family: both values of each field, and the choice between them."""

from dataclasses import dataclass

from families.forms.entry import PREFIX

CHOICE = "pilih-"
STORED = "tercatat"
LEFT_OUT = {
    "form_token",
    "version",
    "checked",
    "are_others",
    "village",
    "id",
    "no_national_id",
    "left_reason",
    "left_on",
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """``name`` is the name of the control in the form."""

    name: str
    label: str
    stored: str
    typed: str


def conflicts(typed, stored):
    """Where ``typed`` (a bound FamilyEntry) and ``stored`` (an unbound one of the present record) differ."""
    found = list(_differences(typed.form, stored.form, ""))
    present = {form.initial.get("id"): form for form in stored.members}
    for form in typed.members:
        mine = present.get(form.cleaned_data.get("id"))
        if mine and mine.initial.get("id"):
            found += _differences(form, mine, f"{mine.initial['name']}: ")
    return found


def take_stored(data, stored):
    """The posted data, with the stored value where the user chose it, and the version that was shown."""
    data = data.copy()
    chosen = {name.removeprefix(CHOICE) for name in data if name.startswith(CHOICE) and data[name] == STORED}
    for name, bound in _controls(data, stored):
        if name in chosen:
            _put(data, name, bound)
    return data


def _differences(typed, stored, whose):
    for name, field in typed.fields.items():
        if name in LEFT_OUT or not field.has_changed(stored.initial.get(name), typed[name].data):
            continue
        yield Conflict(typed[name].html_name, f"{whose}{field.label}", _words(stored[name]), _words(typed[name]))


def _words(bound):
    value = bound.value()
    if bound.widget_type in {"checkbox", "checkboxselectmultiple"}:
        return "ya" if value not in (False, None, "", "False", []) else "tidak"
    labels = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    text = labels.get(str(value), bound.field.widget.format_value(value) if value is not None else "")
    return text or "kosong"


def _controls(data, stored):
    """Each control of the posted page with the field of the stored record that it stands for."""
    yield from ((name, stored.form[name]) for name in stored.form.fields)
    present = {str(form.initial["id"]): form for form in stored.members if "id" in form.initial}
    for name in [name for name in data if name.startswith(f"{PREFIX}-") and name.endswith("-id")]:
        mine = present.get(data[name])
        row = name.removesuffix("-id")
        yield from ((f"{row}-{field}", mine[field]) for field in mine.fields) if mine else ()


def _put(data, name, bound):
    value = bound.field.widget.format_value(bound.value())
    value = value[0] if isinstance(value, list) and value else value
    if bound.widget_type == "checkbox":
        data.pop(name, None)
        if bound.value():
            data[name] = "on"
        return
    data[name] = "" if value in (None, []) else str(value)
