"""The change log of a family as sentences."""

from dataclasses import dataclass
from datetime import datetime

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from core.formatting import date_short, rupiah
from families.models import AUDITED, Family, Problem
from families.queries.merges import absorbed_by

VERBS = {LogEntry.Action.CREATE: "Menambah", LogEntry.Action.UPDATE: "Mengubah", LogEntry.Action.DELETE: "Menghapus"}
EMPTY = {"", "None", None}
MOST_FIELDS = 8


@dataclass(frozen=True, slots=True)
class Change:
    title: str
    lines: list
    actor: str
    moment: datetime


def history_of(family, *, sees_sensitive):
    """Log entries of the file, of those merged into it, and of what hangs on them, newest first; see ``sentence``."""
    entries, files = Q(), [family.pk, *absorbed_by(family)]
    for model, content_type in ContentType.objects.get_for_models(*AUDITED).items():
        if sees_sensitive or model is not Problem:
            entries |= _entries_of(model, content_type, files)
    return LogEntry.objects.filter(entries).select_related("actor").order_by("-timestamp", "-pk")


def _entries_of(model, content_type, files):
    if model is Family:
        return Q(content_type=content_type, object_id__in=files)
    return Q(content_type=content_type, object_id__in=model._base_manager.filter(family__in=files).values("pk"))


def sentence(entry):
    """One log entry for the reader: “Mengubah anggota keluarga: Yuliana”, and each field from what to what."""
    model = ContentType.objects.get_for_id(entry.content_type_id).model_class()
    name = "" if model is Family else f": {entry.object_repr}"
    lines = [] if entry.action == LogEntry.Action.CREATE else _lines(model, entry.changes or {})
    note = (entry.additional_data or {}).get("note")
    lines = [*lines, f"Catatan: {note}"] if note else lines
    title = f"{VERBS.get(entry.action, 'Melihat')} {model._meta.verbose_name}{name}"
    return Change(title, lines, str(entry.actor) if entry.actor else "", entry.timestamp)


def _lines(model, changes):
    lines = [_line(model, name, old, new) for name, (old, new) in changes.items()]
    more = len(lines) - MOST_FIELDS
    return lines[:MOST_FIELDS] + ([f"dan {more} isian lain"] if more > 0 else [])


def _line(model, name, old, new):
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # a field of an earlier version
        return f"{name}: {_word(None, old)} → {_word(None, new)}"
    label = str(field.verbose_name)
    return f"{label[:1].upper()}{label[1:]}: {_word(field, old)} → {_word(field, new)}"


def _word(field, value):
    if value in EMPTY:
        return "kosong"
    labels = {str(key): str(label) for key, label in getattr(field, "flatchoices", ())}
    if value in {"True", "False"}:
        return "ya" if value == "True" else "tidak"
    if field is not None and field.get_internal_type() == "DateField":
        return date_short(value)
    if field is not None and field.get_internal_type() == "PositiveBigIntegerField":
        return rupiah(value)
    return labels.get(value, value)
