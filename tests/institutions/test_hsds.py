"""The directory as HSDS 3.0: valid as a package, true to the columns of the specification, without people."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.urls import reverse
from frictionless import Package

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from institutions.enums import InstitutionKind, LegalStatus, PsksCategory, Sector
from institutions.models import Institution
from institutions.resources import write_package
from institutions.resources.hsds import _amount
from tests.factories.families import FamilyFactory
from tests.factories.institutions import InstitutionFactory, ServiceOfferFactory
from tests.factories.regions import make_region

# The columns that HSDS 3.0 requires, and the file in which it looks for each table.
REQUIRED = {
    "organization": ("organizations.csv", {"id", "name", "description"}),
    "organization_identifier": (
        "organization_identifiers.csv",
        {"id", "organization_id", "identifier_type", "identifier"},
    ),
    "service": ("services.csv", {"id", "organization_id", "name", "status"}),
    "location": ("locations.csv", {"id", "location_type"}),
    "address": (
        "addresses.csv",
        {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    ),
    "phone": ("phones.csv", {"id", "number"}),
    "service_at_location": ("service_at_location.csv", {"id", "service_id", "location_id"}),
    "service_area": ("service_areas.csv", {"id"}),
    "schedule": ("schedules.csv", {"id"}),
    "required_document": ("required_documents.csv", {"id"}),
    "cost_option": ("cost_options.csv", {"id", "service_id"}),
    "taxonomy": ("taxonomies.csv", {"id", "name", "description"}),
    "taxonomy_term": ("taxonomy_terms.csv", {"id", "name", "description"}),
    "attribute": ("attributes.csv", {"id", "link_id", "taxonomy_term_id", "link_entity"}),
}
# Optional columns of the specification that we fill, with their types; all others of ours are in REQUIRED.
OPTIONAL = {
    "organization": {"email": "string", "legal_status": "string"},
    "service": {
        "description": "string",
        "fees_description": "string",
        "eligibility_description": "string",
        "assured_date": "date",
    },
    "location": {
        "organization_id": "string",
        "name": "string",
        "description": "string",
        "latitude": "number",
        "longitude": "number",
        "external_identifier": "string",
        "external_identifier_type": "string",
    },
    "address": {"location_id": "string", "address_2": "string", "region": "string"},
    "phone": {"organization_id": "string", "type": "string"},
    "service_area": {"service_id": "string", "name": "string", "uri": "string"},
    "schedule": {"service_id": "string", "description": "string"},
    "required_document": {"service_id": "string", "document": "string"},
    "cost_option": {"currency": "string", "amount": "number", "amount_description": "string"},
    "taxonomy_term": {"code": "string", "taxonomy": "string", "language": "string", "taxonomy_id": "string"},
}
PEOPLE = ("Dorkas Tefmuti", "+6281234567111", "+6281234567222", "Pak Yeri", "Keluarga Rahasia")


@pytest.fixture
def directory(village):
    """An institution of the village with all that can be known of it, and one of its services."""
    village.postcode = "85351"
    village.save()
    institution = InstitutionFactory(
        name="Posyandu Melati",
        kind=InstitutionKind.POSYANDU,
        region=village,
        address="Dusun I, dekat “dermaga”",
        contact_person="Dorkas Tefmuti",
        phone="+6281234567890",
        email="melati@contoh.id",
        psks=PsksCategory.LKS,
        latitude="-10.316300",
        longitude="123.485200",
        legal_status=LegalStatus.REGISTERED,
        legal_number="AHU-01",
        roles_and_tasks="Menimbang balita,\nmemberi makanan tambahan",
        confirmed_on=date(2026, 10, 5),
    )
    ServiceOfferFactory(
        institution=institution,
        sector=Sector.HEALTH,
        name="Penimbangan balita",
        problems=["PPKS-01", "PPKS-02"],
        conditions="Umur 0–5 tahun",
        papers="KK, buku KIA",
        cost="Rp5.000",
        schedule="Selasa pertama",
        capacity=40,
        contact="Pak Yeri",
        phone="+6281234567111",
    )
    return institution


def package(institutions=None):
    """{file name: text} of the ZIP."""
    file = BytesIO()
    write_package(file, Institution.objects.active() if institutions is None else institutions)
    with ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(files, table):
    return list(csv.DictReader(StringIO(files[REQUIRED[table][0]], newline="")))


def only(files, table):
    """The one row of the table that is no term of ours and of no national programme."""
    (row,) = rows(files, table)
    return row


def test_the_package_is_valid(directory, tmp_path):
    InstitutionFactory(region=make_region("53.01"), address="Kompleks perkantoran")
    ServiceOfferFactory(active=False, cost="Gratis")
    for name, text in package().items():
        (tmp_path / name).write_text(text, newline="")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    assert {task.name for task in report.tasks} == set(REQUIRED)


def test_the_validation_would_see_a_broken_link(directory, tmp_path):
    files = package()
    organization = rows(files, "organization")[0]["id"]
    files["organizations.csv"] = files["organizations.csv"].replace(organization, str(UUID(int=7)))
    for name, text in files.items():
        (tmp_path / name).write_text(text, newline="")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_files_columns_and_types_are_those_of_the_specification(village):
    described = json.loads(package()["datapackage.json"])
    assert {resource["name"]: resource["path"] for resource in described["resources"]} == {
        name: path for name, (path, _) in REQUIRED.items()
    }
    for resource in described["resources"]:
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        required = REQUIRED[resource["name"]][1]
        assert {name for name, field in fields.items() if field["constraints"]["required"]} == required
        rest = {name: field["type"] for name, field in fields.items() if name not in required}
        assert rest == OPTIONAL.get(resource["name"], {})
        assert {fields[name]["type"] for name in required} == {"string"}


def test_what_is_known_of_an_institution_and_its_service_arrives(directory):
    files = package(Institution.objects.filter(pk=directory.pk))
    organization, service = only(files, "organization"), only(files, "service")
    assert organization["name"] == "Posyandu Melati"
    assert organization["description"] == "Menimbang balita,\nmemberi makanan tambahan"
    assert (service["organization_id"], service["status"]) == (organization["id"], "active")
    assert service["assured_date"] == "2026-10-05"
    assert service["description"] == "Daya tampung 40 orang sebulan"
    assert only(files, "organization_identifier")["identifier"] == "AHU-01"
    assert only(files, "phone")["number"] == "+6281234567890"
    assert only(files, "schedule")["description"] == "Selasa pertama"
    assert [row["document"] for row in rows(files, "required_document")] == ["KK", "buku KIA"]
    cost = only(files, "cost_option")
    assert (cost["currency"], cost["amount"]) == ("IDR", "5000")


def test_the_place_is_told_in_the_words_of_the_specification(directory):
    files = package(Institution.objects.filter(pk=directory.pk))
    location, address, area = only(files, "location"), only(files, "address"), only(files, "service_area")
    assert (location["latitude"], location["longitude"]) == ("-10.316300", "123.485200")
    assert location["external_identifier"] == "53.01.05.2011"
    assert (address["address_1"], address["address_2"]) == ("Dusun I, dekat “dermaga”", "Desa Tablolong")
    assert (address["region"], address["city"]) == ("Kecamatan Kupang Barat", "Kabupaten Kupang")
    assert (address["state_province"], address["postal_code"]) == ("Nusa Tenggara Timur", "85351")
    assert address["country"] == "ID"
    assert area["uri"] == "urn:kemendagri:53.01.05.2011"
    assert only(files, "service_at_location")["location_id"] == location["id"]


def test_terms_say_kind_sector_and_for_whom(directory):
    files = package(Institution.objects.filter(pk=directory.pk))
    codes = {row["id"]: row["code"] for row in rows(files, "taxonomy_term")}
    marks = {"organization": set(), "service": set()}
    for row in rows(files, "attribute"):
        marks[row["link_entity"]].add(codes[row["taxonomy_term_id"]])
    assert marks["organization"] == {"jenis-posyandu", "PSKS-04"}
    assert marks["service"] == {"bidang-health", "PPKS-01", "PPKS-02"}


def test_without_a_postcode_there_is_a_place_but_no_address(village):
    regency = InstitutionFactory(region=make_region("53.01"), address="Kompleks perkantoran")
    files = package(Institution.objects.filter(pk=regency.pk))
    assert only(files, "location")["description"] == "Kompleks perkantoran"
    assert rows(files, "address") == []


def test_a_programme_of_the_nation_serves_all_and_stands_nowhere(village):
    nation = InstitutionFactory(region=None)
    ServiceOfferFactory(institution=nation)
    files = package(Institution.objects.filter(pk=nation.pk))
    area = only(files, "service_area")
    assert (area["name"], area["uri"]) == ("Seluruh Indonesia", "")
    assert rows(files, "location") == rows(files, "service_at_location") == []


def test_the_same_record_has_the_same_id_each_time(directory):
    files = package(Institution.objects.filter(pk=directory.pk))
    assert files == package(Institution.objects.filter(pk=directory.pk))
    assert UUID(only(files, "organization")["id"]).version == 5


def test_a_stopped_service_is_told_as_inactive(directory):
    directory.offers.update(active=False)
    assert only(package(Institution.objects.filter(pk=directory.pk)), "service")["status"] == "inactive"


@pytest.mark.parametrize(
    ("words", "amount"),
    [("Gratis", 0), ("tidak dipungut biaya.", 0), ("Rp 12.500", "12500"), ("Rp5.000 sebulan", ""), ("iuran", "")],
)
def test_only_a_plain_cost_becomes_an_amount(words, amount):
    assert _amount(words) == amount


def test_no_family_and_no_contact_person_leaves(as_role, directory, village):
    FamilyFactory(village=village, head_name="Keluarga Rahasia", phone="+6281234567222")
    response = as_role(Role.SECRETARY).get(reverse("institutions:hsds"))
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Posyandu Melati" in everything
    assert [words for words in PEOPLE if words in everything] == []


def test_the_export_holds_the_own_region_and_is_logged(as_role, directory, other_village):
    InstitutionFactory(name="Posyandu Jauh", region=other_village)
    InstitutionFactory(name="Posyandu Tutup", active=False)
    client = as_role(Role.DINAS)
    response = client.get(reverse("institutions:hsds"))
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:
        names = {row["name"] for row in csv.DictReader(StringIO(archive.read("organizations.csv").decode()))}
    assert "Posyandu Melati" in names
    assert not {"Posyandu Jauh", "Posyandu Tutup"} & names
    assert AccessLog.objects.filter(kind=AccessKind.EXPORT, actor=client.user, reason="hsds").exists()


@pytest.mark.parametrize("role", [Role.VILLAGE_HEAD, Role.MENTOR, Role.PROVIDER, Role.MINISTRY])
def test_who_does_not_see_institutions_gets_no_export(as_role, village, role):
    assert as_role(role).get(reverse("institutions:hsds")).status_code == 403


def test_an_export_is_only_asked_for_by_get(as_role, village):
    assert as_role(Role.SECRETARY).post(reverse("institutions:hsds")).status_code == 405


def test_the_number_of_queries_does_not_grow(directory, django_assert_max_num_queries):
    counts = []
    for _ in range(3):
        ServiceOfferFactory(problems=["PPKS-08", "PPKS-09"])
        with django_assert_max_num_queries(5) as captured:
            package()
        counts.append(len(captured))
    assert len(set(counts)) == 1
