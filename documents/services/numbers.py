from django.db import connection
from django.db.models import F

from core.formatting import roman
from documents.models import NumberSeries


def next_number(office, kind, year):
    """The next number of the series, without gaps: it counts only if the surrounding transaction is committed.

    Others who want a number of the same series wait until then.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("next_number needs the transaction that uses the number.")
    series = NumberSeries.objects.filter(office=office, kind=kind, year=year)
    if not series.update(last=F("last") + 1):
        NumberSeries.objects.bulk_create([NumberSeries(office=office, kind=kind, year=year)], ignore_conflicts=True)
        series.update(last=F("last") + 1)
    return series.values_list("last", flat=True).get()


def letter_number(classification, sequence, office_code, day):
    """“463/014/2011/IX/2026”; of a region code such as 53.01.05.2011 the last part stands for the office."""
    office = office_code.rpartition(".")[2]
    return f"{classification}/{sequence:03}/{office}/{roman(day.month)}/{day.year}"
