"""What is typed into the forms of the directory: kept, corrected in words, never lost."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.enums import Role
from institutions.models import Institution, ServiceOffer
from institutions.services import add_institution, change_institution, change_offer
from tests.factories.accounts import make_user
from tests.factories.institutions import (
    CareUnitFactory,
    InstitutionFactory,
    MembershipFactory,
    ServiceOfferFactory,
)
from tests.factories.regions import make_region

ADD = "institutions:add"


@pytest.fixture
def typed(village):
    return {
        "name": "Karang Taruna Bina Muda",
        "kind": "karang_taruna",
        "region": village.pk,
        "coordinates": "-10.3152, 123.4712",
        "legal_status": "registered",
        "legal_number": "SK Kepala Desa 9/2022",
        "roles_and_tasks": "Menggerakkan pemuda",
        "problems_met": "Pemuda putus sekolah",
        "joint_roles": "Pendataan bersama PSM",
        "form_token": uuid4(),
    }


def test_everything_that_was_typed_stands_on_the_page(as_role, typed):
    client = as_role(Role.SECRETARY)
    page = client.get(client.post(reverse(ADD), typed).url).content.decode()
    shown = ("Karang Taruna", "Terdaftar, tidak berbadan hukum", "-10.3152, 123.4712")
    for words in (
        *shown,
        *(typed[name] for name in ("legal_number", "roles_and_tasks", "problems_met", "joint_roles")),
    ):
        assert words in page


@pytest.mark.parametrize(
    ("kind", "chosen", "category"),
    [("karang_taruna", "", "05"), ("psm", "", "02"), ("pkk", "", ""), ("pkk", "09", "09"), ("lks", "06", "06")],
)
def test_the_category_follows_the_kind_unless_one_is_chosen(as_role, typed, kind, chosen, category):
    as_role(Role.SECRETARY).post(reverse(ADD), {**typed, "kind": kind, "psks": chosen})
    assert Institution.objects.get(name=typed["name"]).psks == category


def test_another_kind_brings_its_own_category(village):
    actor = make_user(Role.SECRETARY, village)
    institution = add_institution(actor=actor, name="Kelompok muda", kind="karang_taruna", region=village)
    for kind, psks, category in (("wksbm", "05", "08"), ("pkk", "08", ""), ("pkk", "09", "09"), ("pkk", "", "")):
        change_institution(institution, actor=actor, kind=kind, psks=psks)
        institution.refresh_from_db()
        assert institution.psks == category


def test_a_number_without_registration_is_asked_about(as_role, typed):
    response = as_role(Role.SECRETARY).post(reverse(ADD), {**typed, "legal_status": "none"})
    assert response.status_code == 422
    assert "tidak punya nomor" in response.content.decode()
    assert 'value="SK Kepala Desa 9/2022"' in response.content.decode()


def test_ten_thousand_letters_are_refused_and_stay_typed(as_role, typed):
    long = "panjang " * 1250
    response = as_role(Role.SECRETARY).post(reverse(ADD), {**typed, "roles_and_tasks": long})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Paling banyak 1000 huruf" in page
    assert long.strip() in page
    assert typed["joint_roles"] in page


def test_emoji_and_marks_are_only_letters(as_role, typed):
    client, name = as_role(Role.SECRETARY), "Posyandu 🌸 <b>Melati</b> ' \" \\"
    page = client.get(client.post(reverse(ADD), {**typed, "name": name}).url).content.decode()
    assert Institution.objects.filter(name=name).exists()
    assert "<b>Melati" not in page
    assert "🌸" in page


@pytest.mark.parametrize("name", ["karang taruna bina muda", "  Karang  Taruna   Bina Muda "])
def test_a_twin_is_refused_however_it_is_written(as_role, typed, village, name):
    InstitutionFactory(name="Karang Taruna Bina Muda", region=village)
    response = as_role(Role.SECRETARY).post(reverse(ADD), {**typed, "name": name})
    assert response.status_code == 422
    assert "sudah ada di wilayah itu" in response.content.decode()
    assert typed["joint_roles"] in response.content.decode()


def test_the_same_name_elsewhere_or_after_its_end_is_no_twin(as_role, typed, village):
    InstitutionFactory(name=typed["name"], region=village, active=False)
    InstitutionFactory(name=typed["name"], region=make_region("53.01.05"))
    assert as_role(Role.SECRETARY).post(reverse(ADD), typed).status_code == 302


def test_one_that_ended_does_not_come_back_as_a_twin(as_role, typed, village):
    ended = InstitutionFactory(name=typed["name"], region=village, active=False)
    InstitutionFactory(name=typed["name"], region=village)
    client, address = as_role(Role.SECRETARY), reverse("institutions:change", args=[ended.pk])
    del typed["form_token"]
    assert client.post(address, {**typed, "version": 1}).status_code == 302
    assert client.post(address, {**typed, "version": 2, "active": "on"}).status_code == 422


def test_a_stale_page_shows_both_points(as_role, typed, village):
    institution = InstitutionFactory(name=typed["name"], kind="karang_taruna", region=village)
    client = as_role(Role.SECRETARY)
    change_institution(institution, actor=client.user, problems_met="Narkoba")
    response = client.post(reverse("institutions:change", args=[institution.pk]), {**typed, "version": 1})
    page = response.content.decode()
    assert response.status_code == 409
    rows = {row.label: (row.mine, row.theirs) for row in response.context["differences"]}
    assert rows["Koordinat"] == ("-10.3152, 123.4712", "–")
    assert rows["Masalah yang ditangani"] == ("Pemuda putus sekolah", "Narkoba")
    assert typed["joint_roles"] in page


def test_a_stale_offer_shows_both_papers(as_role, village):
    offer = ServiceOfferFactory(institution__region=village, papers="KK")
    client = as_role(Role.SECRETARY)
    change_offer(offer, actor=client.user, papers="KK, KTP-el")
    typed = {"sector": "social", "name": offer.name, "papers": "SKTM", "active": "on", "version": 1}
    response = client.post(reverse("institutions:change_offer", args=[offer.pk]), typed)
    assert response.status_code == 409
    assert [(row.mine, row.theirs) for row in response.context["differences"]] == [("SKTM", "KK, KTP-el")]
    assert ServiceOffer.objects.get(pk=offer.pk).papers == "KK, KTP-el"


@pytest.mark.parametrize("capacity", ["-1", "1e5", "9" * 30])
def test_a_strange_capacity_is_refused(as_role, village, capacity):
    institution = InstitutionFactory(region=village)
    typed = {"sector": "social", "name": "Bantuan", "capacity": capacity, "form_token": uuid4()}
    response = as_role(Role.SECRETARY).post(reverse("institutions:add_offer", args=[institution.pk]), typed)
    assert response.status_code == 422
    assert not ServiceOffer.objects.filter(institution=institution).exists()


def test_the_page_tells_what_changed_and_who_represents_it(as_role, village):
    client, institution = as_role(Role.SECRETARY), InstitutionFactory(name="PKK", kind="pkk", region=village)
    change_institution(institution, actor=client.user, address="Dusun IV")
    offer = ServiceOfferFactory(institution=institution, name="Kursus")
    change_offer(offer, actor=client.user, problems=["PPKS-08"])
    unit = CareUnitFactory(village=village)
    fields = {"care_unit": unit, "kind": "representative", "institution": institution}
    MembershipFactory(name="Marta Koa", **fields)
    MembershipFactory(name="Yosef Tefa", left_on="2026-01-01", **fields)
    page = client.get(institution.get_absolute_url()).content.decode()
    assert "Alamat: kosong → Dusun IV" in page
    assert "ditambah → Lanjut usia terlantar" in page
    assert "Menambah layanan: Kursus" in page
    assert "Marta Koa" in page
    assert "Yosef Tefa" not in page


def test_representatives_in_villages_one_does_not_see_stay_unseen(as_role, village, other_village):
    national = InstitutionFactory(region=None)
    MembershipFactory(
        name="Marta Koa", care_unit=CareUnitFactory(village=village), kind="representative", institution=national
    )
    assert "Marta Koa" in as_role(Role.TKSK).get(national.get_absolute_url()).content.decode()
    assert "Marta Koa" not in as_role(Role.TKSK, other_village).get(national.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?psks=08", {"WKSBM Kasih"}),
        ("?tingkat=district", {"Puskesmas"}),
        ("?tingkat=nation&q=pusat+nasional", {"Pusat nasional"}),
        ("?keadaan=berhenti", {"KUBE lama"}),
        ("?keadaan=lama&tingkat=district", {"Puskesmas"}),
        ("?tingkat=bulan&psks=99&keadaan=x&q=wksbm", {"WKSBM Kasih"}),
    ],
)
def test_the_directory_is_narrowed_further(as_role, village, query, found):
    InstitutionFactory(name="WKSBM Kasih", kind="wksbm", psks="08", region=village)
    InstitutionFactory(name="Puskesmas", region=village.parent)
    InstitutionFactory(name="Pusat nasional", region=None)
    InstitutionFactory(name="KUBE lama", region=village, active=False)
    response = as_role(Role.SECRETARY).get(reverse("institutions:list") + query)
    assert {row.name for row in response.context["page"]} == found
