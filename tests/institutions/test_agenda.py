"""The agenda of a year: its items, who changes them, last year's copy, the meeting that agreed."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from institutions.enums import MeetingKind, UnitState
from institutions.models import AgendaItem, AnnualAgenda
from institutions.services import (
    add_agenda_item,
    agree_agenda,
    change_agenda_item,
    copy_agenda,
    issue_agenda,
    remove_agenda_item,
)
from tests.factories.accounts import make_user
from tests.factories.institutions import (
    ActivityFactory,
    AgendaItemFactory,
    AnnualAgendaFactory,
    CareUnitFactory,
    MeetingFactory,
)
from tests.institutions.planning import ITEM, YEAR, address, typed


@pytest.fixture
def item(unit):
    return AgendaItemFactory(agenda__care_unit=unit)


def test_the_first_item_begins_the_agenda_and_a_double_click_makes_one(as_role, unit):
    client, once = as_role(Role.SECRETARY), typed(budget="Rp1.250.000", source="csr", target_number="40")
    answers = {client.post(reverse("units:add_agenda_item", args=[unit.pk, YEAR]), once).url for _ in range(2)}
    item = AgendaItem.objects.get()
    assert answers == {item.agenda.get_absolute_url()}
    assert (item.agenda.year, item.budget, item.source, item.target_number) == (YEAR, 1_250_000, "csr", 40)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "pesta"}, "Pilihan jenis kegiatan itu tidak ada"),
        ({"name": ""}, "Isi kegiatan."),
        ({"name": "x" * 10_000}, "Paling banyak 150 huruf, sekarang 10000"),
        ({"goal": "x" * 10_000}, "Paling banyak 300 huruf"),
        ({"target_group": "😀" * 151}, "Paling banyak 150 huruf"),
        ({"target_number": "-1"}, "Paling kecil 0."),
        ({"target_number": "9" * 10_000}, "Tulis dengan angka saja"),
        ({"target_number": "100001"}, "Paling besar 100000."),
        ({"times": "0"}, "Paling kecil 1."),
        ({"times": "-3"}, "Paling kecil 1."),
        ({"times": "367"}, "Paling besar 366."),
        ({"times": "dua"}, "Tulis dengan angka saja"),
        ({"first_month": "13"}, "Pilihan mulai bulan itu tidak ada"),
        ({"first_month": "0"}, "Pilihan mulai bulan itu tidak ada"),
        ({"last_month": ""}, "Pilih sampai bulan."),
        ({"first_month": "6", "last_month": "5"}, "Bulan selesai mendahului bulan mulai"),
        ({"budget": "-5000", "source": "csr"}, "Rupiah tidak boleh kurang dari nol"),
        ({"budget": "sejuta", "source": "csr"}, "Tulis rupiah dengan angka"),
        ({"budget": "9" * 16, "source": "csr"}, "Angkanya terlalu besar"),
        ({"budget": "5000", "source": ""}, "Pilih sumber dananya"),
        ({"budget": "5000", "source": "none"}, "sumber dananya “tanpa biaya”"),
        ({"source": "judi"}, "Pilihan sumber dana itu tidak ada"),
        ({"facilities": "x" * 201}, "Paling banyak 200 huruf"),
        ({"responsible": "x" * 121}, "Paling banyak 120 huruf"),
        ({"form_token": "rusak"}, "Halaman ini tidak lengkap"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(as_role, unit, fields, sentence):
    sent = typed(**{"goal": "Keluarga punya usaha", "name": "Pelatihan", "facilities": "Dapur PKK"} | fields)
    response = as_role(Role.SECRETARY).post(reverse("units:add_agenda_item", args=[unit.pk, YEAR]), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Pelatihan" in page or "Keluarga punya usaha" in page
    assert not AgendaItem.objects.exists()


def test_emoji_and_letters_of_every_kind_are_kept(as_role, unit):
    words = "Hari keluarga 👨‍👩‍👧 “bersama” <b>"
    as_role(Role.SECRETARY).post(
        reverse("units:add_agenda_item", args=[unit.pk, YEAR]), typed(goal="Ibu & anak 😀", name=words)
    )
    item = AgendaItem.objects.get()
    assert item.goal == "Ibu & anak 😀"
    assert "“bersama” <b>" in item.name
    page = as_role(Role.TKSK).get(item.agenda.get_absolute_url()).content.decode()
    assert "“bersama” &lt;b&gt;" in page


def test_the_database_has_the_last_word_on_the_months(unit):
    agenda = AnnualAgendaFactory(care_unit=unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItemFactory(agenda=agenda, first_month=6, last_month=5)


def test_an_agenda_reaches_no_further_than_next_year(unit, secretary):
    add_agenda_item(unit, YEAR + 1, actor=secretary, **ITEM)
    with pytest.raises(DomainError, match=f"paling jauh untuk tahun {YEAR + 1}"):
        add_agenda_item(unit, YEAR + 2, actor=secretary, **ITEM)
    assert AnnualAgenda.objects.get().year == YEAR + 1


def test_the_page_of_the_longest_agenda_stays_small(as_role, unit, secretary):
    agenda = AnnualAgendaFactory(care_unit=unit)
    AgendaItemFactory.create_batch(
        25, agenda=agenda, name="M" * 150, responsible="B" * 120, target_number=40, budget=10**9, source="csr"
    )
    with pytest.raises(DomainError, match="paling banyak 25"):
        add_agenda_item(unit, YEAR, actor=secretary, **ITEM)
    assert len(as_role(Role.SECRETARY).get(agenda.get_absolute_url()).content) < 50_000


def test_changing_an_item_is_audited(as_role, item):
    client = as_role(Role.SECRETARY)
    sent = typed(name="Kelas gizi", version=item.agenda.version)
    assert client.post(address("units:change_agenda_item", item), sent).url == item.agenda.get_absolute_url()
    item.refresh_from_db()
    assert (item.name, item.version) == ("Kelas gizi", 2)
    assert LogEntry.objects.get_for_object(item).filter(changes__name__1="Kelas gizi").exists()


def test_a_stale_page_shows_both_and_keeps_the_typed(as_role, item, secretary):
    seen = item.agenda.version
    change_agenda_item(item, actor=secretary, seen=seen, name="Ditulis orang lain", first_month=2)
    response = as_role(Role.COORDINATOR).post(
        address("units:change_agenda_item", item), typed(name="Ditulis saya", version=seen)
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ditulis orang lain" in page
    assert "Ditulis saya" in page
    assert "Februari" in page
    again = typed(name="Ditulis saya", version=response.context["form"]["version"].value())
    assert as_role(Role.COORDINATOR).post(address("units:change_agenda_item", item), again).status_code == 302
    with pytest.raises(StaleState):
        change_agenda_item(item, actor=secretary, seen=seen, name="Terlambat")


def test_an_item_with_activities_stays(as_role, item):
    kept = ActivityFactory(care_unit=item.agenda.care_unit, agenda_item=item)
    client, url = as_role(Role.SECRETARY), address("units:remove_agenda_item", item)
    assert "tidak bisa dihapus" in client.post(url, follow=True).content.decode()
    kept.delete()
    assert "Mata agenda dihapus" in client.post(url, follow=True).content.decode()
    assert not AgendaItem.objects.exists()
    assert client.post(url).status_code == 404


def test_an_item_that_somebody_removed_cannot_be_changed(item, secretary):
    gone = AgendaItem.objects.select_related("agenda__care_unit").get(pk=item.pk)
    remove_agenda_item(item, actor=secretary)
    for act in (
        lambda: change_agenda_item(gone, actor=secretary, name="x"),
        lambda: remove_agenda_item(gone, actor=secretary),
    ):
        with pytest.raises(DomainError, match="sudah dihapus orang lain"):
            act()


def test_who_may_not_change_is_refused_by_the_services(unit, item, village):
    tksk = make_user(Role.TKSK, village)
    for act in (
        lambda: add_agenda_item(unit, YEAR, actor=tksk, **ITEM),
        lambda: change_agenda_item(item, actor=tksk, name="x"),
        lambda: remove_agenda_item(item, actor=tksk),
        lambda: copy_agenda(unit, YEAR + 1, actor=tksk),
        lambda: agree_agenda(item.agenda, meeting=MeetingFactory(care_unit=unit), actor=tksk),
        lambda: issue_agenda(item.agenda, actor=tksk),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_inactive_unit_is_only_read(as_role, item):
    unit = item.agenda.care_unit
    type(unit).objects.filter(pk=unit.pk).update(state=UnitState.INACTIVE, inactive_reason="Desa digabung")
    client = as_role(Role.SECRETARY)
    assert "Tambah mata agenda" not in client.get(address("units:agenda", item)).content.decode()
    response = client.post(address("units:add_agenda_item", item), typed())
    assert response.status_code == 422
    assert "hanya bisa dibaca" in response.content.decode()


def test_last_year_is_copied_once(as_role, unit):
    last = AnnualAgendaFactory(care_unit=unit, year=YEAR - 1, agreed_in=MeetingFactory(care_unit=unit))
    old = [AgendaItemFactory(agenda=last, budget=500_000, source="csr"), AgendaItemFactory(agenda=last)]
    client, url = as_role(Role.SECRETARY), reverse("units:copy_agenda", args=[unit.pk, YEAR])
    assert "Salin agenda tahun lalu" in client.get(reverse("units:agenda", args=[unit.pk])).content.decode()
    assert f"Mata agenda {YEAR - 1} disalin" in client.post(url, follow=True).content.decode()
    assert "sudah berisi" in client.post(url, follow=True).content.decode()
    fresh = unit.agendas.get(year=YEAR)
    assert [i.name for i in fresh.items.all()] == [i.name for i in old]
    assert fresh.items.first().budget == 500_000
    assert fresh.agreed_in is None
    assert list(last.items.all()) == old


def test_nothing_to_copy_leaves_no_empty_agenda(unit, secretary):
    with pytest.raises(DomainError, match="kosong, tidak ada yang bisa disalin"):
        copy_agenda(unit, YEAR, actor=secretary)
    assert not AnnualAgenda.objects.exists()


def test_the_meeting_that_agreed_is_named(as_role, item):
    unit = item.agenda.care_unit
    meeting = MeetingFactory(care_unit=unit, kind=MeetingKind.DECISION)
    client, url = as_role(Role.COORDINATOR), address("units:agree_agenda", item)
    assert client.post(url, {"meeting": meeting.pk, "version": 1}).status_code == 302
    assert meeting.get_absolute_url() in client.get(item.agenda.get_absolute_url()).content.decode()
    assert client.post(url, {"meeting": meeting.pk, "version": 1}).status_code == 409


def test_only_a_fitting_meeting_of_this_unit_agrees(as_role, item, secretary, other_village):
    unit = item.agenda.care_unit
    wrong = [
        MeetingFactory(care_unit=CareUnitFactory(village=other_village)),
        MeetingFactory(care_unit=unit, kind=MeetingKind.FOCUS_GROUP),
        MeetingFactory(care_unit=unit, is_planned=True),
        MeetingFactory(care_unit=unit, held_on=date(YEAR - 2, 12, 31)),
    ]
    client, url = as_role(Role.SECRETARY), address("units:agree_agenda", item)
    for meeting in wrong:
        with pytest.raises(DomainError, match="Pilih rapat"):
            agree_agenda(item.agenda, meeting=meeting, actor=secretary)
        assert client.post(url, {"meeting": meeting.pk, "version": 1}).status_code == 422
    assert client.post(url, {"meeting": "x" * 10_000, "version": 1}).status_code == 422
    item.agenda.refresh_from_db()
    assert item.agenda.agreed_in is None
