"""An FCU's agenda of a year beside what was done: two statements."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, F, Sum
from django.utils import timezone

from institutions.enums import SHORT_KINDS, ActivityKind, FundSource
from institutions.models import Activity, AgendaItem

PLANNED, DONE = "planned", "done"


@dataclass
class Tally:
    """Activities that were carried out: how often, people reached, rupiah spent, in which months."""

    done: int = 0
    reached: int = 0
    spent: int = 0
    months_done: set = field(default_factory=set)


@dataclass
class ItemProgress(Tally):
    """``months`` says of each of the twelve months: planned, done or neither."""

    item: AgendaItem = None
    today: date = None

    @property
    def is_done(self):
        return self.done >= self.item.times

    @property
    def is_late(self):
        return not self.is_done and self.item.last_day < self.today

    @property
    def badge(self):
        if self.is_done:
            return "ok", "ok", "Selesai"
        if self.is_late:
            return "bad", "warn", "Terlambat"
        if self.done or self.item.first_day <= self.today:
            return "live", "half", "Berjalan"
        return "mute", "ring", "Belum mulai"

    @property
    def months(self):
        return [self._mark(month) for month in range(1, 13)]

    def _mark(self, month):
        if month in self.months_done:
            return DONE
        return PLANNED if self.item.first_month <= month <= self.item.last_month else ""


@dataclass
class AgendaOverview:
    """``unplanned``: what was done beside the agenda."""

    rows: list
    unplanned: Tally = field(default_factory=Tally)

    @property
    def late(self):
        return sum(row.is_late for row in self.rows)

    @property
    def done(self):
        return sum(row.is_done for row in self.rows)

    @property
    def budget(self):
        return sum(row.item.budget or 0 for row in self.rows)

    @property
    def spent(self):
        return sum(row.spent for row in self.rows)

    @cached_property
    def by_source(self):
        """(source, budget, spent) of the sources in use; what was spent counts under the source of its item."""
        totals = [(label, self._of_source(value)) for value, label in [*FundSource.choices, ("", "Belum ditentukan")]]
        return [(label, budget, spent) for label, (budget, spent) in totals if budget or spent]

    def _of_source(self, source):
        rows = [row for row in self.rows if row.item.source == source]
        return sum(row.item.budget or 0 for row in rows), sum(row.spent for row in rows)

    @cached_property
    def by_kind(self):
        """(kind, times planned, times done) of the kinds on the agenda."""
        return [(kind, *counts) for kind in ActivityKind if any(counts := self._of_kind(kind))]

    def _of_kind(self, kind):
        rows = [row for row in self.rows if row.item.kind == kind]
        return sum(row.item.times for row in rows), sum(row.done for row in rows)

    @property
    def chart(self):
        """As a description for ``{% draw %}``."""
        words = "; ".join(
            f"{kind.label}: {planned} kali direncanakan, {done} dilaksanakan" for kind, planned, done in self.by_kind
        )
        return {
            "shape": "planned_done",
            "title": f"Kegiatan direncanakan dan dilaksanakan. {words}.",
            "args": {
                "labels": [SHORT_KINDS[kind] for kind, _, _ in self.by_kind],
                "planned": [planned for _, planned, _ in self.by_kind],
                "done": [done for _, _, done in self.by_kind],
            },
        }


def agenda_overview(unit, year, today=None):
    """The items of the year in the order of their months; a year without agenda has none."""
    today = today or timezone.localdate()
    items = AgendaItem.objects.filter(agenda__care_unit=unit, agenda__year=year).select_related("agenda")
    overview = AgendaOverview([ItemProgress(item=item, today=today) for item in items])
    by_item = {progress.item.pk: progress for progress in overview.rows}
    for row in _held_by_month(unit, year):
        _count(by_item.get(row["agenda_item"], overview.unplanned), row)
    return overview


def _held_by_month(unit, year):
    held = Activity.objects.held().filter(care_unit=unit, held_on__year=year)
    sums = {"done": Count("pk"), "reached": Sum(F("men") + F("women") + F("children")), "spent": Sum("cost")}
    return held.order_by().values("agenda_item", "held_on__month").annotate(**sums)


def _count(tally, row):
    tally.done += row["done"]
    tally.reached += row["reached"] or 0
    tally.spent += row["spent"] or 0
    tally.months_done.add(row["held_on__month"])
