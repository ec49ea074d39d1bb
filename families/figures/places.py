"""Where a family lived, and when a file was open: conditions that all figures share."""

from django.db.models import F, Q

from families.models import Family, StatusPeriod
from regions.models import in_regions


def within(period, field):
    return {f"{field}__range": (period.first_day, period.last_day)}


def open_on(day, path=""):
    """The file was open at the end of ``day``."""
    return Q(**{f"{path}closed_on": None}) | Q(**{f"{path}closed_on__gt": day})


def running_on(day):
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def lived_in(codes, day):
    """Keys of the families whose place at the end of ``day`` lies there; of a closed file, where it was closed.

    One look at each period: a question to the family's other periods would cost their number squared.
    """
    closed_there = Q(family__closed_on__lte=day, ends_on=F("family__closed_on"))
    there = StatusPeriod.objects.filter(in_regions("village__code", codes), starts_on__lte=day)
    return there.filter(Q(ends_on=None) | Q(ends_on__gte=day) | closed_there).order_by().values("family")


def stock_of(codes, day):
    """The families that were recorded there and open at the end of ``day``."""
    periods = StatusPeriod.objects.filter(in_regions("village__code", codes), running_on(day))
    return Family.objects.filter(open_on(day), pk__in=periods.order_by().values("family")).order_by()
