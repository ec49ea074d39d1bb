"""The pages on which two files are put side by side, merged, and parted again."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from families.enums import CloseReason, Relation, Sex
from families.models import Family, FamilyMember, Merge
from families.services import close_family, register_family
from tests.factories.families import make_national_id, make_secretary, member_data
from tests.factories.merges import merge, person, register

BORN = date(1985, 4, 17)


@pytest.fixture
def kept(village, actor):
    return register(village, actor, hamlet="Dusun I")


@pytest.fixture
def absorbed(village, actor):
    people = (
        member_data("Obaja Tefnai", sex=Sex.MALE, birth_date=BORN, occupation="Nelayan"),
        member_data("Yerem Tefnai", Relation.CHILD, sex=Sex.MALE, birth_date=date(2020, 2, 3)),
    )
    return register(village, actor, *people, address="Jalan pantai", hamlet="Dusun II")


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


def url_of(kept, absorbed):
    return reverse("families:merge", args=[kept.pk, absorbed.pk])


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def filled(client, url):
    """What a browser would post from the page as it stands."""
    page = client.get(url).content.decode()
    data = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    data |= dict(re.findall(r'<input type="radio" name="([\w-]+)" value="([^"]*)"[^>]*? checked', page))
    for name, options in re.findall(r'<select name="([\w-]+)".*?>(.*?)</select>', page, re.S):
        data[name] = re.search(r'value="([^"]*)" selected', options)[1]
    return data | {"form_token": str(uuid4())}


def test_the_usual_answers_merge_the_two(secretary, kept, absorbed):
    url = url_of(kept, absorbed)
    data = filled(secretary, url)
    assert secretary.post(url, data).url == kept.get_absolute_url()
    kept.refresh_from_db()
    assert kept.members.filter(left_on=None).count() == 3
    assert person(kept, "Obaja").occupation == "Nelayan"  # what only one file knows needs no question
    assert (person(kept, "Yerem").relation, kept.hamlet) == (Relation.CHILD, "Dusun I")
    page = text(secretary.get(kept.get_absolute_url()))
    assert f"Berkas {absorbed.file_number}" in page
    page = text(secretary.get(absorbed.get_absolute_url()))
    assert f"Berkas ini digabung ke berkas {kept.file_number}." in page
    assert f'href="{kept.get_absolute_url()}"' in page


def test_the_second_press_merges_nothing_more(secretary, kept, absorbed):
    url = url_of(kept, absorbed)
    data = filled(secretary, url)
    assert secretary.post(url, data).url == secretary.post(url, data).url == kept.get_absolute_url()
    assert "Pilih berkas lain" not in text(secretary.get(kept.get_absolute_url()))
    assert Merge.objects.count() == 1


def test_field_by_field_as_chosen(secretary, kept, absorbed):
    url = url_of(kept, absorbed)
    data = filled(secretary, url)
    data |= {"keluarga-hamlet": "gabung", "keluarga-family_card_number": "gabung"}
    data[f"orang-{person(absorbed, 'Obaja').pk}-{person(kept, 'Obaja').pk}-national_id"] = "gabung"
    number, card = person(absorbed, "Obaja").national_id, absorbed.family_card_number
    secretary.post(url, data)
    kept.refresh_from_db()
    assert (kept.hamlet, kept.address, kept.family_card_number) == ("Dusun II", "Dekat dermaga", card)
    assert person(kept, "Obaja").national_id == number


def test_another_pairing_asks_what_then_differs(secretary, kept, absorbed):
    url, yerem, melki = url_of(kept, absorbed), person(absorbed, "Yerem"), person(kept, "Melki")
    data = filled(secretary, url)
    data[f"orang-{yerem.pk}"] = f"sama-{melki.pk}"
    refused = secretary.post(url, data)
    assert refused.status_code == 422
    assert "Pilihan orang berubah" in text(refused)
    assert f'name="orang-{yerem.pk}-{melki.pk}-birth_date"' in text(refused)
    assert not Merge.objects.exists()
    for name in ("national_id", "name", "birth_date"):
        data[f"orang-{yerem.pk}-{melki.pk}-{name}"] = "simpan"
    assert secretary.post(url, data).status_code == 302
    melki.refresh_from_db()
    assert (melki.name, kept.members.filter(left_on=None).count()) == ("Melki Tefnai", 2)


def test_somebody_is_left_out(secretary, kept, absorbed):
    url, yerem = url_of(kept, absorbed), person(absorbed, "Yerem")
    secretary.post(url, filled(secretary, url) | {f"orang-{yerem.pk}": "keluar-mistake"})
    yerem.refresh_from_db()
    assert (yerem.family, yerem.left_reason) == (absorbed, "mistake")


@pytest.mark.parametrize("wrong", ["sama-999999", "keluar-closed", "apa saja", ""])
def test_a_choice_that_is_none_is_refused(secretary, kept, absorbed, wrong):
    url = url_of(kept, absorbed)
    data = filled(secretary, url) | {f"orang-{person(absorbed, 'Obaja').pk}": wrong}
    assert secretary.post(url, data).status_code == 422
    assert not Merge.objects.exists()


def test_two_who_are_paired_with_one_are_refused_beside_the_second(secretary, kept, absorbed):
    url = url_of(kept, absorbed)
    data = filled(secretary, url)
    same = f"sama-{person(kept, 'Obaja').pk}"
    data |= {f"orang-{member.pk}": same for member in absorbed.members.all()}
    secretary.post(url, data)
    assert "sudah dipasangkan dengan orang itu" in text(secretary.post(url, data))


def test_a_page_that_is_old_says_so(secretary, kept, absorbed):
    url = url_of(kept, absorbed)
    data = filled(secretary, url)
    Family.objects.filter(pk=absorbed.pk).update(version=7)
    refused = secretary.post(url, data)
    assert refused.status_code == 422
    assert "baru saja diubah orang lain" in text(refused)


def test_numbers_are_masked_until_both_files_are_revealed(secretary, kept, absorbed):
    page = text(secretary.get(url_of(kept, absorbed)))
    assert kept.family_card_number not in page
    assert f"•••• {absorbed.family_card_number[-4:]}" in page
    for family in (kept, absorbed):
        secretary.post(reverse("families:reveal", args=[family.pk]), {"reason": "correct_data"})
    assert absorbed.family_card_number in text(secretary.get(url_of(kept, absorbed)))


def test_a_file_of_another_village_needs_a_transfer_first(secretary, kept, other_village, village):
    far = register(other_village, make_secretary(other_village))
    assert secretary.get(url_of(kept, far)).status_code == 404
    assert secretary.get(url_of(far, kept)).status_code == 404
    secretary.user.assignments.create(role=Role.TKSK, region=other_village.parent, starts_on=date(2020, 1, 1))
    told = secretary.get(url_of(kept, far), follow=True)
    assert "Mintalah pindah desa lebih dulu" in text(told)


@pytest.mark.parametrize("name", ["merge", "merge_choose", "unmerge"])
def test_who_only_reads_may_not(as_role, kept, absorbed, actor, village, name):
    args = {"merge": [absorbed.pk], "merge_choose": [], "unmerge": [1]}[name]
    url = reverse(f"families:{name}", args=[kept.pk, *args])
    assert as_role(Role.TKSK, village.parent).get(url).status_code == 403
    assert as_role(Role.VILLAGE_HEAD).post(url).status_code == 403
    assert as_role(Role.SECRETARY).delete(url).status_code == 405


def test_closed_files_and_the_file_itself_are_told_off(secretary, kept, absorbed, actor):
    assert "Pilih berkas lain" in text(secretary.get(url_of(kept, kept), follow=True))
    close_family(absorbed, CloseReason.MOVED, on=timezone.localdate(), actor=actor)
    assert "Pilih berkas lain" in text(secretary.get(url_of(kept, absorbed), follow=True))
    for url in (url_of(absorbed, kept), reverse("families:merge_choose", args=[absorbed.pk])):
        assert "sudah ditutup" in text(secretary.get(url, follow=True))


def test_the_other_file_is_proposed_or_found_without_a_name_in_the_address(secretary, kept, absorbed, other_village):
    far = register(other_village, make_secretary(other_village))
    url = reverse("families:merge_choose", args=[kept.pk])
    page = text(secretary.get(url))
    assert "Yang mirip" in page
    assert url_of(kept, absorbed) in page
    assert "tanggal lahir sama" in page
    for words in ("yerem", absorbed.file_number, absorbed.family_card_number):
        found = secretary.post(url, {"q": words})
        assert (found.status_code, "Hasil pencarian" in text(found)) == (200, True)
    assert "Tidak ada berkas yang cocok" in text(secretary.post(url, {"q": far.family_card_number}))
    assert secretary.post(url, {"q": ""}).status_code == 422


def test_undoing_from_either_file(secretary, kept, absorbed, actor):
    for family in (kept, absorbed):
        record = merge(kept, absorbed, actor)
        url = reverse("families:unmerge", args=[family.pk, record.pk])
        assert url in text(secretary.get(family.get_absolute_url()))
        assert absorbed.file_number in text(secretary.get(url))
        assert secretary.post(url, {"form_token": str(uuid4())}).status_code == 302
        absorbed.refresh_from_db()
        assert absorbed.closed_on is None
        assert secretary.get(url).status_code == 404
        assert "Penggabungan berkas" not in text(secretary.get(kept.get_absolute_url()))


def test_undoing_tells_what_stayed_as_it_was_changed(secretary, kept, absorbed, actor):
    record = merge(kept, absorbed, actor, take={"address"})
    Family.objects.filter(pk=kept.pk).update(address="Rumah baru")
    url = reverse("families:unmerge", args=[kept.pk, record.pk])
    told = secretary.post(url, {"form_token": str(uuid4())}, follow=True)
    assert "Sudah diubah sesudah digabung, jadi tetap: alamat." in text(told)


def test_undoing_that_is_refused_says_why(secretary, kept, absorbed, actor, other_village):
    number = person(absorbed, "Obaja").national_id
    record = merge(kept, absorbed, actor)
    register_family(
        village=other_village, data={"address": "x"}, members=[member_data("Orang Lain", national_id=number)],
        actor=make_secretary(other_village),
    )  # fmt: skip
    url = reverse("families:unmerge", args=[kept.pk, record.pk])
    refused = secretary.post(url, {"form_token": str(uuid4())})
    assert refused.status_code == 422
    assert "tidak bisa dibatalkan" in text(refused)
    assert "Desa Moncongloe" in text(refused)


def test_two_large_families_fit_one_page(secretary, village, actor):
    """Twenty people each, every field different: the strict client refuses a page over 50 KB."""

    def people(jobs, number):
        for n in range(20):
            born = date(1990, 1, 2 + n)
            relation = Relation.CHILD if n else Relation.HEAD
            yield member_data(
                f"Anggota Keluarga Besar {chr(65 + n)}bertus", relation, sex=Sex.MALE, birth_date=born,
                occupation=jobs, birth_place=jobs, national_id=make_national_id(Sex.MALE, born), religion=number,
                education=number, marital_status=number, schooling=["attending", "dropped"][number - 1],
            )  # fmt: skip

    one = register(village, actor, *people("Petani", 1), hamlet="Dusun I", rw="001")
    two = register(village, actor, *people("Nelayan", 2), hamlet="Dusun II", rw="002", address="Atas bukit")
    url = url_of(one, two)
    assert "Sebagian tidak muat" in text(secretary.get(url))
    assert secretary.post(url, filled(secretary, url)).status_code == 302
    assert FamilyMember.objects.filter(family=one, left_on=None).count() == 20


def test_the_page_asks_no_more_for_more_people(secretary, village, actor):
    def asked(*names):
        people = [member_data(name, Relation.CHILD if n else Relation.HEAD) for n, name in enumerate(names)]
        url = url_of(register(village, actor, *people), register(village, actor, *_again(people)))
        with CaptureQueriesContext(connection) as statements:
            secretary.get(url)
        return len(statements)

    asked("Hangat")  # the first page of a session stores when it began
    assert asked("Marta") == asked("Obaja", "Naomi", "Yandri")


def _again(people):
    return [each | {"national_id": make_national_id(each["sex"], each["birth_date"])} for each in people]
