"""The agenda of a year beside what the cash book spent on it: two statements. Rupiah, reversals taken off."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from finance.queries.ledger import PAID, total
from institutions.enums import FundSource
from institutions.models import AgendaItem

UNKNOWN = "Belum ditentukan"


@dataclass
class ItemBudget:
    item: AgendaItem
    spent: int

    @property
    def budget(self):
        return self.item.budget or 0

    @property
    def rest(self):
        return self.budget - self.spent

    @property
    def badge(self):
        if self.rest < 0:
            return "bad", "warn", "Melebihi anggaran"
        if not self.spent:
            return "mute", "ring", "Belum dipakai"
        return ("ok", "ok", "Habis") if not self.rest else ("live", "half", "Dipakai sebagian")


@dataclass
class AgendaBudget:
    """``outside``: payments of the year that name no agenda item. ``paid_from``: {source: spent on the agenda}."""

    rows: list
    outside: int
    paid_from: dict

    @property
    def budget(self):
        return sum(row.budget for row in self.rows)

    @property
    def spent(self):
        return sum(row.spent for row in self.rows)

    @property
    def rest(self):
        return self.budget - self.spent

    @property
    def overspent(self):
        return sum(row.rest < 0 for row in self.rows)

    @cached_property
    def by_source(self):
        """(source, budget, spent, rest) of the sources in use."""
        known = [(source, FundSource(source).label) for source in FundSource if source != FundSource.NONE]
        rows = [(label, self._planned(value), self.paid_from.get(value, 0)) for value, label in known]
        rows.append((UNKNOWN, self._planned(""), 0))
        return [(label, budget, spent, budget - spent) for label, budget, spent in rows if budget or spent]

    def _planned(self, source):
        return sum(row.budget for row in self.rows if row.item.source == source)


def agenda_budget(unit, year):
    """An entry counts for its agenda item whatever its day; the others for the year of theirs."""
    items = list(AgendaItem.objects.filter(agenda__care_unit=unit, agenda__year=year))
    days = (date(year, 1, 1), date(year, 12, 31))
    within = Q(agenda_item__in=items) | Q(agenda_item=None, dated_on__range=days)
    paid = unit.ledger.filter(within).order_by().values_list("agenda_item", "source").annotate(sum=total(PAID))
    spent, sources = {}, {}
    for item, source, amount in paid:
        spent[item] = spent.get(item, 0) + amount
        if item is not None:
            sources[source] = sources.get(source, 0) + amount
    return AgendaBudget([ItemBudget(item, spent.get(item.pk, 0)) for item in items], spent.get(None, 0), sources)
