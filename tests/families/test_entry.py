"""The page on which a family is entered: what is stored, and what is said instead."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from families.enums import Relation, Sex
from families.models import Family, FamilyMember, Problem
from tests.factories.families import FamilyFactory, make_national_id
from tests.factories.family_forms import opened_page, posted_family, posted_member
from tests.families.reading import text_of

ADD = "/keluarga/tambah/"
HEAD, CHILD = Relation.HEAD, Relation.CHILD


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


def _post(client, *people, **fields):
    return client.post(ADD, posted_family(*people, token=fields.pop("token", uuid4()), **fields))


def test_a_family_of_five_is_saved_with_problems_and_strengths(secretary):
    children = [posted_member(name, CHILD, birth_date=date(2014, 5, 1)) for name in ("Melki", "Naomi", "Yandri")]
    response = _post(
        secretary, posted_member("Obaja Tefnai", sex=Sex.MALE), posted_member("Yuliana", Relation.WIFE), *children,
        problems=["PPKS-24"], strengths="Menenun\n\nPunya kebun",
    )  # fmt: skip
    family = Family.objects.get()
    assert response.url == family.get_absolute_url()
    assert (family.members.count(), family.rt) == (5, "004")
    assert Problem.objects.get().category_id == "PPKS-24"
    assert list(family.strengths.values_list("text", flat=True)) == ["Menenun", "Punya kebun"]


def test_the_same_token_twice_is_one_family(secretary):
    data = posted_family(posted_member(), token=uuid4())
    first, second = secretary.post(ADD, data), secretary.post(ADD, data)
    assert first.url == second.url
    assert Family.objects.count() == 1


def test_a_colleague_cannot_use_my_token(secretary, as_role):
    token = uuid4()
    _post(secretary, posted_member(), token=token)
    response = _post(as_role(Role.SECRETARY), posted_member(), token=token)
    assert response.status_code == 422
    assert Family.objects.count() == 1


@pytest.mark.parametrize("token", ["", "bukan-token"])
def test_a_broken_token_says_what_to_do(secretary, token):
    response = _post(secretary, posted_member(), token=token)
    assert response.status_code == 422
    assert "Muat ulang" in text_of(response)
    assert _post(secretary, posted_member(), token=token, tambah="1").status_code == 422


def test_without_a_management_form_nothing_breaks(secretary):
    response = secretary.post(ADD, {"form_token": str(uuid4()), "address": "Di bukit"})
    assert response.status_code == 422
    assert "Di bukit" in text_of(response)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"national_id": "530105570488000"}, "NIK baru 15 angka, harus 16"),
        ({"national_id": "9901055704880001"}, "Tidak ada provinsi berkode 99"),
        ({"national_id": "5301059904880001"}, "bukan tanggal"),
        ({"name": ""}, "Isi nama lengkap."),
        ({"name": "Obaja 😀"}, "Nama hanya boleh berisi huruf"),
        ({"name": "A" * 10_000}, "Paling banyak 120 huruf, sekarang 10000."),
        ({"relation": "77"}, "itu tidak ada"),
        ({"sex": ""}, "Pilih jenis kelamin."),
        ({"occupation": "nelayan 🐟"}, "tanpa emoji"),
    ],
)
def test_each_mistake_is_said_beside_its_field_and_nothing_is_lost(secretary, change, sentence):
    response = _post(secretary, posted_member(**change), address="Rumah kayu di bukit")
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "Rumah kayu di bukit" in text_of(response)
    assert not Family.objects.exists()


@pytest.mark.parametrize("birth", ["31-02-2020", "17/13/1990", "02-03-85", "besok"])
def test_dates_that_are_none_are_refused(secretary, birth):
    person = posted_member() | {"birth_date": birth}
    assert _post(secretary, person).status_code == 422


def test_a_birth_date_that_has_not_come_is_refused(secretary):
    tomorrow = timezone.localdate() + timedelta(days=1)
    person = posted_member() | {"birth_date": f"{tomorrow:%d-%m-%Y}"}
    assert "Tanggal lahir belum tiba" in text_of(_post(secretary, person))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"sex": Sex.FEMALE.value, "national_id": make_national_id(Sex.MALE, date(1988, 4, 17))},
            "Menurut NIK laki-laki",
        ),
        ({"national_id": make_national_id(Sex.FEMALE, date(1990, 1, 2))}, "Menurut NIK lahir 2 Januari 1990"),
        ({"national_id": make_national_id(Sex.FEMALE, date(1988, 4, 17), "530199")}, "Kecamatan berkode 53.01.99"),
    ],
)
def test_what_differs_from_the_nik_can_be_confirmed(secretary, change, sentence):
    person = posted_member() | change
    refused = _post(secretary, person)
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert "Arti NIK ini: terbit di " in text_of(refused)
    without_reason = _post(secretary, person | {"checked": "on"})
    assert "Tulis alasannya" in text_of(without_reason)
    confirmed = person | {"checked": "on", "national_id_note": "Akta lahir dibetulkan 2019"}
    assert _post(secretary, confirmed).status_code == 302
    assert FamilyMember.objects.get().national_id_note == "Akta lahir dibetulkan 2019"


def test_a_documented_exception_stands_until_the_number_or_the_person_changes(secretary):
    person = posted_member(national_id=make_national_id(Sex.FEMALE, date(1990, 1, 2)))
    _post(secretary, person | {"checked": "on", "national_id_note": "Akta lahir dibetulkan 2019"})
    family = Family.objects.get()
    assert _edit(secretary, family, hamlet="Dusun I").status_code == 302
    other = _edit(secretary, Family.objects.get(), anggota__0__birth_date="05-06-1991")
    assert "Menurut NIK lahir 2 Januari 1990" in text_of(other)


def test_a_child_born_before_the_head_must_be_confirmed(secretary):
    child = posted_member("Melki", CHILD, birth_date=date(1970, 1, 1))
    assert "Anak lahir sebelum kepala keluarga" in text_of(_post(secretary, posted_member(), child))
    assert _post(secretary, posted_member(), child | {"checked": "on"}).status_code == 302


def test_a_child_born_before_the_heads_wife_must_be_confirmed(secretary):
    wife = posted_member("Yuliana", Relation.WIFE, birth_date=date(1999, 1, 1))
    child = posted_member("Melki", CHILD, birth_date=date(1998, 1, 1))
    assert "Anak lahir sebelum istri" in text_of(_post(secretary, posted_member("Obaja"), wife, child))


def test_who_has_no_nik_and_no_card_gets_temporary_numbers(secretary):
    _post(secretary, posted_member(national_id=""), family_card_number="")
    member = FamilyMember.objects.get()
    page = text_of(secretary.get(member.family.get_absolute_url()))
    assert (member.national_id, member.temporary_number) == ("", "SN-53.01.05.2011-0001")
    for number in ("SN-53.01.05.2011-0001", "SK-53.01.05.2011-0001"):
        assert re.search(f'{number}</span> <span class="small soft">sementara', page)


@pytest.mark.parametrize("number", ["SN-53.01.05.2011-0012", "SK-53.01.05.2011-0001"])
def test_a_temporary_number_is_taken_for_no_real_one(secretary, number):
    response = _post(secretary, posted_member(national_id=number), family_card_number=number)
    assert text_of(response).count("hanya boleh berisi angka") >= 2
    assert not Family.objects.exists()


def test_the_same_nik_twice_in_the_form(secretary):
    head = posted_member("Obaja")
    twin = posted_member("Yuliana", Relation.WIFE) | {"national_id": head["national_id"]}
    assert "NIK ini sama dengan NIK Obaja" in text_of(_post(secretary, head, twin))


def test_a_nik_of_another_village_names_the_village_and_offers_a_transfer(secretary, other_village):
    taken = FamilyFactory(village=other_village, head_name="Rahasia Daeng", members=1).members.get()
    person = posted_member(sex=Sex.MALE, birth_date=taken.birth_date, national_id=taken.national_id)
    page = text_of(_post(secretary, person, address="Rumah kayu di bukit"))
    assert "NIK ini sudah tercatat di Desa Moncongloe" in page
    assert "Rahasia" not in page
    form = re.search(rf'<form id="pindah-{taken.national_id}".*?</form>', page)[0]
    assert f'action="{reverse("families:request_transfer")}"' in form
    assert set(re.findall(r'name="(.*?)"', form)) == {"csrfmiddlewaretoken", "number"}
    assert f'form="pindah-{taken.national_id}"' in page
    assert "Rumah kayu di bukit" in text_of(secretary.get(ADD))


def test_a_card_of_ones_own_village_leads_to_the_family_that_has_it(secretary, village):
    held = FamilyFactory(village=village, head_name="Obaja Tefnai", members=1)
    page = text_of(_post(secretary, posted_member(), family_card_number=held.family_card_number))
    assert "No. KK ini sudah tercatat di Desa Tablolong" in page
    assert f'<a href="{held.get_absolute_url()}">Buka berkas Keluarga Obaja Tefnai</a>' in page
    assert "pindah-" not in page


@pytest.mark.parametrize("relations", [(CHILD,), (HEAD, HEAD)])
def test_exactly_one_head(secretary, relations):
    people = [posted_member(f"Orang {'AB'[i]}", relation) for i, relation in enumerate(relations)]
    response = _post(secretary, *people)
    assert response.status_code == 422
    assert re.search("Belum ada kepala keluarga|Kepala keluarga hanya satu", text_of(response))


def test_an_empty_page_asks_for_the_head(secretary):
    assert "Isi paling sedikit satu anggota" in text_of(_post(secretary, {"relation": "1"}))


def test_someone_with_the_same_name_and_birth_date_is_pointed_out(secretary, village):
    family = FamilyFactory(village=village, members=1)
    head = family.members.get()
    like = posted_member(head.name, sex=Sex.MALE, birth_date=head.birth_date)
    response = _post(secretary, like)
    assert "nama sama, tanggal lahir sama, RT sama" in text_of(response)
    assert _post(secretary, like, are_others="on").status_code == 302


def _edit(client, family, page=None, **changes):
    """Post the page of the family as it stands now, or one opened earlier, with changes."""
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(reverse("families:edit", args=[family.pk]), (page or opened_page(family)) | changes)
