"""Who writes which part of the directory, and when it was last looked at."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from institutions.models import Institution
from institutions.services import add_institution, add_offer, change_institution, confirm_institution, found_unit
from tests.factories.accounts import make_user
from tests.factories.institutions import InstitutionFactory, ServiceOfferFactory
from tests.factories.regions import make_region, make_village

YEARS_AGO = timezone.localdate() - timedelta(days=366)
LEVELS = {"village": "53.01.05.2011", "district": "53.01.05", "regency": "53.01", "province": "53", "nation": ""}


@pytest.fixture
def everywhere(village, other_village):
    """One institution of each level, and one of another regency."""
    return {
        **{
            name: InstitutionFactory(name=f"Lembaga {name}", region=make_region(code) if code else None)
            for name, code in LEVELS.items()
        },
        "foreign": InstitutionFactory(name="Lembaga asing", region=other_village.parent),
    }


@pytest.mark.parametrize(
    ("role", "kept"),
    [
        (Role.SECRETARY, {"village"}),
        (Role.COORDINATOR, {"village"}),
        (Role.DINAS, {"district", "regency"}),
        (Role.TKSK, set()),
        (Role.LK3, set()),
    ],
)
def test_each_part_has_one_keeper(as_role, everywhere, role, kept):
    client = as_role(role)
    for name, institution in everywhere.items():
        codes = [
            client.get(reverse("institutions:change", args=[institution.pk])).status_code,
            client.get(reverse("institutions:add_offer", args=[institution.pk])).status_code,
            client.post(reverse("institutions:confirm", args=[institution.pk])).status_code,
        ]
        refused = 404 if name == "foreign" else 403
        assert codes == ([200, 200, 302] if name in kept else [refused] * 3), name
    own = Institution.objects.kept_by(client.user)
    assert {name for name, institution in everywhere.items() if institution in own} == kept
    assert {name for name, institution in everywhere.items() if institution.is_kept_by(client.user)} == kept


def test_the_dinas_is_offered_its_kecamatan_and_its_regency(as_role, village, other_village):
    make_village("53.02.01.2001")
    form = as_role(Role.DINAS).get(reverse("institutions:add")).context["form"]
    assert [region.pk for region in form.fields["region"].queryset] == ["53.01", "53.01.05"]


def test_the_dinas_adds_a_health_centre_of_a_kecamatan(as_role, village):
    client = as_role(Role.DINAS)
    typed = {"name": "Puskesmas Batakte", "kind": "health", "region": "53.01.05", "form_token": uuid4()}
    made = client.get(client.post(reverse("institutions:add"), typed).url).context["institution"]
    assert (made.region_id, made.confirmed_by) == ("53.01.05", client.user)
    typed = {"sector": "health", "name": "Imunisasi", "papers": "Buku KIA", "phone": "0812 3456 7890"}
    client.post(reverse("institutions:add_offer", args=[made.pk]), {**typed, "form_token": uuid4()})
    offer = made.offers.get()
    assert (offer.papers, str(offer.phone)) == ("Buku KIA", "+6281234567890")
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Buku KIA" in page
    assert "0812-3456-7890" in page


@pytest.mark.parametrize("code", ["53.01.05.2011", "53.02", "53", ""])
def test_the_dinas_writes_neither_villages_nor_what_lies_outside(village, code):
    dinas, region = make_user(Role.DINAS, village), make_region(code) if code else None
    with pytest.raises(PermissionDenied):
        add_institution(actor=dinas, name="Posyandu", kind="posyandu", region=region)
    own = InstitutionFactory(region=make_region("53.01.05"))
    with pytest.raises(PermissionDenied):
        change_institution(own, actor=dinas, region=region)
    with pytest.raises(PermissionDenied):
        add_offer(InstitutionFactory(region=region), actor=dinas, sector="social", name="Bantuan")


def test_keeping_the_directory_gives_no_right_over_the_fcu(village):
    with pytest.raises(PermissionDenied):
        found_unit(village=village, name="FCU", actor=make_user(Role.DINAS, village))


@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3, Role.PROVIDER, Role.MENTOR])
def test_readers_are_offered_no_button(as_role, village, role):
    client = as_role(role)
    assert client.get(reverse("institutions:add")).status_code == 403
    listed = client.get(reverse("institutions:list"))
    assert "Tambah lembaga" not in listed.content.decode()


def test_who_confirmed_it_and_when_is_kept_and_shown(as_role, village):
    institution = InstitutionFactory(region=village, confirmed_on=YEARS_AGO)
    client = as_role(Role.SECRETARY)
    assert "Belum dipastikan sejak" in client.get(institution.get_absolute_url()).content.decode()
    client.post(reverse("institutions:confirm", args=[institution.pk]))
    institution.refresh_from_db()
    assert (institution.confirmed_on, institution.confirmed_by) == (timezone.localdate(), client.user)
    page = client.get(institution.get_absolute_url()).content.decode()
    assert f"oleh {client.user}" in page
    assert "Belum dipastikan" not in page


def test_an_institution_that_ended_is_not_confirmed(as_role, village):
    institution = InstitutionFactory(region=village, active=False, confirmed_on=YEARS_AGO)
    client = as_role(Role.SECRETARY)
    page = client.post(reverse("institutions:confirm", args=[institution.pk]), follow=True).content.decode()
    assert "sudah tidak aktif" in page
    with pytest.raises(DomainError):
        confirm_institution(institution, actor=client.user)
    institution.refresh_from_db()
    assert institution.confirmed_on == YEARS_AGO


def test_a_year_is_the_limit(village):
    today = timezone.localdate()
    kept = InstitutionFactory(region=village, confirmed_on=today - timedelta(days=365))
    old = InstitutionFactory(region=village, confirmed_on=today - timedelta(days=366))
    never = InstitutionFactory(region=village)
    InstitutionFactory(region=village, active=False)
    InstitutionFactory(region=None)
    InstitutionFactory(region=make_region("53"))
    assert set(Institution.objects.unconfirmed()) == {old, never}
    assert [row.is_unconfirmed for row in (kept, old, never)] == [False, True, True]


def test_the_list_asks_its_keeper_and_nobody_else(as_role, village):
    waiting = InstitutionFactory(name="Posyandu lama", region=village, confirmed_on=YEARS_AGO)
    InstitutionFactory(name="Puskesmas lama", region=village.parent, confirmed_on=YEARS_AGO)
    InstitutionFactory(name="PKK baru", region=village, confirmed_on=timezone.localdate())
    client = as_role(Role.SECRETARY)
    page = client.get(reverse("institutions:list") + "?keadaan=anda")
    assert [row.name for row in page.context["page"]] == ["Posyandu lama"]
    assert "Masih benar" in page.content.decode()
    answer = client.post(reverse("institutions:confirm", args=[waiting.pk]), {"from": "list"})
    assert answer.url == reverse("institutions:list") + "?keadaan=anda"
    assert "Semua sudah dipastikan" in client.get(answer.url).content.decode()
    reader = as_role(Role.TKSK)
    page = reader.get(reverse("institutions:list") + "?keadaan=lama")
    assert [row.name for row in page.context["page"]] == ["Puskesmas lama"]
    assert "Masih benar" not in page.content.decode()
    assert "anda" not in dict(page.context["filter_form"].fields["keadaan"].choices)


@pytest.mark.parametrize(("role", "told"), [(Role.SECRETARY, "Posyandu lama"), (Role.DINAS, "Puskesmas lama")])
def test_the_home_of_its_keeper_reminds(as_role, village, role, told):
    InstitutionFactory(name="Posyandu lama", region=village, confirmed_on=YEARS_AGO)
    InstitutionFactory(name="Puskesmas lama", region=village.parent, confirmed_on=YEARS_AGO)
    InstitutionFactory(name="PKK baru", region=village, confirmed_on=timezone.localdate())
    page = as_role(role).get("/").content.decode()
    assert "Pastikan data 1 lembaga" in page
    assert [name for name in ("Posyandu lama", "Puskesmas lama", "PKK baru") if name in page] == [told]


def test_one_task_however_many_wait(as_role, village):
    InstitutionFactory.create_batch(5, region=village, confirmed_on=YEARS_AGO)
    page = as_role(Role.COORDINATOR).get("/").content.decode()
    assert "Pastikan data 5 lembaga" in page
    assert "dan 2 lagi" in page


def test_a_reader_is_not_reminded(as_role, village):
    InstitutionFactory(region=village, confirmed_on=YEARS_AGO)
    assert "Pastikan data" not in as_role(Role.TKSK).get("/").content.decode()


def test_offers_of_another_keeper_are_not_changed(as_role, village):
    offer = ServiceOfferFactory(institution__region=village)
    client = as_role(Role.DINAS)
    assert client.get(reverse("institutions:change_offer", args=[offer.pk])).status_code == 403
    assert client.post(reverse("institutions:stop_offer", args=[offer.pk])).status_code == 403
