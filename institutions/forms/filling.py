"""What the forms here share: the hidden token or version, and the comparison after somebody else saved first."""

from dataclasses import dataclass

from django.db.models import Model

from core.formatting import NOTHING
from core.forms import TokenField, VersionField

HIDDEN = {"form_token", "version"}
DATE_HELP = "Hari-bulan-tahun, contoh 17-08-2026"


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    mine: str
    theirs: str


class Filled:
    """A form for a new record carries a token; one for a ``record`` starts from it and carries its version."""

    def guard(self, record):
        if record is None:
            self.fields["form_token"] = TokenField()
            return
        self.fields["version"] = VersionField()
        self.initial = {**self.saved(record), "version": record.version, **self.initial}

    def saved(self, record):
        """The record's values under the names of the fields."""
        return {name: getattr(record, name) for name in self.fields if hasattr(record, name)}

    @property
    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in HIDDEN}

    def compare(self, record):
        """After a stale save: what the record holds now beside what was typed; saving again keeps what was typed."""
        saved = self.saved(record)
        self.data = self.data.copy()
        self.data["version"] = record.version
        names = [name for name in self.fields if name in saved and name not in HIDDEN]
        rows = [self._difference(name, self.cleaned_data.get(name), saved[name]) for name in names]
        return [row for row in rows if row.mine != row.theirs]

    def _difference(self, name, mine, theirs):
        return Difference(self[name].label, self.said(name, mine), self.said(name, theirs))

    def said(self, name, value):
        words = dict(getattr(self.fields[name], "choices", ()) if isinstance(value, str) else ())
        if isinstance(value, bool):
            return "ya" if value else "tidak"
        if hasattr(value, "strftime"):
            return f"{value:%d-%m-%Y}"
        if hasattr(value, "__iter__") and not isinstance(value, str | Model):
            return ", ".join(sorted(str(item) for item in value)) or NOTHING
        return str(words.get(value, value) or NOTHING)
