from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone

from core import formatting


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1250500, "Rp1.250.500"),
        (0, "Rp0"),
        (-1250500, "−Rp1.250.500"),
        (Decimal("999.5"), "Rp1.000"),
        (None, "–"),
        ("", "–"),
        (10**15, "Rp1.000.000.000.000.000"),
    ],
)
def test_rupiah(value, text):
    assert formatting.rupiah(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1234.5, 1, "1.234,5"),
        (1234.5, 0, "1.235"),
        (0.125, 2, "0,13"),
        (-0.4, 0, "0"),
        (-2, 0, "−2"),
        (float("nan"), 0, "–"),
        (None, 1, "–"),
    ],
)
def test_number(value, digits, text):
    assert formatting.number(value, digits) == text


@pytest.mark.parametrize(("value", "text"), [(7, "+7"), (-2, "−2"), (0, "0"), (0.4, "0"), (None, "–")])
def test_signed(value, text):
    assert formatting.signed(value) == text


def test_percent_and_share():
    assert formatting.percent(12.5, 1) == "12,5%"
    assert formatting.share(61, 72) == "85%"
    assert formatting.share(0, 72) == "0%"
    assert formatting.share(3, 0) == "–"
    assert formatting.share(None, 3) == "–"
    assert formatting.percent(None) == "–"


@pytest.mark.parametrize(
    "value", [date(2026, 8, 17), datetime(2026, 8, 17, 9, 5, tzinfo=UTC), "2026-08-17", "2026-08-17T09:05:00"]
)
def test_dates_from_every_form(value):
    assert formatting.date_long(value) == "17 Agustus 2026"
    assert formatting.date_short(value) == "17-08-2026"
    assert formatting.day_name(value) == "Senin"


@pytest.mark.parametrize(
    "write", [formatting.date_long, formatting.date_short, formatting.day_name, formatting.moment]
)
@pytest.mark.parametrize("nothing", [None, ""])
def test_no_date_is_a_dash(write, nothing):
    assert write(nothing) == "–"


@pytest.mark.parametrize(
    ("zone", "name"),
    [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"), ("Europe/Berlin", "")],
)
def test_a_moment_names_its_zone(zone, name):
    moment = datetime(2026, 10, 2, 14, 5, tzinfo=ZoneInfo(zone))
    assert formatting.moment(moment) == f"2 Oktober 2026 pukul 14.05 {name}".strip()
    assert formatting.moment(moment.isoformat()) == formatting.moment(moment)


def test_time_short():
    assert formatting.time_short("2026-10-02T09:15:00+08:00") == "09.15"


def test_terbilang():
    assert formatting.terbilang(1250500) == "satu juta dua ratus lima puluh ribu lima ratus"
    assert formatting.terbilang(1001000) == "satu juta seribu"
    assert formatting.terbilang(None) == "–"


@pytest.mark.parametrize(
    ("due", "own_work", "words"),
    [
        ("2026-11-22", False, "hari ini batasnya"),
        ("2026-11-23", False, "sisa 1 hari"),
        ("2026-11-20", False, "lewat 2 hari"),
        ("2026-11-15", True, "terlambat 7 hari"),
        (None, True, "–"),
    ],
)
def test_due_words(due, own_work, words):
    assert formatting.due_words(due, date(2026, 11, 22), own_work=own_work) == words


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("1992-11-22", "34 tahun"),
        ("1992-11-23", "33 tahun"),
        ("2024-11-22", "2 tahun"),
        ("2024-11-23", "23 bulan"),
        ("2026-10-23", "di bawah 1 bulan"),
        ("2004-02-29", "22 tahun"),
        (None, "–"),
    ],
)
def test_age(born, words):
    assert formatting.age(born, date(2026, 11, 22)) == words


def test_masked_numbers_show_four_digits_at_most():
    assert formatting.mask_number("5301050101260007") == "•••• 0007"
    assert formatting.mask_number("0007") == "••••"
    assert formatting.mask_number("") == "–"
    assert formatting.ending("5301050101260007") == "berakhir 0007"


def test_roman():
    assert [formatting.roman(month) for month in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("+6281234567890", "0812-3456-7890"), ("081234567890", "0812-3456-7890"), ("kantor", "kantor"), ("", "–")],
)
def test_phone_national(value, text):
    assert formatting.phone_national(value) == text


def test_fingerprint():
    assert formatting.fingerprint("9f2c41d8" + "0" * 48 + "7be013a5") == "9f2c 41d8 … 7be0 13a5"


def render(text, **context):
    return Template("{% load format %}" + text).render(Context(context))


def test_filters_speak_the_zone_of_the_user():
    moment = datetime(2026, 10, 2, 17, 30, tzinfo=ZoneInfo("UTC"))
    with timezone.override("Asia/Makassar"):
        assert render("{{ at|moment }}, {{ at|day_name }}", at=moment) == "3 Oktober 2026 pukul 01.30 WITA, Sabtu"


def test_filters_take_arguments():
    assert render("{{ a|number:1 }} {{ a|share:b }}", a=3, b=4) == "3,0 75%"


def test_due_counts_from_today():
    assert render("{{ day|due }}", day=timezone.localdate()) == "hari ini batasnya"


@pytest.mark.parametrize(
    ("label", "said"), [("Kunjungan rumah", "kunjungan rumah"), ("RT/RW", "RT/RW"), ("No. KK", "No. KK"), ("", "")]
)
def test_a_label_inside_a_sentence(label, said):
    assert formatting.in_sentence(label) == said
