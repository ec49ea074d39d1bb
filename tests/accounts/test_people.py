"""The list of accounts and the page of each: who sees whom, who changes what."""

import re
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.models import User
from tests.factories.accounts import make_user

PLACE = {
    "region_province": "53",
    "region_regency": "53.01",
    "region_district": "53.01.05",
    "region_village": "53.01.05.2011",
}
CHANGES = ["aktifkan", "nonaktifkan", "kata-sandi"]


def test_the_page_of_an_account_changes_data_and_duties(as_role):
    dinas, target = as_role(Role.DINAS), make_user(Role.SECRETARY)
    url = target.get_absolute_url()
    assert dinas.get(f"{url}ubah/").status_code == 200
    dinas.post(f"{url}ubah/", {"name": "Nama Baru", "email": "", "phone": "", "version": 0})
    stale = dinas.post(f"{url}ubah/", {"name": "Nama Lama", "email": "", "phone": "", "version": 0})
    assert stale.status_code == 422
    assert "Orang lain baru saja" in stale.content.decode()
    assert 'value="Nama Lama"' in stale.content.decode()
    held = target.assignments.get()
    assert dinas.post(f"{url}penugasan/{held.pk}/akhiri/", {"on": "32-13-2026"}).status_code == 422
    assert dinas.post(f"{url}penugasan/{held.pk}/akhiri/", {"on": "01-02-2019"}).status_code == 422
    assert dinas.post(f"{url}penugasan/{held.pk}/akhiri/", {"on": "01-02-2026"}).status_code == 302
    assert dinas.get(f"{url}penugasan/?peran=coordinator").status_code == 200
    duty = PLACE | {"starts_on": "01-02-2026", "ends_on": "", "form_token": str(uuid4())}
    assert dinas.post(f"{url}penugasan/?peran=coordinator", duty)["Location"] == url
    target.refresh_from_db()
    assert (target.name, target.roles) == ("Nama Baru", {"coordinator"})


def test_switching_off_and_on_and_a_new_start_password(as_role, as_user):
    dinas, target = as_role(Role.DINAS), make_user(Role.SECRETARY)
    theirs, url = as_user(target), target.get_absolute_url()
    assert "Kata sandi awal" in dinas.post(f"{url}kata-sandi/").content.decode()
    assert theirs.get("/akun/").status_code == 302
    assert dinas.post(f"{url}nonaktifkan/").status_code == 302
    target.refresh_from_db()
    assert not target.is_active
    assert "Aktifkan lagi" in dinas.get(url).content.decode()
    dinas.post(f"{url}aktifkan/")
    target.refresh_from_db()
    assert target.is_active
    assert target.must_change_password


@pytest.mark.parametrize("path", ["", "ubah/", "penugasan/", *(f"{change}/" for change in CHANGES)])
def test_outside_404_and_without_the_capability_403(as_role, other_village, path):
    here, there = make_user(Role.SECRETARY), make_user(Role.SECRETARY, other_village)
    dinas, coordinator, nobody = as_role(Role.DINAS), as_role(Role.COORDINATOR), 10**9
    method = "post" if path.strip("/") in CHANGES else "get"
    assert getattr(dinas, method)(f"/pengguna/{there.pk}/{path}").status_code == 404
    assert getattr(dinas, method)(f"/pengguna/{nobody}/{path}").status_code == 404
    assert getattr(coordinator, method)(f"/pengguna/{here.pk}/{path}").status_code == 403
    assert getattr(dinas, {"post": "get", "get": "put"}[method])(f"/pengguna/{here.pk}/{path}").status_code == 405
    colleague = getattr(as_role(Role.DINAS), method)(f"/pengguna/{here.pk}/{path}")
    assert colleague.status_code in {200, 302}


def test_ones_own_page_offers_no_change_and_refuses_it(as_role):
    dinas = as_role(Role.DINAS)
    url = dinas.user.get_absolute_url()
    assert "hanya bisa melihatnya" in dinas.get(url).content.decode()
    assert dinas.post(f"{url}nonaktifkan/").status_code == 403
    assert dinas.get(f"{url}ubah/").status_code == 403


def shown(client, query):
    return set(re.findall(r'<a href="/pengguna/\d+/">([^<]+)</a>', client.get(f"/pengguna/?{query}").content.decode()))


def test_the_list_is_searched_and_filtered_in_ones_region_only(as_role, other_village):
    dinas = as_role(Role.DINAS)
    User.objects.filter(pk=dinas.user.pk).update(name="Dinas")
    make_user(Role.SECRETARY, name="Sara")
    make_user(Role.TKSK, name="Tomas", is_active=False)
    make_user(Role.SECRETARY, other_village, name="Sara Jauh")
    assert shown(dinas, "") == {"Dinas", "Sara", "Tomas"}
    assert shown(dinas, "q=sar") == {"Sara"}
    assert shown(dinas, "peran=tksk") == {"Tomas"}
    assert shown(dinas, "keadaan=nonaktif") == {"Tomas"}
    assert shown(dinas, "wilayah=53.01.05.2011") == {"Sara"}
    assert shown(dinas, "wilayah=53.01.05") == {"Sara", "Tomas"}
    assert shown(dinas, "keadaan=tanpa") == set()
    assert shown(dinas, "q=tidakada") == set()


@pytest.mark.parametrize("query", ["peran=raja", "wilayah=99", "keadaan=x", "halaman=9999999", "urut=sandi"])
def test_nonsense_in_the_address_is_no_error(as_role, query):
    assert as_role(Role.DINAS).get(f"/pengguna/?{query}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three_rows(as_role, rows, django_assert_max_num_queries):
    dinas = as_role(Role.DINAS)
    for _ in range(rows):
        make_user(Role.SECRETARY)
    with django_assert_max_num_queries(8):
        dinas.get("/pengguna/")


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.VILLAGE_HEAD, "Kepala Desa Tablolong"),
        (Role.TKSK, "TKSK Kecamatan Kupang Barat"),
        (Role.DINAS, "Dinas Sosial Kabupaten Kupang"),
        (Role.MINISTRY, "Kementerian Sosial"),
    ],
)
def test_an_assignment_says_its_level_once(village, role, words):
    above = {Role.TKSK: village.parent, Role.DINAS: village.parent.parent}
    assert str(make_user(role, above.get(role, village)).current_assignments[0]) == words


def test_the_first_account_of_an_installation_can_make_the_others(db, as_user):
    first = User.objects.create_superuser(username="Kepala.TI", email="ti@contoh.id", name="Kepala TI", password="x")
    assert first.username == "kepala.ti"
    assert as_user(first).get("/pengguna/tambah/").status_code == 200
