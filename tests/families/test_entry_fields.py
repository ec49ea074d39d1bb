"""Bad input, field by field: each is refused beside its field in plain words, or made harmless; nothing is stored."""

import html
import re
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.enums import Role
from families.enums import MarriageStanding, Sex
from families.forms.entry_fields import FamilyForm, MemberForm
from families.models import Family, FamilyMember
from tests.factories.families import FamilyFactory, make_national_id
from tests.factories.family_forms import opened_page, posted_family, posted_member

ADD = "/keluarga/tambah/"
LONG = "A" * 10_000
SMILE = "Di bukit \U0001f600"
TOMORROW = f"{timezone.localdate() + timedelta(days=2):%d-%m-%Y}"
NO_CHOICE = "itu tidak ada. Pilih satu dari daftar."
LETTERS_ONLY = "Nama hanya boleh berisi huruf"
DIGITS = (
    ("530105570488000", "baru 15 angka, harus 16"), ("53010557048800011", "ada 17 angka, harus 16"),
    ("53010557O4880001", "hanya boleh berisi angka"), (SMILE, "hanya boleh berisi angka"),
    (LONG, "hanya boleh berisi angka"), ("0301055704880001", "diawali 0"), ("1" * 16, "angka yang sama semua"),
)  # fmt: skip
DATES = (
    ("31-02-2020", "Tanggal belum benar"), ("17/13/1990", "Tanggal belum benar"), ("02-03-85", "Tanggal belum benar"),
    ("besok", "Tanggal belum benar"), ("31022020", "Tanggal belum benar"), (LONG, "Tanggal belum benar"),
    (SMILE, "Tanggal belum benar"), ("17-08-1799", "paling awal 1900"),
)  # fmt: skip
CHOICE = ((LONG, NO_CHOICE), ("77", NO_CHOICE), (SMILE, NO_CHOICE))
TEXT = ((LONG, "Paling banyak"), (SMILE, "tanpa emoji"))
STALE = "Halaman ini tidak lengkap. Muat ulang"
NEIGHBOURHOOD = tuple((bad, "paling banyak 3 angka") for bad in ("1234", "empat", "-4x", SMILE, LONG))

BAD_FAMILY = {
    "form_token": ((LONG, STALE), ("bukan-token", STALE), ("", STALE)),
    "version": ((LONG, STALE), ("-1", "Paling kecil 0"), ("satu", STALE)),
    "village": (("53.99.99.2001", NO_CHOICE), (LONG, NO_CHOICE), (SMILE, NO_CHOICE)),
    "family_card_number": DIGITS,
    "phone": tuple((bad, "Nomor telepon tidak dikenali") for bad in ("12", "telepon", "9" * 40, SMILE, LONG)),
    "address": (*TEXT, ("", "Isi alamat."), ("\x00\u200b \x07", "Isi alamat.")),
    "hamlet": TEXT,
    "rt": NEIGHBOURHOOD,
    "rw": NEIGHBOURHOOD,
    "coordinates": (
        ("-10.3123", "Tulis dua angka"), ("123.5678, -10.3123", "di luar Indonesia"), ("0, 0", "di luar Indonesia"),
        ("-91, 500", "di luar Indonesia"), ("10°18'S 123°34'E", "Tulis dua angka"), ("NaN, NaN", "Tulis dua angka"),
        ("1e9, 1e9", "Tulis dua angka"), (f"-10.{'3' * 9000}, 123.5", "Tulis dua angka"), (SMILE, "Tulis dua angka"),
        (LONG, "Tulis dua angka"), ("-10,3123, 123,5678", "Tulis dua angka"),
    ),
    "data_source": CHOICE,
    "data_date": (*DATES, (TOMORROW, "belum tiba")),
    "problems": (("PPKS-99", NO_CHOICE), (LONG, NO_CHOICE), (SMILE, NO_CHOICE)),
    "strengths": (
        (LONG, "Paling banyak"), (SMILE, "tanpa emoji"), ("Menenun\n" * 11, "Paling banyak 10 baris"),
        ("B" * 201, "paling banyak 200 huruf"),
    ),
}  # fmt: skip
BAD_MEMBER = {
    "id": (("9" * 18, "bukan dari keluarga ini"), ("satu", "Tulis dengan angka"), (LONG, "Tulis dengan angka")),
    "national_id": (
        *DIGITS, ("9901055704880001", "Tidak ada provinsi berkode 99"), ("5301059904880001", "bukan tanggal"),
        ("5301055704880000", "tidak mungkin 0000"), ("5,30106E+15", "diubah oleh Excel"),
    ),
    "name": (
        ("", "Isi nama lengkap."), ("   ", "Isi nama lengkap."), ("\u200b\x07", "Isi nama lengkap."),
        ("Obaja 2", LETTERS_ONLY), ("Obaja \U0001f600", LETTERS_ONLY), ("<b>Obaja</b>", LETTERS_ONLY),
        ("..", "belum berisi huruf"), (LONG, "Paling banyak 120 huruf, sekarang 10000."),
    ),
    "birth_date": (*DATES, ("", "Isi tanggal lahir."), (TOMORROW, "Tanggal lahir belum tiba")),
    "relation": (*CHOICE, ("", "Pilih hubungan dengan kepala keluarga.")),
    "sex": (*CHOICE, ("", "Pilih jenis kelamin.")),
    "birth_place": TEXT,
    "religion": CHOICE,
    "marital_status": CHOICE,
    "marriage": (*CHOICE, (MarriageStanding.LAWFUL.value, "Hanya diisi bila status kawinnya “Kawin”")),
    "education": CHOICE,
    "schooling": CHOICE,
    "occupation": TEXT,
    "disability": CHOICE,
    "national_id_note": TEXT,
    "left_reason": ((LONG, NO_CHOICE), ("closed", NO_CHOICE), (SMILE, NO_CHOICE)),
    "left_on": (*DATES, (TOMORROW, "Tanggal keluar belum tiba")),
}  # fmt: skip
# Whatever comes, a box is ticked or it is not; and what a page says it showed only ever leads to a question.
HARMLESS = {"are_others", "base", "checked", "has_chronic_illness", "lives_elsewhere"}
CASES = [
    *((name, bad, sentence) for name, cases in BAD_FAMILY.items() for bad, sentence in cases),
    *((f"anggota-0-{name}", bad, sentence) for name, cases in BAD_MEMBER.items() for bad, sentence in cases),
]


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


def _said(response):
    return html.unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_every_field_of_both_forms_has_its_bad_input():
    assert BAD_FAMILY.keys() == FamilyForm.base_fields.keys() - HARMLESS
    assert BAD_MEMBER.keys() == MemberForm.base_fields.keys() - HARMLESS


@pytest.mark.parametrize(
    ("name", "bad", "sentence"), CASES, ids=[f"{name}-{n}" for n, (name, _, _) in enumerate(CASES)]
)
def test_bad_input_is_refused_beside_its_field(secretary, name, bad, sentence):
    data = posted_family(posted_member("Obaja Tefnai"), token=uuid4(), address="Rumah kayu di bukit") | {name: bad}
    response = secretary.post(ADD, data)
    assert response.status_code == 422
    assert sentence in _said(response)
    assert "Obaja" in _said(response) or name.endswith("name")
    assert "Rumah kayu di bukit" in _said(response) or name == "address"
    assert not Family.objects.exists()


@pytest.mark.parametrize(
    "name", ["are_others", "base", "checked", *(f"anggota-0-{each}" for each in sorted(HARMLESS))]
)
@pytest.mark.parametrize("bad", [LONG, SMILE, "\x00\x07"])
def test_what_cannot_be_bad_does_no_harm(secretary, name, bad):
    data = posted_family(posted_member("Obaja Tefnai"), token=uuid4()) | {name: bad}
    assert secretary.post(ADD, data).status_code == 302
    assert Family.objects.get().head_name == "Obaja Tefnai"


@pytest.mark.parametrize("name", ["address", "hamlet", "anggota-0-name", "anggota-0-occupation"])
def test_characters_that_nobody_sees_are_not_stored(secretary, name):
    data = posted_family(posted_member(), token=uuid4()) | {name: "Te\x00f\u202en\x07ai\ufeff"}
    assert secretary.post(ADD, data).status_code == 302
    record = FamilyMember.objects.get() if name.startswith("anggota") else Family.objects.get()
    assert getattr(record, name.split("-")[-1]) == "Tefnai"


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("-10.3123, 123.5678", (Decimal("-10.312300"), Decimal("123.567800"))),
        (" −10.31234567 ; 123.5 ", (Decimal("-10.312346"), Decimal("123.500000"))),
        ("5 95", (Decimal("5"), Decimal("95"))),
        ("", (None, None)),
    ],
)
def test_coordinates_as_maps_write_them(secretary, typed, place):
    secretary.post(ADD, posted_family(posted_member(), token=uuid4(), coordinates=typed))
    family = Family.objects.get()
    assert (family.latitude, family.longitude) == place


def test_every_field_is_stored_and_shown_again(secretary):
    person = posted_member(
        birth_place="Kupang", religion="2", marital_status="2", marriage="known", education="3", schooling="finished",
        occupation="Petani", disability="1", has_chronic_illness="on", lives_elsewhere="on",
        national_id_note="Belum direkam", national_id="",
    )  # fmt: skip
    fields = {"phone": "0812-3456-7890", "coordinates": "-10.3123, 123.5678", "data_source": "card"}
    data = posted_family(person, token=uuid4(), data_date="01-02-2026", rw="002", **fields)
    assert secretary.post(ADD, data | {"rt": "004"}).status_code == 302
    page = opened_page(Family.objects.get())
    assert {name: page.get(name) for name in fields} == fields
    assert {name: page.get(f"anggota-0-{name}", "") for name in person} == person
    shown = _said(secretary.get(Family.objects.get().get_absolute_url()))
    assert "kawin (diketahui keluarga dan masyarakat)" in shown
    assert "Sudah tamat" in shown
    assert "-10.312300, 123.567800" in shown
    assert "Kartu Keluarga, 1 Februari 2026" in shown


def test_a_date_may_be_typed_without_separators(secretary):
    person = posted_member() | {"birth_date": "17041988"}
    assert secretary.post(ADD, posted_family(person, token=uuid4())).status_code == 302
    assert FamilyMember.objects.get().birth_date == date(1988, 4, 17)


def test_a_nik_never_fills_what_was_left_open(secretary):
    """It is the only check on a slip of the pen in the birth date, so that it must not be its source."""
    person = posted_member(sex="", national_id=make_national_id(Sex.FEMALE, date(1988, 4, 17))) | {"birth_date": ""}
    page = _said(secretary.post(ADD, posted_family(person, token=uuid4())))
    assert "Isi tanggal lahir." in page
    assert "Pilih jenis kelamin." in page


def test_opened_numbers_say_what_they_mean(secretary, village, django_assert_max_num_queries):
    family = FamilyFactory(village=village, members=3)
    address = family.get_absolute_url()
    assert "terbit di" not in _said(secretary.get(address))
    secretary.post(f"{address}buka-nomor/", {"reason": "match_card"})
    page = _said(secretary.get(address))
    assert "terbit di Kecamatan Kupang Barat, Kabupaten Kupang; lahir 17 April 1985; laki-laki" in page
    assert page.count("terbit di") == 3
    with django_assert_max_num_queries(40) as three:
        secretary.get(address)
    family.members.exclude(relation=1).delete()
    with django_assert_max_num_queries(len(three)):
        secretary.get(address)
