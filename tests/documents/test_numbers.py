from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction

from documents.models import NumberSeries
from documents.services import letter_number, next_number

SERIES = ("53.01.05.2011", "referral_letter", 2026)


@pytest.mark.django_db
def test_each_office_kind_and_year_counts_for_itself():
    assert [next_number(*SERIES) for _ in range(3)] == [1, 2, 3]
    assert next_number("53.01.05.2010", "referral_letter", 2026) == 1
    assert next_number("53.01.05.2011", "unit_quarter_report", 2026) == 1
    assert next_number("53.01.05.2011", "referral_letter", 2027) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_of_an_abandoned_transaction_is_given_out_again():
    with transaction.atomic():
        assert next_number(*SERIES) == 1
    with transaction.atomic():
        assert next_number(*SERIES) == 2
        transaction.set_rollback(True)
    with transaction.atomic():
        assert next_number(*SERIES) == 2


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_a_number_is_refused():
    with pytest.raises(RuntimeError):
        next_number(*SERIES)

    assert not NumberSeries.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_numbers_without_gap_or_double():
    together = Barrier(8)

    def take(turn):
        together.wait(20)
        taken = []
        try:
            for number in range(5):
                abandoned = (turn + number) % 3 == 0
                with transaction.atomic():
                    taken += [next_number(*SERIES)][abandoned:]
                    transaction.set_rollback(abandoned)
        finally:
            connection.close()
        return taken

    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(number for taken in pool.map(take, range(8)) for number in taken)

    assert numbers == list(range(1, len(numbers) + 1))
    assert NumberSeries.objects.get().last == len(numbers)


@pytest.mark.django_db
def test_the_number_of_a_letter():
    assert letter_number("463", 14, "53.01.05.2011", date(2026, 9, 16)) == "463/014/2011/IX/2026"
    assert letter_number("463", 1014, "2011", date(2026, 12, 1)) == "463/1014/2011/XII/2026"
