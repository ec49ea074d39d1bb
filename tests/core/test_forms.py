from datetime import date
from uuid import UUID

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.forms import (
    DateField,
    FamilyCardField,
    FcuForm,
    NationalIdField,
    PhoneField,
    RupiahField,
    TokenField,
    VersionField,
)


class SampleForm(FcuForm):
    born = DateField(label="Tanggal lahir")
    nik = NationalIdField(label="NIK")
    relation = forms.ChoiceField(label="Hubungan", choices=[("a", "Anak")])
    photo = forms.FileField(label="Foto rumah")
    agreed = forms.BooleanField(label="Kesediaan keluarga")
    name = forms.CharField(label="Nama", max_length=5)
    people = forms.IntegerField(label="Jumlah", max_value=20, error_messages={"required": "Hitung dahulu."})


def errors_of(text=""):
    return {name: messages[0] for name, messages in SampleForm(QueryDict(text)).errors.items()}


def test_empty_fields_say_what_to_do():
    assert errors_of() == {
        "born": "Isi tanggal lahir.",
        "nik": "Isi NIK.",
        "relation": "Pilih hubungan.",
        "photo": "Pilih berkas foto rumah.",
        "agreed": "Centang kesediaan keluarga.",
        "name": "Isi nama.",
        "people": "Hitung dahulu.",
    }


def test_wrong_input_says_what_to_do():
    errors = errors_of("born=31-02-2026&nik=123&relation=b&name=Yuliana&people=40")
    assert errors["born"] == "Tanggal belum benar. Tulis hari-bulan-tahun, contoh 17-08-2026."
    assert errors["nik"].startswith("NIK baru 3 angka, harus 16.")
    assert errors["relation"] == "Pilihan hubungan itu tidak ada. Pilih satu dari daftar."
    assert errors["name"] == "Paling banyak 5 huruf, sekarang 7. Persingkat tulisannya."
    assert errors["people"] == "Paling besar 20."


def test_a_forms_own_words_stay():
    class Own(FcuForm):
        name = forms.CharField(label="Nama", error_messages={"required": "Tulis nama kepala keluarga."})

    assert Own({"name": ""}).errors["name"] == ["Tulis nama kepala keluarga."]


def test_unseen_characters_go_and_nothing_else():
    class Plain(FcuForm):
        text = forms.CharField(widget=forms.Textarea)
        many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])

    data = QueryDict(mutable=True)
    data["text"] = "Yu\x00li\u200bana\u202e\tBoimau\nDusun “II” – é"
    data.setlist("many", ["a", "b"])
    form = Plain(data)
    assert form.is_valid()
    assert form.cleaned_data == {"text": "Yuliana\tBoimau\nDusun “II” – é", "many": ["a", "b"]}


def test_typed_text_comes_back_after_an_error():
    form = SampleForm(QueryDict("name=Yuliana"))
    assert form.is_valid() is False
    assert 'value="Yuliana"' in str(form["name"])


def test_browser_does_not_remember_personal_fields():
    assert 'autocomplete="off"' in str(SampleForm()["name"])


def test_an_empty_choice_is_said_in_words():
    class Choosing(FcuForm):
        relation = forms.ChoiceField(choices=[("", "---------"), ("head", "Kepala keluarga")])
        own = forms.ChoiceField(choices=[("", "Belum diperiksa"), ("yes", "Terdaftar")])

    form = Choosing({"relation": "", "own": "yes"})
    assert form.fields["relation"].choices == [("", "Pilih"), ("head", "Kepala keluarga")]
    assert form.fields["own"].choices[0] == ("", "Belum diperiksa")
    assert list(form.errors) == ["relation"]


@pytest.mark.parametrize(
    "text", ["17-08-2026", "17/08/2026", "2026-08-17", " 17 - 08 - 2026 ", "17-8-2026", "17082026"]
)
def test_dates_are_day_first(text):
    assert DateField().clean(text) == date(2026, 8, 17)


@pytest.mark.parametrize(
    "text",
    [
        "08-17-2026",
        "17-08-26",
        "17 Agustus 2026",
        "31-02-2026",
        "17.08.2026",
        "01-01-1899",
        "0",
        "20260817",
        "20110304",
        "1782026",
    ],
)
def test_other_dates_are_refused(text):
    with pytest.raises(forms.ValidationError):
        DateField().clean(text)


def test_date_is_shown_as_it_is_typed():
    form = SampleForm(initial={"born": date(2026, 8, 7)})
    assert 'value="07-08-2026"' in str(form["born"])


@pytest.mark.parametrize(
    "text",
    ["1150000", "1.150.000", "Rp1.150.000", "rp 1.150.000", "Rp. 1.150.000,00", "1.150.000,-", "\u00a01 150 000 "],
)
def test_rupiah_as_people_write_it(text):
    assert RupiahField().clean(text) == 1150000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.150,5", "tanpa sen"),
        ("1.150.000,50", "tanpa sen"),
        ("-5000", "kurang dari nol"),
        ("1,150,000", "dengan angka"),
        ("1.15.000", "dengan angka"),
        ("1150.000", "dengan angka"),
        ("sejuta", "dengan angka"),
        ("Rp", "dengan angka"),
        ("١٢٣", "dengan angka"),
        ("1e6", "dengan angka"),
        ("9" * 400, "terlalu besar"),
    ],
)
def test_other_rupiah_gets_a_sentence(text, words):
    with pytest.raises(forms.ValidationError, match=words):
        RupiahField().clean(text)


@given(st.integers(min_value=0, max_value=RupiahField.LARGEST))
def test_rupiah_survives_the_round_trip(amount):
    shown = RupiahField.widget.format_value(amount)
    assert RupiahField().clean(shown) == amount


def test_unchanged_rupiah_is_unchanged():
    assert RupiahField().has_changed(1150000, "1.150.000") is False
    assert RupiahField().has_changed(1150000, "1.150.001") is True
    assert RupiahField().has_changed(1150000, "x") is True


def test_empty_rupiah_is_none_where_allowed():
    assert RupiahField(required=False).clean("") is None
    with pytest.raises(forms.ValidationError):
        RupiahField().clean("")
    assert RupiahField().clean("0") == 0


@pytest.mark.parametrize("text", ["5301050101260007", "5301 0501 0126 0007", "5301.0501.0126.0007"])
def test_card_numbers_in_groups(text):
    assert FamilyCardField(label="No. KK").clean(text) == "5301050101260007"


def test_empty_card_number_where_allowed():
    assert NationalIdField(required=False).clean("") == ""


@pytest.mark.parametrize("text", ["0812 3456 7890", "+6281234567890", "0812-3456-7890"])
def test_phone_numbers(text):
    assert PhoneField().clean(text).as_e164 == "+6281234567890"


def test_wrong_phone_gets_an_example():
    with pytest.raises(forms.ValidationError, match="0812 3456 7890"):
        PhoneField().clean("12")


class Edit(FcuForm):
    version = VersionField()
    form_token = TokenField()


def test_token_is_new_on_each_page_and_stays_after_an_error():
    assert Edit()["form_token"].value() != Edit()["form_token"].value()
    token = "26212968-c742-472d-83d3-2e4d2e04fde2"
    form = Edit({"version": "x", "form_token": token})
    assert form.is_valid() is False
    assert form.cleaned_data["form_token"] == UUID(token)
    assert token in str(form["form_token"])


@pytest.mark.parametrize("data", [{}, {"version": "-1", "form_token": "x"}, {"version": "1.5", "form_token": "1"}])
def test_broken_hidden_fields_say_reload(data):
    errors = Edit(data).errors
    assert errors["form_token"] == ["Halaman ini tidak lengkap. Muat ulang, lalu isi dan kirim lagi."]
    assert "version" in errors
