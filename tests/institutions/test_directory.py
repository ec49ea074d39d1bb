from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from core.exceptions import DomainError
from families.models import ProblemCategory
from institutions.enums import InstitutionKind, Sector
from institutions.models import Institution, InstitutionStaff, ServiceOffer
from institutions.queries import offers_for
from institutions.services import add_institution, assign_staff, change_institution, stop_offer
from tests.factories.accounts import make_user
from tests.factories.institutions import InstitutionFactory, ServiceOfferFactory
from tests.factories.regions import make_region, make_village

TYPED = {
    "name": "Posyandu Melati",
    "kind": InstitutionKind.POSYANDU,
    "region": "53.01.05.2011",
    "phone": "0812 3456 7890",
}


def test_a_secretary_adds_an_institution_of_the_village(as_role):
    client = as_role(Role.SECRETARY)
    response = client.post(reverse("institutions:add"), {**TYPED, "form_token": uuid4()})
    made = Institution.objects.get(name="Posyandu Melati")
    assert response.url == made.get_absolute_url()
    assert (made.region_id, str(made.phone), made.confirmed_on) == (
        "53.01.05.2011",
        "+6281234567890",
        timezone.localdate(),
    )


def test_a_double_click_makes_one_institution(as_role):
    client, token = as_role(Role.SECRETARY), uuid4()
    answers = [client.post(reverse("institutions:add"), {**TYPED, "form_token": token}).url for _ in range(2)]
    assert answers[0] == answers[1]
    assert Institution.objects.filter(name="Posyandu Melati").count() == 1


@pytest.mark.parametrize("region", ["53.01.05", "53.01.05.2010", "73.09.13.2001", "kosong"])
def test_an_institution_of_another_region_is_refused(as_role, other_village, region):
    make_village("53.01.05.2010")
    client = as_role(Role.SECRETARY)
    response = client.post(reverse("institutions:add"), {**TYPED, "region": region, "form_token": uuid4()})
    assert response.status_code == 422
    assert not Institution.objects.filter(name="Posyandu Melati").exists()


def test_the_service_itself_refuses_a_foreign_region(village):
    actor = make_user(Role.SECRETARY, village)
    for region in (make_region("53.01.05"), None):
        with pytest.raises(PermissionDenied):
            add_institution(actor=actor, name="Puskesmas", kind=InstitutionKind.HEALTH, region=region)


def test_what_stands_above_the_village_is_only_read(as_role, village):
    above = InstitutionFactory(region=make_region("53.01.05"))
    client = as_role(Role.SECRETARY)
    page = client.get(above.get_absolute_url())
    assert page.status_code == 200
    assert "Tambah layanan" not in page.content.decode()
    assert client.get(reverse("institutions:change", args=[above.pk])).status_code == 403
    assert client.post(reverse("institutions:confirm", args=[above.pk])).status_code == 403


def test_mistakes_are_said_and_nothing_typed_is_lost(as_role, village):
    typed = {
        "name": "",
        "kind": "tidak-ada",
        "region": village.pk,
        "phone": "12",
        "address": "Dusun II",
        "form_token": uuid4(),
    }
    response = as_role(Role.SECRETARY).post(reverse("institutions:add"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Isi nama." in page
    assert "Nomor telepon tidak dikenali" in page
    assert 'value="Dusun II"' in page


def test_a_twin_is_refused_with_a_sentence(as_role, village):
    InstitutionFactory(name="posyandu melati", region=village)
    response = as_role(Role.SECRETARY).post(reverse("institutions:add"), {**TYPED, "form_token": uuid4()})
    assert response.status_code == 422
    assert "sudah ada di wilayah itu" in response.content.decode()


def test_a_second_saver_sees_both_values(as_role, village):
    institution = InstitutionFactory(name="Posyandu", region=village)
    client, address = as_role(Role.SECRETARY), reverse("institutions:change", args=[institution.pk])
    change_institution(institution, actor=client.user, address="Dusun IV")
    typed = {
        "name": "Posyandu",
        "kind": "posyandu",
        "region": village.pk,
        "address": "Dusun II",
        "active": "on",
        "version": 1,
    }
    response = client.post(address, typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Dusun IV" in page
    assert 'value="Dusun II"' in page
    institution.refresh_from_db()
    assert institution.address == "Dusun IV"
    assert client.post(address, {**typed, "version": 2}).status_code == 302
    institution.refresh_from_db()
    assert (institution.address, institution.version) == ("Dusun II", 3)


def test_confirming_writes_todays_date(as_role, village):
    institution = InstitutionFactory(region=village)
    as_role(Role.SECRETARY).post(reverse("institutions:confirm", args=[institution.pk]))
    institution.refresh_from_db()
    assert institution.confirmed_on == timezone.localdate()


def test_an_offer_is_added_changed_and_stopped(as_role, village):
    institution, client = InstitutionFactory(region=village), as_role(Role.SECRETARY)
    typed = {"sector": Sector.HEALTH, "name": "Penimbangan balita", "problems": ["PPKS-01"]}
    client.post(reverse("institutions:add_offer", args=[institution.pk]), {**typed, "form_token": uuid4()})
    offer = ServiceOffer.objects.get(institution=institution)
    changed = {**typed, "problems": ["PPKS-01", "PPKS-02"], "active": "on", "version": 1}
    client.post(reverse("institutions:change_offer", args=[offer.pk]), changed)
    assert sorted(offer.problems.values_list("pk", flat=True)) == ["PPKS-01", "PPKS-02"]
    client.post(reverse("institutions:stop_offer", args=[offer.pk]))
    offer.refresh_from_db()
    assert (offer.active, offer.version) == (False, 3)


def test_who_can_help_starts_nearby(village):
    places = {
        "desa": village,
        "kecamatan": make_region("53.01.05"),
        "kabupaten": make_region("53.01"),
        "provinsi": make_region("53"),
        "nasional": None,
    }
    for name, region in reversed(places.items()):
        ServiceOfferFactory(name=name, sector=Sector.RELIGION, institution__region=region, problems=["PPKS-13"])
    offers = offers_for(village.pk, sector=Sector.RELIGION, problem_codes=["PPKS-13"])
    assert [offer.name for offer in offers] == list(places)
    assert [offer.distance for offer in offers] == [0, 1, 2, 3, 4]
    near = offers_for(village.pk, sector=Sector.RELIGION, district_only=True)
    assert [offer.name for offer in near] == ["desa", "kecamatan"]


def test_who_can_help_leaves_out_other_problems_stopped_and_foreign(village, other_village):
    for_all = ServiceOfferFactory(name="A untuk semua", sector=Sector.LEGAL)
    fitting = ServiceOfferFactory(name="Z cocok", sector=Sector.LEGAL, problems=["PPKS-16", "PPKS-17"])
    ServiceOfferFactory(sector=Sector.LEGAL, problems=["PPKS-08"])
    ServiceOfferFactory(sector=Sector.LEGAL, problems=["PPKS-16"], active=False)
    ServiceOfferFactory(sector=Sector.LEGAL, problems=["PPKS-16"], institution__active=False)
    ServiceOfferFactory(sector=Sector.LEGAL, problems=["PPKS-16"], institution__region=other_village)
    ServiceOfferFactory(sector=Sector.LEGAL, problems=["PPKS-16"], institution__region=make_village("53.01.05.2010"))
    assert list(offers_for(village.pk, sector=Sector.LEGAL, problem_codes=["PPKS-16"])) == [fitting, for_all]


def test_the_national_programmes_are_there_from_the_first_day(village):
    found = offers_for(village.pk, problem_codes=["PPKS-24"])
    assert "Program Keluarga Harapan (PKH)" in {offer.name for offer in found}
    assert {offer.institution.region_id for offer in found} == {None}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=melati", {"Posyandu Melati"}),
        ("?jenis=bank", {"Koperasi Laut"}),
        ("?bidang=economy&wilayah=53.01.05.2011", {"Koperasi Laut"}),
        ("?wilayah=53.01.05.2010", {"Posyandu Lifuleo"}),
        ("?q=tidakada", set()),
    ],
)
def test_the_directory_is_narrowed(as_role, village, query, found):
    InstitutionFactory(name="Posyandu Melati")
    bank = InstitutionFactory(name="Koperasi Laut", kind=InstitutionKind.BANK)
    ServiceOfferFactory(institution=bank, sector=Sector.ECONOMY)
    InstitutionFactory(name="Posyandu Lifuleo", region=make_village("53.01.05.2010"))
    response = as_role(Role.TKSK).get(reverse("institutions:list") + query)
    assert {row.name for row in response.context["page"]} == found


def test_nonsense_in_the_address_changes_nothing(as_role, village):
    response = as_role(Role.TKSK).get(
        reverse("institutions:list") + "?wilayah=99.99&jenis=x&urut=password&halaman=abc"
    )
    assert response.status_code == 200


def test_who_can_help_on_the_page(as_role, village):
    ServiceOfferFactory(name="Bantuan pemulung", problems=["PPKS-13"])
    response = as_role(Role.SECRETARY).get(reverse("institutions:offers") + "?masalah=PPKS-13&bidang=social")
    names = [offer.name for offer in response.context["page"]]
    assert names[0] == "Bantuan pemulung"
    assert "BLT Dana Desa" not in names
    assert ProblemCategory.objects.get(pk="PPKS-13").name in response.content.decode()


def test_the_spreadsheet_holds_the_filtered_rows_and_is_logged(as_role, village):
    InstitutionFactory(name='=HYPERLINK("http://contoh.id")')
    client = as_role(Role.TKSK)
    response = client.get(reverse("institutions:export") + "?jenis=posyandu")
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows())
    assert rows[0][0].value == "Lembaga"
    assert len(rows) == 2
    assert rows[1][0].data_type == "s"
    assert AccessLog.objects.filter(kind=AccessKind.EXPORT, actor=client.user).exists()


@pytest.mark.parametrize("name", ["institutions:list", "institutions:offers"])
def test_the_number_of_queries_does_not_grow(as_role, village, django_assert_max_num_queries, name):
    counts = []
    for _ in range(3):
        ServiceOfferFactory(problems=["PPKS-08", "PPKS-09"])
        client = as_role(Role.TKSK)
        with django_assert_max_num_queries(12) as captured:
            client.get(reverse(name))
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_the_page_of_an_institution_takes_few_queries(as_role, village, django_assert_max_num_queries):
    institution, counts = InstitutionFactory(), []
    for _ in range(3):
        ServiceOfferFactory(institution=institution, problems=["PPKS-08", "PPKS-09"])
        client = as_role(Role.SECRETARY)
        client.get(institution.get_absolute_url())  # the first page of a process also learns the content types
        with django_assert_max_num_queries(16) as captured:
            client.get(institution.get_absolute_url())
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_an_empty_search_says_what_to_do(as_role, village):
    page = as_role(Role.SECRETARY).get(reverse("institutions:list") + "?q=zzz").content.decode()
    assert "Tidak ada yang cocok" in page


def test_staff_are_linked_once_and_only_providers(village):
    dinas, provider = make_user(Role.DINAS, village), make_user(Role.PROVIDER, village)
    institution = InstitutionFactory()
    links = {assign_staff(institution, provider, actor=dinas) for _ in range(2)}
    assert links == set(InstitutionStaff.objects.filter(institution=institution))
    with pytest.raises(DomainError):
        assign_staff(institution, make_user(Role.TKSK, village), actor=dinas)
    with pytest.raises(PermissionDenied):
        assign_staff(institution, provider, actor=make_user(Role.SECRETARY, village))


def test_stopping_an_offer_keeps_it(village):
    offer = ServiceOfferFactory()
    stop_offer(offer, actor=make_user(Role.SECRETARY, village))
    assert not ServiceOffer.objects.get(pk=offer.pk).active
