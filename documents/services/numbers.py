from django.db import connection
from django.db.models import F

from documents.models import NumberSeries
from documents.queries import office_of
from documents.workflow import USUAL_PATTERN, written_number


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
    """As the office's regency writes its numbers: “463/014/2011/IX/2026” where it has set nothing.

    ``classification`` is the usual code of the kind of letter, a constant of documents.enums; a number that was
    given is stored with its letter and stays as it is.
    """
    office = office_of(office_code)
    if office is None:
        return written_number(USUAL_PATTERN, classification, sequence, office_code, day)
    return office.number(office.code_for(classification), sequence, office_code, day)
