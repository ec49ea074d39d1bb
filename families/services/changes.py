"""Fields written with what stood in them before, so that the writing can be taken back."""

from django.apps import apps


class Changes:
    """``before`` and ``after``: model label → key → field → value as text, None for nothing."""

    def __init__(self):
        self.before, self.after = {}, {}

    def write(self, row, **values):
        before, after = (_place(kept, row) for kept in (self.before, self.after))
        for name, value in values.items():
            before.setdefault(name, as_text(row, name))
            setattr(row, name, value)
            after[name] = as_text(row, name)
        row.save()


def as_text(row, name):
    field = row._meta.get_field(name)
    return None if field.value_from_object(row) is None else field.value_to_string(row)


def take_back(before, after, known=()):
    """Fields as they were before, where nobody changed them since → (row, field name) of those somebody changed.

    ``known``: rows that the caller holds; the others are read. A member who comes back gets in last: the number may
    be with the one it was merged into.
    """
    held = {(row._meta.label_lower, str(row.pk)): row for row in known}
    rows = [(label, pk, fields) for label, found in before.items() for pk, fields in found.items()]
    changed = []
    for label, pk, fields in sorted(rows, key=lambda row: bool({"left_on", "closed_on"} & row[2].keys())):
        row = held.get((label, pk)) or apps.get_model(label)._base_manager.filter(pk=pk).first()
        if row is not None:
            changed += [(row, name) for name in _restore(row, fields, after[label][pk])]
    return changed


def _restore(row, before, after):
    """The names of the fields that stay, since they were changed."""
    stays = [name for name in before if as_text(row, name) != after[name]]
    for name in before.keys() - set(stays):
        field = row._meta.get_field(name)
        setattr(row, field.attname, None if before[name] is None else field.to_python(before[name]))
    row.save()
    return stays


def _place(kept, row):
    return kept.setdefault(row._meta.label_lower, {}).setdefault(str(row.pk), {})
