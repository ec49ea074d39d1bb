"""The change log for rows that are written in bulk, of which no signal tells: the same entries as one by one."""

from functools import lru_cache

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.contenttypes.models import ContentType
from django.utils.encoding import smart_str
from django.utils.module_loading import import_string

PORTION = 1000
EMPTY = ("", None)


class Trail:
    """Collects what was written; ``keep()`` writes the entries. ``note`` is told with each of them."""

    def __init__(self, actor, note=""):
        self.actor, self.more = actor, {"note": note} if note else None
        self.made, self.entries = [], []

    def created(self, rows):
        self.made += rows

    def updated(self, row, before):
        """``before``: field → value that stood there."""
        fields = [(field, mask) for field, mask in _fields_of(type(row)) if field.name in before]
        changes = {
            field.name: [mask(smart_str(before[field.name])), mask(smart_str(getattr(row, field.attname)))]
            for field, mask in fields
        }
        if changes:
            self.entries.append(self._entry(row, LogEntry.Action.UPDATE, changes))

    def _entry(self, row, action, changes):
        return LogEntry(
            content_type_id=_content_type(type(row)), object_pk=str(row.pk), object_id=row.pk,
            object_repr=smart_str(row), action=action, changes=changes, actor=self.actor, additional_data=self.more,
        )  # fmt: skip

    def _of_created(self, row):
        values = ((field.name, getattr(row, field.attname), mask) for field, mask in _fields_of(type(row)))
        changes = {name: ["None", mask(smart_str(value))] for name, value, mask in values if value not in EMPTY}
        return self._entry(row, LogEntry.Action.CREATE, changes)

    def keep(self, told=lambda count: None):
        """``told(count)`` hears of each portion."""
        for start in range(0, len(self.made), PORTION):
            portion = self.made[start : start + PORTION]
            LogEntry.objects.bulk_create([self._of_created(row) for row in portion])
            told(len(portion))
        LogEntry.objects.bulk_create(self.entries, batch_size=PORTION)


def _content_type(model):
    return ContentType.objects.get_for_model(model).pk


@lru_cache
def _fields_of(model):
    """(field, how its value is masked) of those that the change log keeps of a model."""
    kept = auditlog.get_model_fields(model)
    included, excluded = kept["include_fields"], kept["exclude_fields"]
    fields = [field for field in model._meta.concrete_fields if field.name not in excluded]
    fields = [field for field in fields if not included or field.name in included]
    mask = import_string(kept["mask_callable"]) if kept["mask_callable"] else smart_str
    return [(field, mask if field.name in kept["mask_fields"] else smart_str) for field in fields]
