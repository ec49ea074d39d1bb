"""Where a family lived, and when a file was open: conditions that all figures share.

They join the periods of the families that are counted anyway. At most one period of a family fits, so nothing counts
twice; and no plan of a database without statistics can make the work grow with the square of the families.
"""

from django.db.models import F, Q

from families.models import Family
from regions.models import in_regions


def within(period, field):
    return {f"{field}__range": (period.first_day, period.last_day)}


def open_on(day, path=""):
    """The file was open at the end of ``day``. ``path`` leads to the family: “family__”."""
    return Q(**{f"{path}closed_on": None}) | Q(**{f"{path}closed_on__gt": day})


def running_on(day, path=""):
    """The period at ``path`` covers ``day``."""
    runs_on = Q(**{f"{path}ends_on": None}) | Q(**{f"{path}ends_on__gte": day})
    return Q(**{f"{path}starts_on__lte": day}) & runs_on


def lived_in(codes, day, path):
    """The family's place at the end of ``day`` lies there; of a closed file, where it was closed."""
    periods = f"{path}status_periods__"
    closed_there = Q(**{f"{path}closed_on__lte": day, f"{periods}ends_on": F(f"{path}closed_on")})
    there = in_regions(f"{periods}village__code", codes) & Q(**{f"{periods}starts_on__lte": day})
    return there & (running_on(day, periods) | closed_there)


def recorded_in(codes, day, path=""):
    """The family was recorded there and its file open at the end of ``day``."""
    periods = f"{path}status_periods__"
    return in_regions(f"{periods}village__code", codes) & running_on(day, periods) & open_on(day, path)


def stock_of(codes, day):
    return Family.objects.filter(recorded_in(codes, day)).order_by()
