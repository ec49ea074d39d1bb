"""Taking times and statements."""

import statistics
import time
from contextlib import contextmanager

from django.db import connection, transaction

WARM_UP = 3


def times_of(act, runs):
    """Milliseconds: (median, 95th percentile) over ``runs``, after some that do not count."""
    for _ in range(WARM_UP):
        act()
    taken = sorted(_milliseconds(act) for _ in range(runs))
    return statistics.median(taken), taken[int(len(taken) * 0.95) - 1]


def statements_of(act):
    """What ``act`` asks the database, as (sql, parameters) that can be asked again."""
    with _recorded() as statements:
        act()
    return statements


def ask_again(statements):
    """In one transaction, since a setting may hold for the next statement only."""
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            if cursor.description:
                cursor.fetchall()


@contextmanager
def _recorded():
    statements = []

    def record(execute, sql, parameters, many, context):
        statements.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(record):
        yield statements


def _milliseconds(act):
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
