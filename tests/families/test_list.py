"""The list of families: search, filters, order, pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from families.enums import CloseReason, ProblemState
from families.models import DimensionMean, Family
from families.queries import family_rows
from tests.factories.accounts import assign, make_user
from tests.factories.families import (
    ConsentFactory,
    FamilyFactory,
    FamilyMemberFactory,
    ProblemFactory,
    category,
    make_assessment,
)
from tests.factories.regions import make_village
from tests.families.listing import LIST, heads_of, make_named, sheet_of
from tests.families.reading import text_of


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR, Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS])
def test_the_list_shows_the_own_region_and_nothing_else(as_role, village, other_village, role):
    make_named(village, "Obaja Tefnai")
    make_named(other_village, "Daeng Rahasia")
    response = as_role(role).get(LIST)
    assert heads_of(response) == ["Obaja Tefnai"]


@pytest.mark.parametrize("role", [Role.LK3, Role.MENTOR])
def test_who_sees_shared_files_alone_starts_with_an_empty_list(as_role, village, role):
    make_named(village, "Obaja Tefnai")
    response = as_role(role).get(LIST)
    assert "Belum ada keluarga" in text_of(response)
    assert as_role(role).get(reverse("families:export")).status_code == 403


@pytest.mark.parametrize("role", [Role.DISTRICT_HEAD, Role.DINAS_PROVINCE, Role.MINISTRY, Role.PROVIDER, Role.ADMIN])
def test_the_others_are_refused(as_role, role):
    client = as_role(role)
    assert client.get(LIST).status_code == 403
    assert client.get(reverse("families:export")).status_code == 403
    assert client.post(reverse("families:search"), {"q": "x"}).status_code == 403
    assert client.get(reverse("families:add")).status_code == 403


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tefnai", True),
        ("TÉFNAI obaja", True),
        ("dusun ii", True),
        ("rt 004", True),
        ("naomi", True),
        ("boimau", False),
        ("100%", False),
        ("_", False),
        ("(((a+)+)+$", False),
    ],
)
def test_words_are_sought_in_names_and_places(as_role, village, words, found):
    family = FamilyFactory(village=village, head_name="Obaja Tefnai", members=1)
    FamilyMemberFactory(family=family, name="Naomi Lette")
    family.make_searchable(["Naomi Lette"])
    family.save()
    response = as_role(Role.SECRETARY).get(LIST, {"q": words})
    assert (heads_of(response) == ["Obaja Tefnai"]) is found
    assert ("Tidak ada keluarga yang cocok" in text_of(response)) is not found


def test_a_number_is_sought_by_post_so_that_no_address_holds_it(as_role, village, other_village):
    family = FamilyFactory(village=village, members=2)
    hidden = FamilyFactory(village=other_village, members=1)
    client, search = as_role(Role.SECRETARY), reverse("families:search")
    for number in (family.members.last().national_id, family.family_card_number):
        spaced = f"{number[:4]} {number[4:]}"
        assert client.post(search, {"q": spaced}).url == family.get_absolute_url()
    response = client.post(search, {"q": hidden.members.get().national_id}, follow=True)
    assert "Tidak ada keluarga dengan NIK atau No. KK itu" in text_of(response)
    assert client.post(search, {"q": "Obaja ", "status": "plasma", "rt": ""}).url == f"{LIST}?q=Obaja&status=plasma"


def test_filters_by_status_problem_and_rt(as_role, village):
    make_named(village, "Satu", status="plasma", rt="001")
    [second] = make_named(village, "Dua", status="pioneer", rt="002")
    ProblemFactory(family=second, category=category("PPKS-24"))
    solved = ProblemFactory(family=make_named(village, "Tiga")[0], category=category("PPKS-24"))
    solved.state, solved.solved_on = ProblemState.SOLVED, timezone.localdate()
    solved.save()
    client = as_role(Role.SECRETARY)
    assert heads_of(client.get(LIST, {"status": "plasma"})) == ["Satu"]
    assert heads_of(client.get(LIST, {"masalah": "PPKS-24"})) == ["Dua"]
    assert heads_of(client.get(LIST, {"rt": "2"})) == ["Dua"]
    assert len(heads_of(client.get(LIST, {"status": "bukan", "masalah": "x", "rt": "xyz"}))) == 3


@pytest.mark.parametrize(
    ("filters", "heads"),
    [
        ({"desil": "1-4"}, ["Satu"]),
        ({"desil": "1"}, ["Satu"]),
        ({"desil": "9"}, ["Dua"]),
        ({"desil": "belum"}, ["Tiga"]),
        ({"lengkap": "0-49"}, ["Tiga"]),
        ({"lengkap": "50-79"}, ["Satu"]),
        ({"lengkap": "80-100"}, ["Dua"]),
        ({"lemah": "planning"}, ["Dua"]),
        ({"lemah": "devotion"}, []),
        ({"kesediaan": "belum"}, ["Tiga"]),
        ({"rw": "7"}, ["Tiga"]),
        ({"desil": "1-4", "lengkap": "80-100"}, []),
        ({"desil": "11", "lengkap": "x-y", "lemah": "x", "kesediaan": "ya", "rw": "abc"}, ["Dua", "Satu", "Tiga"]),
    ],
)
def test_filters_by_what_is_known_of_a_family(as_role, village, filters, heads):
    first, second, _ = (
        make_named(village, name, **fields)[0]
        for name, fields in (
            ("Satu", {"decile": 1, "completeness": 50}),
            ("Dua", {"decile": 9, "completeness": 80, "status": "pioneer"}),
            ("Tiga", {"completeness": 49, "status": "plasma", "rw": "007"}),
        )
    )
    ConsentFactory(family=second, purpose="pioneer")
    DimensionMean.objects.create(family=second, dimension="planning", mean="1.99")
    DimensionMean.objects.create(family=first, dimension="planning", mean="2.00")
    assert heads_of(as_role(Role.SECRETARY).get(LIST, filters)) == heads


def test_a_consent_that_was_withdrawn_or_of_one_member_is_missing(as_role, village):
    withdrawn, alone = make_named(village, "Ditarik", "Sendiri", status="plasma")
    today = timezone.localdate()
    ConsentFactory(family=withdrawn, purpose="plasma", given_on=today, withdrawn_on=today)
    ConsentFactory(family=alone, purpose="plasma", member=alone.members.get())
    assert heads_of(as_role(Role.SECRETARY).get(LIST, {"kesediaan": "belum"})) == ["Ditarik", "Sendiri"]


def test_filters_in_use_are_named_and_each_can_be_taken_away(as_role, village):
    chosen = {"desil": "1-4", "lemah": "planning", "lengkap": "50-79", "kesediaan": "belum", "rw": "002"}
    response = as_role(Role.SECRETARY).get(LIST, chosen)
    text = text_of(response)
    for label in ("Desil 1–4", "Lemah pada perencanaan sumber daya", "Lengkap 50–79%", "Belum ada kesediaan"):
        assert f">{label} <svg" in text
    assert f'href="{LIST}?lemah=planning&amp;lengkap=50-79&amp;kesediaan=belum&amp;rw=002">Desil 1–4' in text


def test_completeness_and_decile_stand_in_the_row_and_sort_it(as_role, village):
    make_named(village, "Setengah", completeness=50, decile=3), make_named(village, "Penuh", completeness=90)
    client = as_role(Role.SECRETARY)
    assert "50% <span" in text_of(client.get(LIST))
    assert "desil 3</span>" in text_of(client.get(LIST))
    assert heads_of(client.get(LIST, {"urut": "lengkap"})) == ["Setengah", "Penuh"]
    assert heads_of(client.get(LIST, {"urut": "-lengkap"})) == ["Penuh", "Setengah"]


def test_the_mean_in_the_row_is_that_of_all_indicators_of_the_latest_assessment(as_role, village):
    """Not the mean of the dimensions' means: they have from two to six indicators each."""
    [family] = make_named(village, "Obaja Tefnai")
    make_assessment(family, value=0, on=timezone.localdate() - timedelta(days=90))
    make_assessment(family, value=3, on=timezone.localdate(), marriage=0, outcome=0)
    [row] = family_rows(Family.objects.filter(pk=family.pk))
    assert row.mean == pytest.approx(16 * 3 / 18)


def test_closed_files_are_found_only_when_asked_for(as_role, village):
    [closed] = make_named(village, "Pindahan")
    Family.objects.filter(pk=closed.pk).update(closed_on=timezone.localdate(), closed_reason=CloseReason.MOVED)
    client = as_role(Role.SECRETARY)
    assert heads_of(client.get(LIST)) == []
    assert heads_of(client.get(LIST, {"status": "ditutup"})) == ["Pindahan"]


def test_a_tksk_chooses_a_village_and_a_dinas_a_kecamatan(as_role, village):
    neighbour, far = make_village("53.01.05.2012"), make_village("53.01.06.2001")
    make_named(village, "Satu"), make_named(neighbour, "Dua"), make_named(far, "Tiga")
    assert heads_of(as_role(Role.TKSK).get(LIST, {"desa": neighbour.code})) == ["Dua"]
    dinas = as_role(Role.DINAS)
    assert heads_of(dinas.get(LIST, {"kecamatan": "53.01.06"})) == ["Tiga"]
    assert heads_of(dinas.get(LIST, {"kecamatan": "53.01.05", "desa": neighbour.code})) == ["Dua"]
    assert len(heads_of(dinas.get(LIST, {"desa": "73.09.13.2001"}))) == 3


def test_order_and_pages(as_role, village):
    make_named(village, *(f"Keluarga {chr(65 + i)}" for i in range(26)))
    client = as_role(Role.SECRETARY)
    assert heads_of(client.get(LIST))[0] == "Keluarga A"
    assert len(heads_of(client.get(LIST))) == 25
    assert heads_of(client.get(LIST, {"halaman": "2"})) == ["Keluarga Z"]
    assert heads_of(client.get(LIST, {"urut": "-nama"}))[0] == "Keluarga Z"
    assert heads_of(client.get(LIST, {"urut": "baru", "halaman": "abc"}))[0] == "Keluarga Z"
    assert heads_of(client.get(LIST, {"urut": "password"}))[0] == "Keluarga A"


def test_a_list_by_a_sensitive_problem_names_nobody(as_role, village):
    [family] = make_named(village, "Obaja Tefnai")
    ProblemFactory(family=family, category=category("PPKS-19"))
    client = as_role(Role.COORDINATOR)
    assert heads_of(client.get(LIST, {"masalah": "PPKS-19"})) == ["Nama disamarkan"]
    sheet = sheet_of(client.get(reverse("families:export"), {"masalah": "PPKS-19"}))
    assert sheet[1][1].value == "Nama disamarkan"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_it_shows(as_role, village, rows, django_assert_max_num_queries):
    for family in make_named(village, *(f"Keluarga {'ABC'[i]}" for i in range(rows))):
        make_assessment(family, on=timezone.localdate() - timedelta(days=1))
    for role in (Role.SECRETARY, Role.DINAS):
        client = as_role(role)
        with django_assert_max_num_queries(12):
            client.get(LIST, {"q": "keluarga", "lemah": "planning", "kesediaan": "belum", "desil": "1-4"})
        with django_assert_max_num_queries(16):
            assert len(heads_of(client.get(LIST, {"q": "kelluarga"}))) == rows
        with django_assert_max_num_queries(12):
            assert len(heads_of(client.get(LIST))) == rows


def test_who_may_not_know_a_sensitive_problem_finds_nobody_by_it(as_role, as_user, village):
    neighbour = make_village("53.01.05.2012")
    for place, name in ((village, "Obaja Tefnai"), (neighbour, "Naomi Lette")):
        ProblemFactory(family=make_named(place, name)[0], category=category("PPKS-19"))
    for role in (Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS):
        client = as_role(role)
        assert "PPKS-19" not in client.get(LIST).content.decode()
        everybody = heads_of(client.get(LIST))
        assert heads_of(client.get(LIST, {"masalah": "PPKS-19"})) == everybody
    both = make_user(Role.TKSK, village)
    assign(both, Role.SECRETARY, village)
    assert len(heads_of(as_user(both).get(LIST, {"masalah": "PPKS-19"}))) == 1
    sheet = sheet_of(as_user(both).get(reverse("families:export"), {"masalah": "PPKS-19"}))
    assert len(sheet) == 2


@pytest.mark.parametrize("form", ["{0} {1}", "{0}-{1}", "{0}.{1}", "Yuliana {0}{1}", "{0}{1}7", "{0}{1:.7}"])
def test_a_number_however_typed_stands_in_no_address(as_role, village, form):
    number = FamilyFactory(village=village, members=1).members.get().national_id
    typed = form.format(number[:8], number[8:])
    assert number[:8] not in as_role(Role.SECRETARY).post(reverse("families:search"), {"q": typed}).url


def test_a_file_number_is_a_word_like_others(as_role):
    number = "53.01.05.2011-900123"
    assert as_role(Role.SECRETARY).post(reverse("families:search"), {"q": number}).url == f"{LIST}?q={number}"
