import pytest
from django.urls import reverse

from accounts.enums import Role
from documents.enums import DocumentKind
from documents.models import Document, Office
from tests.factories.accounts import assign
from tests.factories.documents import DocumentFactory, OfficeFactory, SignerFactory, make_photo
from tests.factories.regions import make_region

pytestmark = pytest.mark.django_db
EDIT, LIST = reverse("offices:edit", args=["53.01"]), reverse("offices:list")
FORM = {
    "version": 0, "heading": "PEMERINTAH KABUPATEN KUPANG", "name": "DINAS SOSIAL",
    "address": "Jalan Timor Raya\nOelamasi",
    "phone": "0380 8000011", "email": "dinsos@contoh.id", "number_pattern": "{kode}/{nomor}/FCU/{bulan}/{tahun}",
    "referral_code": "400.9", "introduction_code": "460", "invitation_code": "005",
}  # fmt: skip
SIGNER = {
    "acknowledged_name": "Dra. Rambu Hawula", "acknowledged_position": "Kepala Dinas Sosial",
    "acknowledged_rank": "Pembina, IV/a", "acknowledged_nip": "19700312 199601 2 001",
}  # fmt: skip


@pytest.fixture
def dinas(as_role):
    return as_role(Role.DINAS)


def test_the_dinas_sets_letterhead_numbers_and_signers(dinas):
    assert dinas.get(LIST)["Location"] == EDIT
    assert "PEMERINTAH KABUPATEN KUPANG" in dinas.get(EDIT).content.decode()

    response = dinas.post(EDIT, FORM | SIGNER | {"logo": make_photo()})

    assert response["Location"] == EDIT
    assert "400.9/014/FCU/" in dinas.get(EDIT).content.decode()
    office = Office.objects.get()
    assert (office.name, office.referral_code, office.version) == ("DINAS SOSIAL", "400.9", 1)
    assert office.logo.content_type == "image/jpeg"
    assert office.signers.get().detail == "Pembina, IV/a\nNIP 19700312 199601 2 001"


def test_saving_again_changes_it_and_an_emptied_signer_goes(dinas):
    office = SignerFactory().office
    dinas.post(EDIT, FORM | {"version": 1, "name": "DINAS SOSIAL DAN P3A"})

    office.refresh_from_db()
    assert (office.name, office.version, office.signers.count()) == ("DINAS SOSIAL DAN P3A", 2, 0)


def test_the_logo_stays_unless_it_is_replaced_or_taken_away(dinas):
    dinas.post(EDIT, FORM | {"logo": make_photo()})
    dinas.post(EDIT, FORM | {"version": 1})
    assert Office.objects.get().logo
    dinas.post(EDIT, FORM | {"version": 2, "drop_logo": "on"})
    assert Office.objects.get().logo is None


def test_the_second_of_two_officers_is_asked_and_may_save_all_the_same(dinas):
    OfficeFactory(name="DINAS SOSIAL BARU", version=2)

    stale = dinas.post(EDIT, FORM | {"version": 1})
    page = stale.content.decode()
    assert stale.status_code == 422
    assert "Orang lain baru saja mengubah kop surat ini" in page
    assert "DINAS SOSIAL BARU" in page
    assert Office.objects.get().name == "DINAS SOSIAL BARU"

    dinas.post(EDIT, FORM | {"version": stale.context["form"]["version"].value()})
    assert Office.objects.get().name == "DINAS SOSIAL"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("address", "a\nb\nc\nd"), ("number_pattern", "{kode}/{tahun}"), ("referral_code", "4/6"),
        ("acknowledged_nip", "123"), ("acknowledged_position", "Kepala"), ("acknowledged_name", "Rambu"),
        ("email", "bukan"), ("phone", "12"), ("version", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(dinas, field, value):
    response = dinas.post(EDIT, FORM | {field: value})

    assert response.status_code == 422
    assert response.context["form"].errors
    assert not Office.objects.exists()


def test_a_pdf_is_no_logo(dinas):
    scan = make_photo("lambang.pdf")
    scan.file.seek(0)
    scan.file.write(b"%PDF-1.7 ")
    scan.file.seek(0)

    response = dinas.post(EDIT, FORM | {"logo": scan})

    assert response.status_code == 422
    assert "bukan gambar" in response.context["form"].errors["logo"][0]


def test_a_pattern_that_could_repeat_a_number_of_this_year_is_refused_even_after_another(dinas):
    dinas.post(EDIT, FORM | {"number_pattern": "{kode}/{nomor}/FCU/{tahun}"})
    response = dinas.post(EDIT, FORM | {"version": 1, "number_pattern": "{nomor}/{kode}/{desa}/{bulan}/{tahun}"})

    assert response.status_code == 422
    assert "tahun depan" in response.context["form"].errors["number_pattern"][0]
    assert Office.objects.get().number_pattern == "{kode}/{nomor}/FCU/{tahun}"


def test_an_example_letter_is_made_from_what_is_saved_and_fetched(dinas):
    make, fetch = reverse("offices:make_sample", args=["53.01"]), reverse("offices:sample", args=["53.01"])
    dinas.post(make)
    assert not Document.objects.exists()
    assert dinas.get(fetch).status_code == 404

    SignerFactory()
    dinas.post(make)
    paper = Document.objects.get()
    assert (paper.kind, paper.content["office"]["name"]) == (DocumentKind.OFFICE_SAMPLE, "DINAS SOSIAL")
    assert paper.content["letter"]["signs"][0]["name"] == "Dra. Rambu Hawula, M.Si."
    assert "Sedang dibuat" in dinas.get(EDIT).content.decode()

    paper.delete()
    DocumentFactory(kind=DocumentKind.OFFICE_SAMPLE, subject_type="regions.region", subject_id=5301)
    answer = dinas.get(fetch)
    assert answer["Content-Disposition"].startswith("attachment")
    list(answer)


def test_a_neighbour_finds_nothing_and_others_may_not(as_role, village, other_village):
    OfficeFactory()
    assert as_role(Role.DINAS, other_village).get(EDIT).status_code == 404
    assert as_role(Role.DINAS, other_village).post(EDIT, FORM).status_code == 404
    for role in (Role.SECRETARY, Role.LK3, Role.DINAS_PROVINCE, Role.ADMIN):
        assert as_role(role).get(EDIT).status_code == 403
        assert as_role(role).post(EDIT, FORM).status_code == 403
    assert Office.objects.get().version == 1


def test_no_regency_by_that_code_and_no_other_method(dinas):
    assert dinas.get(reverse("offices:edit", args=["99.99"])).status_code == 404
    assert dinas.get(reverse("offices:edit", args=["53.01.05"])).status_code == 404
    assert dinas.get(reverse("offices:make_sample", args=["53.01"])).status_code == 405
    assert dinas.delete(EDIT).status_code == 405


def test_who_works_for_several_regencies_chooses_one_in_few_statements(dinas, django_assert_max_num_queries):
    for code in ("53.02", "53.03"):
        assign(dinas.user, Role.DINAS, make_region(code, f"Kabupaten {code}"))
    OfficeFactory()
    with django_assert_max_num_queries(8):
        page = dinas.get(LIST).content.decode()

    assert (page.count("Sudah diatur"), page.count("Belum diatur")) == (1, 2)


def test_the_page_asks_few_statements(dinas, django_assert_max_num_queries):
    SignerFactory()
    with django_assert_max_num_queries(10):
        dinas.get(EDIT)
