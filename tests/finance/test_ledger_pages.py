"""The pages of the cash book: who opens which, what they say, how many statements they take."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.models import FormEntry
from core.periods import Period
from finance.enums import MonthState
from institutions.enums import FundSource, UnitState
from tests.factories.documents import StoredFileFactory, make_photo
from tests.factories.institutions import ActivityFactory, AgendaItemFactory, CareUnitFactory
from tests.factories.ledger import LedgerEntryFactory, closed_month, day_back, month_back, pay, this_month
from tests.factories.regions import make_village
from tests.finance.ledger_doing import record, treasurer_of, url

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def client(as_role):
    return as_role(Role.TREASURER)


def form_of(answer):
    return answer.context["form"]


def typed(client, unit, **fields):
    """An answer of the form, filled in."""
    token = form_of(client.get(url("add_entry", unit.pk)))["form_token"].value()
    usual = {
        "form_token": token, "kind": "receipt", "dated_on": f"{timezone.localdate():%d-%m-%Y}", "amount": "1.250.000",
        "source": "village", "purpose": "Bantuan desa", "party": "Bendahara desa",
    }  # fmt: skip
    return usual | fields


def send(client, unit, **fields):
    return client.post(url("add_entry", unit.pk), typed(client, unit, **fields))


PAGES = ("book", "export_book", "recap", "export_recap", "budget")


@pytest.mark.parametrize("name", PAGES)
def test_readers_read_and_outsiders_find_nothing(unit, as_role, other_village, name):
    LedgerEntryFactory(care_unit=unit)
    for role in (Role.TREASURER, Role.COORDINATOR, Role.VILLAGE_HEAD, Role.DINAS):
        assert as_role(role).get(url(name, unit.pk)).status_code == 200
    for client in (as_role(Role.SECRETARY), as_role(Role.TKSK), as_role(Role.TREASURER, other_village)):
        assert client.get(url(name, unit.pk)).status_code == 404
    assert as_role(Role.TREASURER).get(url(name, 999_999)).status_code == 404
    assert as_role(Role.TREASURER).post(url(name, unit.pk)).status_code == 405


def test_who_only_reads_writes_nothing(unit, as_role):
    entry = LedgerEntryFactory(care_unit=unit)
    for role in (Role.COORDINATOR, Role.VILLAGE_HEAD, Role.DINAS):
        client = as_role(role)
        for name, key in (("add_entry", unit.pk), ("reverse_entry", entry.pk), ("add_scan", entry.pk)):
            assert client.get(url(name, key)).status_code == 403
            assert client.post(url(name, key)).status_code == 403
        assert "Catat pengeluaran" not in client.get(url("book", unit.pk)).content.decode()
    step = url("month_step", unit.pk, month_back(1).code, "close")
    assert as_role(Role.DINAS).post(step, {"version": 1, "counted": 0}).status_code == 403
    assert unit.ledger.count() == 1


def test_entries_of_another_village_are_not_there(unit, as_role, other_village):
    entry = LedgerEntryFactory(care_unit=unit, scan=StoredFileFactory())
    client = as_role(Role.TREASURER, other_village)
    for name in ("entry", "reverse_entry", "add_scan", "scan", "receipt"):
        assert client.get(url(name, entry.pk)).status_code == 404
    assert client.post(url("make_receipt", entry.pk)).status_code == 404
    assert client.get(url("month", unit.pk, this_month().code)).status_code == 404


def test_the_treasurer_comes_to_the_own_book_at_once(unit, client, as_role):
    assert client.get(url("books")).url == url("book", unit.pk)
    page = as_role(Role.DINAS).get(url("books"))
    assert unit.village.full_name in page.content.decode()
    assert as_role(Role.SECRETARY).get(url("books")).status_code == 403


def test_the_list_says_balance_and_how_far_books_are_closed(unit, as_role):
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(4), amount=7_500)
    closed_month(unit, 4, treasurer_of(unit))
    other = CareUnitFactory(village=make_village("53.01.05.2012"))
    client = as_role(Role.DINAS)
    page = client.get(url("books")).content.decode()
    assert "Rp7.500" in page
    assert month_back(4).label in page
    assert "terlambat" in page
    late = client.get(url("books"), {"keadaan": "terlambat"})
    assert [row.unit for row in late.context["rows"]] == [unit]
    assert [row.unit for row in client.get(url("books"), {"keadaan": "kosong"}).context["rows"]] == [other]
    assert [row.unit for row in client.get(url("books"), {"keadaan": "periksa"}).context["rows"]] == [unit]
    assert client.get(url("books"), {"q": "tidak ada"}).context["rows"] == []
    rows = rows_of(client.get(url("export_books")))
    assert rows[0][:4] == ("Kecamatan", "Desa", "Kode desa", "FCU")
    assert len(rows) == 3


def rows_of(answer):
    return list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)


def test_the_book_runs_its_balance_from_the_opening(unit, client):
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(1), amount=1_000)
    LedgerEntryFactory(care_unit=unit, dated_on=this_month().first_day, amount=200)
    pay(unit, 300, dated_on=this_month().first_day)
    answer = client.get(url("book", unit.pk))
    assert [entry.balance for entry in answer.context["page"]] == [1_200, 900]
    assert (answer.context["sums"].opening, answer.context["sums"].closing) == (1_000, 900)
    rows = rows_of(client.get(url("export_book", unit.pk)))
    assert [row[-3:] for row in rows[1:]] == [(200, None, 1_200), (None, 300, 900)]


def test_filters_leave_rows_and_say_their_sums(unit, client):
    activity = ActivityFactory(care_unit=unit)
    LedgerEntryFactory(care_unit=unit, amount=900, source=FundSource.CSR, purpose="Sumbangan bank")
    pay(unit, 300, activity=activity, party="Toko Maju", scan=StoredFileFactory())
    for asked, sums in (
        ({"jenis": "receipt"}, (900, 0)), ({"jenis": "payment"}, (0, 300)), ({"sumber": "csr"}, (900, 0)),
        ({"kegiatan": activity.pk}, (0, 300)), ({"q": "toko maju"}, (0, 300)), ({"jenis": "tanpa-bukti"}, (900, 0)),
        ({"jenis": "pembalik"}, (0, 0)),
    ):  # fmt: skip
        matched = client.get(url("book", unit.pk), asked).context["matched"]
        assert (matched["receipts"], matched["payments"]) == sums, asked
    assert len(rows_of(client.get(url("export_book", unit.pk), {"q": "bank"}))) == 2


@pytest.mark.parametrize(
    ("asked", "label"), [("2026-07", "Juli 2026"), ("2026", "Tahun 2026"), ("2026-T3", "Triwulan III Tahun 2026")]
)
def test_a_month_a_year_or_a_quarter_is_asked_for(unit, client, asked, label):
    assert f"Buku kas {label}" in client.get(url("book", unit.pk), {"bulan": asked}).content.decode()


def test_months_are_offered_up_to_this_one_the_latest_first(client, unit):
    this, before = this_month(), Period("Y", this_month().year - 1)
    marks = [month for month, _ in client.get(url("book", unit.pk)).context["marks"]]
    assert marks == [Period("M", this.year, part) for part in range(this.part, 0, -1)]
    shown = client.get(url("book", unit.pk), {"bulan": f"{before.year}-02"}).context
    assert (len(shown["marks"]), shown["next_year"]) == (12, Period("Y", this.year))


def test_nonsense_in_the_address_gives_this_month_and_says_so(unit, client):
    answer = client.get(url("book", unit.pk), {"bulan": "2026-13", "halaman": "x", "sumber": "emas"})
    assert "tidak dikenal" in answer.content.decode()
    assert answer.context["period"] == this_month()
    assert client.get(url("month", unit.pk, "2026-T3")).status_code == 404
    assert client.get(url("month", unit.pk, "kemarin")).status_code == 404
    assert client.get(url("budget", unit.pk), {"tahun": "x"}).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "month", "books"])
def test_statements_do_not_grow_with_the_rows(unit, as_role, django_assert_max_num_queries, name):
    client = as_role(Role.DINAS)
    keys = [unit.pk, this_month().code] if name == "month" else [] if name == "books" else [unit.pk]
    counts = []
    for rows in (1, 2):
        for number in range(rows):
            item = AgendaItemFactory(agenda__care_unit=unit)
            LedgerEntryFactory(care_unit=unit, agenda_item=item, activity=ActivityFactory(care_unit=unit))
            if name == "books":
                CareUnitFactory(village=make_village(f"53.01.05.{2020 + 10 * rows + number}"))
        with django_assert_max_num_queries(MOST_STATEMENTS) as made:
            client.get(url(name, *keys))
        counts.append(len(made))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("amount", ["1.250.000", "1250000", "Rp1.250.000,00", "Rp 1.250.000", "1.250.000,-"])
def test_rupiah_are_read_as_people_write_them(unit, client, amount):
    assert send(client, unit, amount=amount).status_code == 302
    assert unit.ledger.get().amount == 1_250_000


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": "1,250,000"}, "Tulis rupiah dengan angka, contoh 1.150.000."),
        ({"amount": "satu juta"}, "Tulis rupiah dengan angka"),
        ({"amount": "0"}, "Jumlahnya nol."),
        ({"amount": "-5000"}, "Rupiah tidak boleh kurang dari nol."),
        ({"amount": "1.250.000,50"}, "Tulis rupiah bulat tanpa sen"),
        ({"amount": "9" * 15}, "Angkanya terlalu besar"),
        ({"amount": ""}, "Isi jumlah."),
        ({"dated_on": "32-01-2026"}, "Tanggal belum benar."),
        ({"dated_on": f"{timezone.localdate() + timedelta(days=3):%d-%m-%Y}"}, "belum tiba"),
        ({"source": "none"}, "Pilihan sumber dana itu tidak ada."),
        ({"kind": "gift"}, "Pilihan jenis itu tidak ada."),
        ({"kind": "payment"}, "saldo menjadi kurang dari nol"),
        ({"activity": "999999"}, "Pilihan kegiatan itu tidak ada."),
        ({"agenda_item": "x"}, "Pilihan mata agenda itu tidak ada."),
        ({"purpose": "x" * 201}, "Paling banyak 200 huruf"),
        ({"form_token": "x"}, "Halaman ini tidak lengkap."),
    ],
)
def test_what_is_typed_wrong_is_told_beside_the_form_and_kept(unit, client, fields, said):
    answer = send(client, unit, party="Ibu Yosina", **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Ibu Yosina" in page
    assert not unit.ledger.exists()


def test_an_activity_of_another_unit_is_no_choice(unit, client, other_village):
    stranger = ActivityFactory(care_unit=CareUnitFactory(village=other_village))
    assert send(client, unit, activity=stranger.pk).status_code == 422
    mine = ActivityFactory(care_unit=unit, agenda_item=AgendaItemFactory(agenda__care_unit=unit))
    assert send(client, unit, activity=mine.pk).status_code == 302
    assert unit.ledger.get().agenda_item == mine.agenda_item


def test_a_closed_month_is_named_with_the_first_open_day(unit, client):
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(1))
    closed_month(unit, 1, treasurer_of(unit))
    page = send(client, unit, dated_on=f"{day_back(1, 9):%d-%m-%Y}").content.decode()
    assert f"Buku kas {month_back(1).label} sudah ditutup." in page


def test_a_double_click_makes_one_entry(unit, client):
    data = typed(client, unit)
    first, second = (client.post(url("add_entry", unit.pk), data) for _ in range(2))
    assert first.url == second.url == unit.ledger.get().get_absolute_url()


def test_what_was_typed_and_left_comes_back_and_can_be_dropped(unit, client):
    page = client.get(url("add_entry", unit.pk))
    token = form_of(page)["form_token"].value()
    draft = {"form_token": [str(token)], "party": ["Ibu Yosina"], "amount": ["75.000"]}
    assert client.post(page.context["draft_url"], draft).status_code == 204
    again = client.get(url("add_entry", unit.pk))
    assert "Ibu Yosina" in again.content.decode()
    assert str(form_of(again)["form_token"].value()) == str(token)
    client.post(url("add_entry", unit.pk), {"buang": "ya"})
    assert not FormEntry.objects.filter(form=f"ledger-{unit.pk}").exists()


def test_a_refused_file_stands_beside_its_field_and_loses_nothing(unit, client):
    file = SimpleUploadedFile("nota.exe", b"MZ\x90", "application/octet-stream")
    answer = send(client, unit, scan=file, party="Ibu Yosina")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Jenis berkas ini tidak diterima." in form_of(answer).errors["scan"][0]
    assert "Ibu Yosina" in page
    assert "1.250.000" in page
    assert not unit.ledger.exists()


def test_more_than_its_source_has_is_asked_and_then_recorded(unit, client):
    record(unit, client.user, amount=1_000, source=FundSource.CSR)
    data = typed(client, unit, kind="payment", amount="400", source="village")
    assert "id_overdraw" not in client.get(url("add_entry", unit.pk)).content.decode()
    asked = client.post(url("add_entry", unit.pk), data)
    assert asked.status_code == 422
    assert "id_overdraw" in asked.content.decode()
    assert client.post(url("add_entry", unit.pk), data | {"overdraw": "on"}).status_code == 302
    assert "Terlampaui" in client.get(url("recap", unit.pk)).content.decode()


def test_a_mistake_is_reversed_on_its_page_and_both_lines_say_so(unit, client):
    entry = record(unit, client.user)
    page = client.get(url("reverse_entry", entry.pk))
    data = {"form_token": form_of(page)["form_token"].value(), "dated_on": f"{timezone.localdate():%d-%m-%Y}"}
    refused = client.post(url("reverse_entry", entry.pk), data | {"reason": ""})
    assert (refused.status_code, "Isi alasan." in refused.content.decode()) == (422, True)
    assert client.post(url("reverse_entry", entry.pk), data | {"reason": "Ganda"}).status_code == 302
    first, second = unit.ledger.order_by("number")
    assert second.get_absolute_url() in client.get(first.get_absolute_url()).content.decode()
    assert first.get_absolute_url() in client.get(second.get_absolute_url()).content.decode()
    book = client.get(url("book", unit.pk)).content.decode()
    assert f"dibalik dengan {second}" in book
    assert f"membalik {first}" in book
    again = client.post(url("reverse_entry", entry.pk), data | {"form_token": TOKEN, "reason": "Lagi"})
    assert (again.status_code, "sudah dibalik" in again.content.decode()) == (422, True)


TOKEN = "5a1c2f60-0000-4000-8000-00000000000b"


def test_a_scan_that_comes_late_can_be_downloaded(unit, client):
    entry = record(unit, client.user)
    assert client.get(url("scan", entry.pk)).status_code == 404
    page = client.get(url("add_scan", entry.pk))
    data = {"form_token": form_of(page)["form_token"].value(), "scan": make_photo("Yosina Koa.png")}
    assert client.post(url("add_scan", entry.pk), data).url == entry.get_absolute_url()
    answer = client.get(url("scan", entry.pk))
    assert f"bukti-{entry.year}-001.jpg" in answer["Content-Disposition"]
    list(answer)


def test_an_inactive_unit_offers_nothing_to_write(unit, client):
    entry = record(unit, client.user, dated_on=day_back(1))
    type(unit).objects.filter(pk=unit.pk).update(state=UnitState.INACTIVE, inactive_reason="Bubar")
    assert "hanya bisa dibaca" in client.get(url("book", unit.pk)).content.decode()
    assert "Balik catatan" not in client.get(entry.get_absolute_url()).content.decode()
    assert client.get(url("month", unit.pk, month_back(1).code)).context["acts"] == []
    assert "tidak aktif" in send(client, unit).content.decode()


def test_a_month_is_closed_and_checked_on_its_page(unit, client, as_role):
    record(unit, client.user, dated_on=day_back(1), amount=900)
    month, step = url("month", unit.pk, month_back(1).code), url("month_step", unit.pk, month_back(1).code, "close")
    assert "Tutup bulan ini" in client.get(month).content.decode()
    asked = client.post(step, {"version": 1, "counted": "850", "note": ""})
    assert (asked.status_code, "Jelaskan selisihnya" in asked.content.decode()) == (422, True)
    assert 'value="850"' in asked.content.decode()
    empty = client.post(step, {"version": 1, "counted": ""})
    assert (empty.status_code, "Isi uang yang dihitung." in empty.content.decode()) == (422, True)
    assert client.post(step, {"version": 1, "counted": "850", "note": "Kembalian"}).status_code == 302
    assert "Berbeda −Rp50" in client.get(month).content.decode()
    coordinator = as_role(Role.COORDINATOR)
    back = url("month_step", unit.pk, month_back(1).code, "return")
    assert coordinator.post(back, {"version": 2, "note": ""}).status_code == 422
    check = url("month_step", unit.pk, month_back(1).code, "check")
    stale = coordinator.post(check, {"version": 1, "note": ""})
    assert (stale.status_code, 'value="2"' in stale.content.decode()) == (422, True)
    assert coordinator.post(check, {"version": 2, "note": ""}).status_code == 302
    assert unit.cash_months.get().state == MonthState.CHECKED
    late = coordinator.post(check, {"version": 3, "note": ""}, follow=True)
    assert "tidak bisa lagi" in late.content.decode()


def test_bad_steps_of_a_month(unit, client, as_role):
    code = month_back(1).code
    assert client.post(url("month_step", unit.pk, code, "fly")).status_code == 404
    assert client.get(url("month_step", unit.pk, code, "close")).status_code == 405
    assert client.post(url("month_step", unit.pk, code, "check"), {"version": 1}).status_code == 403
    checked = as_role(Role.COORDINATOR).post(url("month_step", unit.pk, code, "check"), {"version": 1}, follow=True)
    assert "belum ditutup bendahara" in checked.content.decode()
