"""Rows of one file into families: by No. KK or file number, and where there is none by the head that stands first."""

from dataclasses import dataclass, field

from exchange.handlers import Row
from families.enums import Relation


@dataclass(slots=True)
class Group:
    """``key``: the card or file number that the rows share; "" for a family without one."""

    number: int
    key: str
    rows: list[Row] = field(default_factory=list)

    @property
    def sound(self):
        return [row for row in self.rows if not row.errors and not row.verdict]

    @property
    def heads(self):
        return [row for row in self.sound if row.values.get("relation") == Relation.HEAD]

    def value(self, name):
        """Of the family: as the head's row says it, else the first row that says anything."""
        rows = sorted(self.sound, key=lambda row: row.values.get("relation") != Relation.HEAD)
        return next((row.values[name] for row in rows if name in row.values), None)


def grouped(rows):
    """Families with one placeholder for a number never become one: with each head without a card begins another."""
    groups, by_key, nameless = [], {}, None
    for row in rows:
        key = row.values.get("family_card_number") or row.values.get("file_number") or ""
        if key:
            group = by_key.get(key)
            nameless = None
        else:
            group = None if row.values.get("relation") == Relation.HEAD else nameless
        if group is None:
            group = Group(len(groups) + 1, key)
            groups.append(group)
            if key:
                by_key[key] = group
            elif row.values.get("relation") == Relation.HEAD:
                nameless = group
        group.rows.append(row)
        row.group = group.number
    return groups
