from datetime import date

import lokal
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identity import NumberError, compare, decode, decode_family_card, meaning, parse_national_id, region_codes

TODAY = date(2026, 11, 22)
PLACES = {"53": "Nusa Tenggara Timur", "53.01": "Kabupaten Kupang", "53.01.05": "Kupang Barat", "12": "Sumatera Utara"}


def read(number):
    return decode(number, TODAY, PLACES.get)


def card(number):
    return decode_family_card(number, TODAY, PLACES.get)


def test_a_good_number_says_region_birth_and_sex():
    decoded = read("5301054101920007")
    assert (decoded.region, decoded.birth_date, decoded.sex) == ("53.01.05", date(1992, 1, 1), "P")
    assert (decoded.number, decoded.problems) == ("5301054101920007", ())


def test_a_number_is_explained_in_words():
    assert meaning(read("5301054101920007"), PLACES.get) == (
        "terbit di Kupang Barat, Kabupaten Kupang; lahir 1 Januari 1992; perempuan"
    )
    assert meaning(read("5301990101920007"), PLACES.get) == (
        "terbit di kecamatan berkode 53.01.99, Kabupaten Kupang; lahir 1 Januari 1992; laki-laki"
    )
    assert meaning(read("5301053201920007"), PLACES.get) == ""


@pytest.mark.parametrize(
    "typed", ["5301 0501 0192 0007", "53.01.05-010192-0007", "'5301050101920007", "\ufeff53010501\u00a001920007\u200b"]
)
def test_soft_signs_are_dropped(typed):
    assert parse_national_id(typed) == "5301050101920007"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "NIK belum diisi"),
        (None, "NIK belum diisi"),
        (" - ", "NIK belum diisi"),
        ("530105010192000", "NIK baru 15 angka, harus 16. Periksa lagi pada Kartu Keluarga."),
        ("53010501019200071", "NIK ada 17 angka, harus 16"),
        ("53010501019200O7", "hanya boleh berisi angka"),
        ("٥٣٠١٠٥٠١٠١٩٢٠٠٠٧", "hanya boleh berisi angka"),
        ("5.30105E+15", "diubah oleh Excel"),
        ("5,3e15", "diubah oleh Excel"),
        ("5301050101920007.0", "diubah oleh Excel"),
    ],
)
def test_what_is_no_number_is_refused_in_words(typed, message):
    with pytest.raises(NumberError, match=message):
        parse_national_id(typed)
    assert message in read(typed).errors[0]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("5301053201920007", "bukan tanggal"),
        ("5301054001920007", "bukan tanggal"),
        ("5301050001920007", "bukan tanggal"),
        ("5301057201920007", "bukan tanggal"),
        ("5301058101920007", "bukan tanggal"),
        ("5301050113920007", "bukan tanggal"),
        ("5301052902990007", "bukan tanggal"),
        ("5301050101920000", "tidak mungkin 0000"),
        ("9901050101920007", "Tidak ada provinsi berkode 99"),
        ("0530105201100001", "diawali 0"),
        ("1111111111111111", "angka yang sama semua"),
        ("5301053112260007", "lahir 31 Desember 2026, hari yang belum tiba"),
        ("5301052311260007", "hari yang belum tiba"),
    ],
)
def test_impossible_numbers_are_errors(number, message):
    assert any(message in error for error in read(number).errors)


def test_born_today_is_possible():
    assert read("5301052211260007").problems == ()


def test_leap_day_of_a_leap_year():
    assert read("5301056902960007").birth_date == date(1996, 2, 29)
    assert read("5301052902000007").birth_date == date(2000, 2, 29)


@pytest.mark.parametrize(
    ("short_year", "year"), [("19", 2019), ("26", 2026), ("27", 1927), ("00", 2000), ("99", 1999)]
)
def test_the_century_is_this_one_up_to_this_year(short_year, year):
    assert read(f"5301050502{short_year}0007").birth_date == date(year, 2, 5)


@pytest.mark.parametrize("number", ["5301990101920007", "5399050101920007"])
def test_an_unknown_kecamatan_or_regency_is_a_warning(number):
    decoded = read(number)
    assert decoded.errors == []
    assert "Kode lama tetap berlaku" in decoded.warnings[0]


def test_compare_warns_and_never_refuses():
    decoded = read("5301054101920007")
    assert compare(decoded, "P", date(1992, 1, 1)) == []
    problems = compare(decoded, "L", date(1992, 1, 2))
    assert {problem.severity for problem in problems} == {"warning"}
    assert "lahir 1 Januari 1992, isian Anda 2 Januari 1992" in problems[0].message
    assert "Menurut NIK perempuan, isian Anda laki-laki" in problems[1].message


def test_compare_is_silent_about_what_was_not_typed():
    assert compare(read("5301054101920007"), "", None) == []
    assert compare(read("rusak"), "P", date(1992, 1, 1)) == []


def test_family_card():
    decoded = card("5301050203150047")
    assert (decoded.region, decoded.day, decoded.sex, decoded.problems) == ("53.01.05", date(2015, 3, 2), "", ())


@pytest.mark.parametrize("number", ["5301054203150047", "5301053112260047", "5301050000150047"])
def test_a_strange_day_of_issue_is_a_warning_only(number):
    decoded = card(number)
    assert decoded.errors == []
    assert "tanggal terbit" in decoded.warnings[0]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("530105020315004", "No. KK baru 15 angka"),
        ("9901050203150047", "Tidak ada provinsi"),
        ("1" * 16, "sama semua"),
    ],
)
def test_family_card_errors(number, message):
    assert message in card(number).errors[0]


def test_every_sentence_says_what_to_do():
    numbers = ["", "1", "5301053201920007", "9901050101920000", "0" * 16, "5301990101920007", "5301052311260007"]
    sentences = [p.message for n in numbers for p in (*read(n).problems, *card(n).problems)]
    assert all(message.count(".") >= 2 or "." in message[:-1] for message in sentences)


# From 2027 on lokal reads a year 27 as of this century; the clock of the test is its own.
births = st.dates(date(1950, 1, 1), TODAY)


@given(births, st.sampled_from("LP"), st.integers(1, 9999), st.sampled_from(["530105", "730913", "650101", "920101"]))
def test_encoded_numbers_are_read_back_and_lokal_agrees(birth, sex, serial, region):
    number = f"{region}{birth.day + 40 * (sex == 'P'):02}{birth:%m%y}{serial:04}"
    decoded = decode(number, TODAY, lambda code: code)
    assert (decoded.birth_date, decoded.sex, decoded.problems) == (birth, sex, ())
    assert decoded.region == region_codes(number)[2]
    other = lokal.parse_nik(number)
    assert (other.birth_date, other.gender) == (birth.isoformat(), sex)


@given(st.text(max_size=24))
def test_no_text_breaks_the_reader(text):
    assert read(text).errors
