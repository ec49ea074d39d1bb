from django.db import connection
from django.db.models import F

from core.formatting import roman
from documents.models import NumberSeries


def next_number(office, kind, year):
    """The next number of the series, without gaps: it counts only if the surrounding transaction is committed.

    Others who want a number of the same series wait until then.
    """
    return next_numbers(office, kind, year, 1)[0]


def next_numbers(office, kind, year, count):
    """The next ``count`` numbers of the series, as next_number would give them one by one."""
    if not connection.in_atomic_block:
        raise RuntimeError("next_numbers needs the transaction that uses the numbers.")
    series = NumberSeries.objects.filter(office=office, kind=kind, year=year)
    if not series.update(last=F("last") + count):
        NumberSeries.objects.bulk_create([NumberSeries(office=office, kind=kind, year=year)], ignore_conflicts=True)
        series.update(last=F("last") + count)
    last = series.values_list("last", flat=True).get()
    return range(last - count + 1, last + 1)


def letter_number(classification, sequence, office_code, day):
    """“463/014/2011/IX/2026”; of a region code such as 53.01.05.2011 the last part stands for the office."""
    office = office_code.rpartition(".")[2]
    return f"{classification}/{sequence:03}/{office}/{roman(day.month)}/{day.year}"
