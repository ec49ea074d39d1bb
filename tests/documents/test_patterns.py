from datetime import date

import pytest

from documents.services import letter_number
from documents.workflow import USUAL_PATTERN, may_coincide, pattern_fault, written_number
from tests.factories.documents import OfficeFactory

DAY = date(2026, 9, 16)


@pytest.mark.parametrize(
    "pattern",
    [USUAL_PATTERN, "{nomor}/{tahun}", "{kode}/{nomor}/FCU.{desa}/{bulan}/{tahun}", "400.9/{nomor}/409.106/{tahun}"],
)
def test_a_pattern_that_holds(pattern):
    assert pattern_fault(pattern) == ""


@pytest.mark.parametrize(
    "pattern",
    [
        "{kode}/{desa}/{tahun}", "{kode}/{nomor}/{desa}", "{nomor}/{nomor}/{tahun}", "{nomor}{tahun}",
        "{nomor}-{tahun}", "{nomor}/{tahun", "{nomor}/{tahun}}", "{nomor}/{}/{tahun}",
        "{nomor}/{desa.__class__}/{tahun}", "{nomor:0>9}/{tahun}", "{nomor!r}/{tahun}", "{nomor}/{rahasia}/{tahun}",
        "{nomor}/<b>/{tahun}", "{nomor}/{desa}{bulan}/{tahun}", "{kode}/{nomor}/{tahun}/" + "X" * 50,
    ],
)  # fmt: skip
def test_a_pattern_with_a_fault_says_what_to_do(pattern):
    assert pattern_fault(pattern).endswith((".", USUAL_PATTERN))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (USUAL_PATTERN, False),  # one place for {nomor}: equal numbers are one place in the series
        ("{kode}/{nomor}/FCU/{bulan}/{tahun}", False),
        ("{nomor}/{kode}/FCU/{bulan}/{tahun}", True),
        ("{nomor}/{kode}/{desa}/{bulan}/{tahun}", True),
        ("{nomor}/FCU/{desa}/{bulan}/{tahun}", False),
        ("{nomor}/{kode}/{desa}/{tahun}", False),
        ("{kode}/{desa}/{nomor}/{bulan}/{tahun}", True),
        ("{kode}/K.{desa}/{nomor}/{bulan}/{tahun}", False),
    ],
)
def test_two_patterns_that_may_write_one_number(other, same):
    assert may_coincide(USUAL_PATTERN, other) is same
    assert may_coincide(other, USUAL_PATTERN) is same


def test_what_may_coincide_indeed_can():
    turned = "{nomor}/{kode}/{desa}/{bulan}/{tahun}"
    assert written_number(USUAL_PATTERN, "463", 101, "2011", DAY) == written_number(turned, "101", 463, "2011", DAY)


@pytest.mark.django_db
def test_a_letter_takes_the_pattern_and_the_code_of_its_regency(village, other_village):
    OfficeFactory(
        region=village.parent.parent,
        number_pattern="{nomor}/{kode}/{tahun}",
        referral_code="400.9",
        invitation_code="006",
    )

    assert letter_number("463", 14, village.pk, DAY) == "014/400.9/2026"
    assert letter_number("005", 14, village.pk, DAY) == "014/006/2026"
    assert letter_number("460", 14, village.pk, DAY) == "014/460/2026"
    assert letter_number("463", 14, other_village.pk, DAY) == "463/014/2001/IX/2026"
