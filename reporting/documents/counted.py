"""The figures of a region and any period as they stand now, beside those of the period before and of a year before."""

from functools import cached_property

from django.core.cache import cache
from django.utils import timezone

from reporting.documents.charts import report_charts
from reporting.documents.tables import figure_tables
from reporting.figures import region_figures

# Regions of many FCUs are not counted again for each part of a page; a village is, at each look.
KEPT_SECONDS = 600


class Counted:
    """``extent``: the regions (referrals.figures.extent_of); ``today`` the day on their clock."""

    def __init__(self, extent, period, today):
        self.extent, self.period = extent, period
        self.is_running = not period.has_ended(today)

    @cached_property
    def snapshots(self):
        """{period: {"at", "figures"}}; of a year the one before and that of a year before are the same."""
        periods = dict.fromkeys((self.period, self.period.previous(), self.period.year_before()))
        return {period: self._snapshot(period) for period in periods}

    def _snapshot(self, period):
        if self.extent.is_village:
            return self._count(period)
        key = f"figures:{','.join(self.extent.codes)}:{period.code}"
        return cache.get_or_set(key, lambda: self._count(period), KEPT_SECONDS)

    def _count(self, period):
        counted = region_figures(self.extent.codes, period, self.extent.zone_name)
        return {"at": timezone.now(), "figures": counted}

    @property
    def at(self):
        return min(each["at"] for each in self.snapshots.values())

    @property
    def now(self):
        return self.snapshots[self.period]["figures"]

    @property
    def before(self):
        return self.snapshots[self.period.previous()]["figures"]

    @property
    def tables(self):
        year_before = self.snapshots[self.period.year_before()]["figures"]
        return figure_tables(self.now, self.before, year_before, self.period.kind)

    @property
    def charts(self):
        history = {period.code: each["figures"] for period, each in self.snapshots.items() if period != self.period}
        return report_charts(self.period, self.now, self.before, history)
