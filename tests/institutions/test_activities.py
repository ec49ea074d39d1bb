"""Activities, planned and carried out: recorded, changed, called off."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from institutions.enums import UnitState
from institutions.models import Activity
from institutions.services import (
    add_activity_photo,
    call_off_activity,
    change_activity,
    record_activity,
    remove_activity_photo,
)
from tests.factories.accounts import make_user
from tests.factories.institutions import ActivityFactory, AgendaItemFactory, CareUnitFactory
from tests.institutions.doing import READS, TODAY, address, photo, typed, wanted

FORMS = ["units:add_activity", "units:change_activity", "units:add_activity_photo"]
ACTS = ["units:call_off_activity"]


@pytest.fixture
def activity(unit):
    return ActivityFactory(care_unit=unit)


@pytest.mark.parametrize("name", [*READS, *FORMS])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR])
def test_the_village_opens_its_pages(as_role, activity, role, name):
    assert as_role(role).get(address(name, activity)).status_code == 200


@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3, Role.DINAS])
def test_wider_roles_read_and_change_nothing(as_role, activity, role):
    client = as_role(role)
    assert {client.get(address(name, activity)).status_code for name in READS} == {200}
    assert "Ubah kegiatan" not in client.get(activity.get_absolute_url()).content.decode()
    assert {client.post(address(name, activity), typed()).status_code for name in [*FORMS, *ACTS]} == {403}


@pytest.mark.parametrize("name", [*READS, *FORMS, *ACTS])
def test_outsiders_find_nothing(as_role, activity, other_village, name):
    client = as_role(Role.SECRETARY, other_village)
    codes = {client.get(address(name, activity)).status_code, client.post(address(name, activity)).status_code}
    assert codes <= {404, 405}


@pytest.mark.parametrize("name", [*READS, *FORMS])
def test_an_unknown_number_is_not_found(as_role, village, name):
    assert as_role(Role.SECRETARY).get(reverse(name, args=[999_999])).status_code == 404


def test_wrong_methods(as_role, activity):
    client = as_role(Role.SECRETARY)
    assert {client.post(address(name, activity)).status_code for name in READS} == {405}
    assert {client.get(address(name, activity)).status_code for name in ACTS} == {405}
    assert {client.delete(address(name, activity)).status_code for name in FORMS} == {405}


def test_one_form_and_a_double_click_make_one_activity(as_role, unit):
    item = AgendaItemFactory(agenda__care_unit=unit)
    client = as_role(Role.SECRETARY)
    once = typed(
        agenda_item=item.pk, men="3", women="12", children="", pioneer_families="2", plasma_families="5",
        cost="Rp350.000", source="village", result="Ibu balita tahu menu seimbang 😀", is_public="on",
    )  # fmt: skip
    answers = {client.post(reverse("units:add_activity", args=[unit.pk]), once).url for _ in range(2)}
    made = Activity.objects.get()
    assert answers == {made.get_absolute_url()}
    assert (made.people, made.children, made.cost, made.is_public, made.is_planned) == (15, 0, 350_000, True, False)
    page = client.get(made.get_absolute_url()).content.decode()
    for words in ("15 orang terjangkau", "2 pionir, 5 plasma", "Rp350.000", "menu seimbang 😀", str(item)):
        assert words in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": ""}, "Pilih jenis kegiatan."),
        ({"kind": "pesta"}, "Pilihan jenis kegiatan itu tidak ada"),
        ({"name": "x" * 10_000}, "Paling banyak 150 huruf, sekarang 10000"),
        ({"held_on": "31-02-2026"}, "Tanggal belum benar"),
        ({"held_on": "01-01-2099"}, "Tanggal kegiatan belum tiba"),
        ({"held_on": "01-01-2026", "is_planned": "on"}, "Tanggal rencana ini sudah lewat"),
        ({"place": ""}, "Isi tempat."),
        ({"place": "x" * 121}, "Paling banyak 120 huruf"),
        ({"led_by": ""}, "Isi dipimpin oleh."),
        ({"goal": "😀" * 301}, "Paling banyak 300 huruf"),
        ({"target_number": "-1"}, "Paling kecil 0."),
        ({"men": "-1"}, "Paling kecil 0."),
        ({"women": "dua"}, "Tulis dengan angka saja"),
        ({"children": "1.5"}, "Tulis dengan angka saja"),
        ({"pioneer_families": "100001"}, "Paling besar 100000."),
        ({"plasma_families": "9" * 10_000}, "Tulis dengan angka saja"),
        ({"men": "4", "is_planned": "on"}, "baru direncanakan, jadi belum ada laki-laki"),
        ({"result": "Bagus", "is_planned": "on"}, "baru direncanakan, jadi belum ada hasil"),
        ({"cost": "-1", "source": "csr"}, "Rupiah tidak boleh kurang dari nol"),
        ({"cost": "1.000,50", "source": "csr"}, "Tulis rupiah bulat tanpa sen"),
        ({"cost": "5000"}, "Biaya diisi tanpa sumber dana"),
        ({"cost": "5000", "source": "none"}, "sumber dananya “tanpa biaya”"),
        ({"source": "judi"}, "Pilihan sumber dana itu tidak ada"),
        ({"agenda_item": "999999"}, "Pilihan mata agenda itu tidak ada"),
        ({"agenda_item": "x" * 10_000}, "Pilihan mata agenda itu tidak ada"),
        ({"result": "x" * 10_000}, "Paling banyak 2000 huruf"),
        ({"obstacle": "x" * 10_000}, "Paling banyak 2000 huruf"),
        ({"solution": "x" * 10_000}, "Paling banyak 2000 huruf"),
        ({"form_token": "rusak"}, "Halaman ini tidak lengkap"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(as_role, unit, fields, sentence):
    response = as_role(Role.SECRETARY).post(reverse("units:add_activity", args=[unit.pk]), typed(**fields))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Bidan desa" in page or "Posyandu Melati" in page
    assert not Activity.objects.exists()


def test_an_activity_realises_an_item_of_its_own_unit_and_year(as_role, unit, other_village, secretary):
    foreign = AgendaItemFactory(agenda__care_unit=CareUnitFactory(village=other_village))
    old = AgendaItemFactory(agenda__care_unit=unit, agenda__year=TODAY().year - 1)
    with pytest.raises(DomainError, match="milik FCU lain"):
        record_activity(unit, **wanted(secretary, agenda_item=foreign))
    with pytest.raises(DomainError, match=f"untuk tahun {TODAY().year - 1}, kegiatannya pada {TODAY().year}"):
        record_activity(unit, **wanted(secretary, agenda_item=old))
    response = as_role(Role.SECRETARY).post(
        reverse("units:add_activity", args=[unit.pk]), typed(agenda_item=foreign.pk)
    )
    assert "Pilihan mata agenda itu tidak ada" in response.content.decode()
    assert not Activity.objects.exists()


def test_the_form_starts_from_the_agenda_item(as_role, unit, other_village):
    item = AgendaItemFactory(agenda__care_unit=unit, name="Kelas gizi", responsible="Bidan", target_number=30, times=4)
    foreign = AgendaItemFactory(agenda__care_unit=CareUnitFactory(village=other_village), name="Rahasia")
    client, url = as_role(Role.SECRETARY), reverse("units:add_activity", args=[unit.pk])
    form = client.get(url, {"mata": item.pk}).context["form"]
    assert (form["agenda_item"].value(), form["name"].value(), form["led_by"].value()) == (
        item.pk,
        "Kelas gizi",
        "Bidan",
    )
    assert form["target_number"].value() == 8
    for asked in (foreign.pk, "abc", "9" * 400, "²"):
        response = client.get(url, {"mata": asked})
        assert response.context["form"]["agenda_item"].value() is None
        assert "Rahasia" not in response.content.decode()


def test_a_plan_becomes_what_was_done(as_role, unit, secretary):
    tomorrow = TODAY() + timedelta(days=1)
    plan = record_activity(unit, **wanted(secretary, held_on=tomorrow, is_planned=True))
    client, url = as_role(Role.SECRETARY), reverse("units:change_activity", args=[plan.pk])
    assert client.get(url).context["form"]["is_planned"].value() is True
    Activity.objects.update(held_on=TODAY())
    page = client.get(url)
    assert "Catat hasil kegiatan" in page.content.decode()
    assert page.context["form"]["is_planned"].value() is False
    client.post(url, typed(version=plan.version, women="9", result="Sembilan ibu hadir"))
    plan.refresh_from_db()
    assert (plan.is_planned, plan.people, plan.result, plan.version) == (False, 9, "Sembilan ibu hadir", 2)
    assert LogEntry.objects.get_for_object(plan).filter(changes__women__1="9").exists()


def test_a_stale_page_shows_both_and_keeps_the_typed(as_role, activity, secretary):
    change_activity(activity, actor=secretary, seen=1, place="Ditulis orang lain", men=4)
    response = as_role(Role.COORDINATOR).post(
        address("units:change_activity", activity), typed(version=1, place="Ditulis saya")
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ditulis orang lain" in page
    assert "Ditulis saya" in page
    with pytest.raises(StaleState):
        change_activity(activity, actor=secretary, seen=1, place="Terlambat")


def test_a_plan_may_be_called_off_and_what_was_done_stays(as_role, unit, activity):
    plan = ActivityFactory(care_unit=unit, is_planned=True)
    client = as_role(Role.SECRETARY)
    assert "dibatalkan" in client.post(address("units:call_off_activity", plan), follow=True).content.decode()
    assert client.post(address("units:call_off_activity", plan)).status_code == 404
    assert "tetap tercatat" in client.post(address("units:call_off_activity", activity), follow=True).content.decode()
    assert list(Activity.objects.all()) == [activity]


def test_a_plan_that_somebody_called_off_is_gone_for_the_other(activity, secretary):
    Activity.objects.update(is_planned=True)
    call_off_activity(activity, actor=secretary)
    for act in (
        lambda: call_off_activity(activity, actor=secretary),
        lambda: change_activity(activity, actor=secretary),
    ):
        with pytest.raises(DomainError, match="sudah dibatalkan orang lain"):
            act()


def test_who_may_not_change_is_refused_by_the_services(unit, activity, village):
    tksk = make_user(Role.TKSK, village)
    kept = add_activity_photo(activity, photo(), actor=make_user(Role.SECRETARY, village))
    for act in (
        lambda: record_activity(unit, **wanted(tksk)),
        lambda: change_activity(activity, actor=tksk, name="x"),
        lambda: call_off_activity(activity, actor=tksk),
        lambda: add_activity_photo(activity, photo(), actor=tksk),
        lambda: remove_activity_photo(kept, actor=tksk),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_inactive_unit_is_only_read(as_role, activity):
    unit = activity.care_unit
    type(unit).objects.filter(pk=unit.pk).update(state=UnitState.INACTIVE, inactive_reason="Desa digabung")
    client = as_role(Role.SECRETARY)
    assert "Catat kegiatan" not in client.get(address("units:activities", activity)).content.decode()
    assert "hanya bisa dibaca" in client.post(address("units:add_activity", activity), typed()).content.decode()
    assert (
        "hanya bisa dibaca" in client.post(address("units:call_off_activity", activity), follow=True).content.decode()
    )
