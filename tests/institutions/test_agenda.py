"""The agenda of a year: its items, last year's copy, who agreed, planned beside done, its paper."""

from datetime import date, timedelta
from uuid import uuid4

import pikepdf
import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import Period
from documents.enums import DocumentKind
from documents.models import Document
from documents.services.rendering import pdf_of
from institutions.enums import ActivityKind, FundSource, MeetingKind, Post, UnitState
from institutions.figures import activity_figures, agenda_overview
from institutions.figures.activities import times_within
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
    OfficerFactory,
)
from tests.factories.regions import make_village

YEAR = timezone.localdate().year
ITEM = {"kind": "economy", "name": "Pelatihan abon ikan", "first_month": 3, "last_month": 5, "times": 2}
READS = ["units:agenda"]
FORMS = ["units:add_agenda_item", "units:change_agenda_item", "units:agree_agenda"]
ACTS = ["units:copy_agenda", "units:issue_agenda", "units:remove_agenda_item"]


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


@pytest.fixture
def item(unit):
    return AgendaItemFactory(agenda__care_unit=unit)


def typed(**fields):
    return {**ITEM, "form_token": uuid4(), **fields}


def address(name, item):
    if name.endswith(("change_agenda_item", "remove_agenda_item")):
        return reverse(name, args=[item.pk])
    with_year = [] if name == "units:agenda" else [YEAR]
    return reverse(name, args=[item.agenda.care_unit_id, *with_year])


@pytest.mark.parametrize("name", [*READS, *FORMS])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR])
def test_the_village_opens_its_pages(as_role, item, role, name):
    assert as_role(role).get(address(name, item)).status_code == 200


@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3, Role.DINAS])
def test_wider_roles_read_and_change_nothing(as_role, item, role):
    client = as_role(role)
    page = client.get(address("units:agenda", item)).content.decode()
    assert item.name in page
    assert "Tambah mata agenda" not in page
    assert {client.post(address(name, item), typed()).status_code for name in [*FORMS, *ACTS]} == {403}
    assert AgendaItem.objects.get().version == 1


@pytest.mark.parametrize("name", [*READS, *FORMS, *ACTS, "units:agenda_paper"])
def test_outsiders_find_nothing(as_role, item, other_village, name):
    client = as_role(Role.SECRETARY, other_village)
    codes = {client.get(address(name, item)).status_code, client.post(address(name, item)).status_code}
    assert codes <= {404, 405}


@pytest.mark.parametrize("name", [*READS, *FORMS])
def test_what_is_not_there_is_not_found(as_role, village, name):
    unknown = AgendaItem(pk=999_999, agenda=AnnualAgenda(care_unit_id=999_999, year=YEAR))
    assert as_role(Role.SECRETARY).get(address(name, unknown)).status_code == 404


@pytest.mark.parametrize("year", [1999, 2101, 10**20])
def test_a_year_far_away_is_not_found(as_role, unit, year):
    client = as_role(Role.SECRETARY)
    for name in ("add_agenda_item", "agree_agenda", "agenda_paper"):
        assert client.get(reverse(f"units:{name}", args=[unit.pk, year])).status_code == 404
    assert client.post(reverse("units:copy_agenda", args=[unit.pk, year])).status_code == 404


@pytest.mark.parametrize("year", ["", "abc", "1999", "²⁰²⁶", "9" * 500])
def test_nonsense_for_a_year_shows_this_year(as_role, item, year):
    response = as_role(Role.SECRETARY).get(address("units:agenda", item), {"tahun": year})
    assert (response.status_code, response.context["year"]) == (200, YEAR)


def test_wrong_methods(as_role, item):
    client = as_role(Role.SECRETARY)
    assert {client.get(address(name, item)).status_code for name in ACTS} == {405}
    assert {client.post(address(name, item)).status_code for name in READS} == {405}
    assert {client.delete(address(name, item)).status_code for name in FORMS} == {405}


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


def test_planned_beside_done(unit):
    agenda, today = AnnualAgendaFactory(care_unit=unit, year=2026), date(2026, 6, 15)
    item = AgendaItemFactory(agenda=agenda, first_month=2, last_month=4, times=3, budget=900_000, source="csr")
    other = AgendaItemFactory(agenda=agenda, first_month=7, last_month=8, budget=100_000, source="village")
    held = {"care_unit": unit, "agenda_item": item}
    ActivityFactory(**held, held_on=date(2026, 2, 3), men=1, women=2, children=3, cost=200_000)
    ActivityFactory(**held, held_on=date(2026, 5, 3), men=10, cost=None)
    ActivityFactory(**held, held_on=date(2026, 6, 20), is_planned=True)
    ActivityFactory(care_unit=unit, held_on=date(2026, 3, 1), cost=50_000)
    ActivityFactory(care_unit=unit, held_on=date(2025, 3, 1), cost=70_000)
    overview = agenda_overview(unit, 2026, today)
    first, second = overview.rows
    assert (first.done, first.reached, first.spent, first.is_late) == (2, 16, 200_000, True)
    assert first.months == ["", "done", "planned", "planned", "done", *[""] * 7]
    assert (second.item, second.done, second.is_late, second.badge[2]) == (other, 0, False, "Belum mulai")
    assert (overview.unplanned.done, overview.unplanned.spent) == (1, 50_000)
    assert overview.by_source == [("CSR dunia usaha", 900_000, 200_000), ("APBDes", 100_000, 0)]
    assert overview.by_kind == [(ActivityKind.GUIDANCE, 4, 2)]
    assert (overview.late, overview.done) == (1, 0)


@pytest.mark.parametrize(
    ("today", "done", "badge"),
    [
        (date(2026, 1, 31), 0, "Belum mulai"),
        (date(2026, 2, 1), 0, "Berjalan"),
        (date(2026, 4, 30), 1, "Berjalan"),
        (date(2026, 5, 1), 1, "Terlambat"),
        (date(2026, 5, 1), 2, "Selesai"),
    ],
)
def test_late_is_what_is_not_done_after_its_last_month(unit, today, done, badge):
    item = AgendaItemFactory(agenda__care_unit=unit, agenda__year=2026, first_month=2, last_month=4, times=2)
    ActivityFactory.create_batch(done, care_unit=unit, agenda_item=item, held_on=date(2026, 2, 2))
    assert agenda_overview(unit, 2026, today).rows[0].badge[2] == badge


def test_the_page_says_it_in_figures_and_words(as_role, item):
    AgendaItem.objects.update(budget=1_000_000, source=FundSource.CSR, times=2)
    ActivityFactory(care_unit=item.agenda.care_unit, agenda_item=item, cost=400_000, men=7)
    page = as_role(Role.TKSK).get(item.agenda.get_absolute_url()).content.decode()
    for words in ("1 dari 2", "7 orang", "Rp400.000", "dari Rp1.000.000", "CSR dunia usaha"):
        assert words in page
    assert "Bimbingan dan konsultasi: 2 kali direncanakan, 1 dilaksanakan" in page


def test_the_page_takes_the_same_queries_for_one_and_three_items(as_role, unit, django_assert_max_num_queries):
    agenda, counts = AnnualAgendaFactory(care_unit=unit, agreed_in=MeetingFactory(care_unit=unit)), []
    for _ in range(3):
        item = AgendaItemFactory(agenda=agenda)
        ActivityFactory(care_unit=unit, agenda_item=item)
        client = as_role(Role.SECRETARY)
        with django_assert_max_num_queries(12) as captured:
            client.get(agenda.get_absolute_url())
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_the_paper_freezes_the_agenda_and_a_change_makes_a_revision(item, secretary):
    unit = item.agenda.care_unit
    OfficerFactory(membership__care_unit=unit, membership__name="Selfina Lakapu", post=Post.COORDINATOR)
    AgendaItem.objects.update(first_month=2, last_month=3, budget=1_500_000, source="village", target_number=40)
    first = issue_agenda(item.agenda, actor=secretary)
    again = issue_agenda(item.agenda, actor=secretary)
    row = first.content["rows"][0]
    assert again == first
    assert (first.kind, first.number) == (DocumentKind.ANNUAL_AGENDA, f"AKT/2011/{YEAR}")
    assert [n for n, mark in enumerate(row["months"], 1) if mark] == [2, 3]
    assert (row["budget"], first.content["total"]) == ("Rp1.500.000", "Rp1.500.000")
    assert "belum disepakati" in first.content["agreed"]
    assert first.content["letter"]["signs"][1]["name"] == "Selfina Lakapu"
    meeting = MeetingFactory(care_unit=unit)
    agree_agenda(item.agenda, meeting=meeting, actor=secretary)
    second = issue_agenda(item.agenda, actor=secretary)
    assert second.revision == 2
    assert "Disepakati dalam rapat rutin" in second.content["agreed"]


def test_the_paper_lies_on_a4(item, secretary, tmp_path):
    file = tmp_path / "agenda.pdf"
    file.write_bytes(pdf_of(issue_agenda(item.agenda, actor=secretary)))
    with pikepdf.open(file) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
    assert (round(right - left), round(top - bottom)) == (842, 595)


def test_an_empty_agenda_has_no_paper(as_role, unit):
    AnnualAgendaFactory(care_unit=unit)
    client = as_role(Role.SECRETARY)
    response = client.post(reverse("units:issue_agenda", args=[unit.pk, YEAR]), follow=True)
    assert "masih kosong" in response.content.decode()
    assert client.get(reverse("units:agenda_paper", args=[unit.pk, YEAR])).status_code == 404
    assert not Document.objects.exists()


def test_a_paper_that_is_being_made_sends_back_to_the_agenda(as_role, item):
    client = as_role(Role.SECRETARY)
    client.post(address("units:issue_agenda", item))
    response = client.get(address("units:agenda_paper", item), follow=True)
    assert "PDF sedang dibuat" in response.content.decode()


@pytest.mark.parametrize(
    ("first", "last", "times", "quarters"),
    [
        (1, 12, 12, [3, 3, 3, 3]),
        (1, 12, 4, [1, 1, 1, 1]),
        (3, 4, 1, [0, 1, 0, 0]),
        (2, 2, 1, [1, 0, 0, 0]),
        (1, 12, 1, [0, 0, 0, 1]),
        (6, 8, 7, [0, 2, 5, 0]),
    ],
)
def test_times_are_spread_over_the_months_and_none_is_lost(first, last, times, quarters):
    spread = [times_within(first, last, times, Period("T", 2026, part)) for part in (1, 2, 3, 4)]
    assert sum(spread) == times
    assert spread == quarters


def test_figures_of_a_region_and_a_quarter(village, other_village):
    quarter, near = Period.parse("2026-T3"), make_village("53.01.05.2010")
    for place in (village, near, other_village):
        unit = CareUnitFactory(village=place)
        item = AgendaItemFactory(agenda__care_unit=unit, agenda__year=2026, kind="values", times=12)
        ActivityFactory(
            care_unit=unit, agenda_item=item, kind="values", held_on=date(2026, 7, 1), men=1, women=2, children=3,
            pioneer_families=4, plasma_families=5, cost=6,
        )  # fmt: skip
        ActivityFactory(care_unit=unit, kind="economy", held_on=date(2026, 9, 30))
        ActivityFactory(care_unit=unit, kind="values", held_on=date(2026, 9, 30), is_planned=True)
        ActivityFactory(care_unit=unit, kind="values", held_on=date(2026, 10, 1))
    figures = activity_figures(("53.01.05",), quarter)
    values = figures[ActivityKind.VALUES]
    assert set(figures) == set(ActivityKind.values)
    assert (values.planned, values.done, values.on_agenda) == (6, 2, 2)
    assert (values.men, values.women, values.children) == (2, 4, 6)
    assert (values.pioneer_families, values.plasma_families, values.cost) == (8, 10, 12)
    assert (figures[ActivityKind.ECONOMY].done, figures[ActivityKind.ECONOMY].on_agenda) == (2, 0)
    assert activity_figures((), quarter)[ActivityKind.VALUES].done == 0


@pytest.mark.parametrize("codes", [("53.01.05.2011",), ("53.01.05", "73"), ("",)])
def test_two_statements_for_any_number_of_villages(village, other_village, django_assert_num_queries, codes):
    for place in (village, other_village):
        unit = CareUnitFactory(village=place)
        ActivityFactory(care_unit=unit, agenda_item=AgendaItemFactory(agenda__care_unit=unit))
    with django_assert_num_queries(2):
        activity_figures(codes, Period.quarter_of(timezone.localdate()))


def test_a_closed_unit_plans_nothing_any_more(village):
    unit = CareUnitFactory(village=village, state=UnitState.INACTIVE, inactive_reason="Desa digabung")
    AgendaItemFactory(agenda__care_unit=unit, times=12)
    ActivityFactory(care_unit=unit, held_on=timezone.localdate() - timedelta(days=1))
    figures = activity_figures((village.pk,), Period("Y", YEAR))[ActivityKind.GUIDANCE]
    assert figures.planned == 0
