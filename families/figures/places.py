"""Where a family lived, and when a file was open: conditions that all figures share."""

from django.db.models import Exists, OuterRef, Q

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
    """Keys of the families whose last place by the end of ``day`` lies there, closed files included."""
    later = StatusPeriod.objects.filter(
        family=OuterRef("family"), starts_on__gt=OuterRef("starts_on"), starts_on__lte=day
    )
    periods = StatusPeriod.objects.filter(in_regions("village__code", codes), ~Exists(later), starts_on__lte=day)
    return periods.order_by().values("family")


def stock_of(codes, day):
    """The families that were recorded there and open at the end of ``day``."""
    periods = StatusPeriod.objects.filter(in_regions("village__code", codes), running_on(day))
    return Family.objects.filter(open_on(day), pk__in=periods.order_by().values("family")).order_by()
