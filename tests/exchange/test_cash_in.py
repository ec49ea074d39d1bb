"""A cash book comes in: by the rules of every entry, in the order of its days, and reversed when it is taken back."""

from io import BytesIO

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from exchange.documents import wrong_rows
from exchange.enums import BatchState, Decision, Verdict
from exchange.services import ask_to_undo, decide, send_file, undo_batch
from finance.enums import EntryKind
from finance.models import LedgerEntry
from finance.queries.ledger import left_of_source, lowest_balance
from finance.services.ledger import reverse_entry
from institutions.enums import FundSource
from tests.exchange.counting import statements_of
from tests.factories.accounts import make_user
from tests.factories.documents import StoredFileFactory
from tests.factories.institutions import CareUnitFactory
from tests.factories.ledger import LedgerEntryFactory, closed_month, day_back
from tests.factories.regions import make_village
from tests.factories.sheets import Steps, imported, verdicts, written, xlsx
from tests.finance.ledger_doing import pay_out, record, treasurer_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.once_on_sqlite]

HEADS = ["No", "Tanggal", "Uraian", "Dari/kepada", "No. Bukti", "Sumber Dana", "Penerimaan", "Pengeluaran"]


@pytest.fixture
def unit():
    return CareUnitFactory()


@pytest.fixture
def treasurer(unit):
    return treasurer_of(unit)


def sent(unit, actor, *rows, heads=HEADS):
    return imported("kas", unit.village, xlsx([heads, *rows]), actor)


def gets(amount, day=None, purpose="Bantuan kegiatan", **changes):
    return line(day, purpose, amount, "", **{"party": "Bendahara desa", **changes})


def gives(amount, day=None, purpose="Konsumsi rapat", **changes):
    return line(day, purpose, "", amount, **changes)


def line(day, purpose, received, paid, party="Toko Laut", evidence="", source="APBDes"):
    return [1, day or timezone.localdate(), purpose, party, evidence, source, received, paid]


def undone(batch, actor):
    ask_to_undo(batch, actor=actor)
    undo_batch(batch.pk, Steps())
    batch.refresh_from_db()
    return batch


def told(batch, number=2):
    return " ".join(sentence for _, sentence in batch.rows.get(number=number).errors)


def entries(unit):
    return [(each.dated_on, each.signed, each.purpose) for each in unit.ledger.order_by("dated_on", "number")]


def test_a_book_comes_in_by_the_order_of_its_days(unit, treasurer):
    first, second = day_back(1), day_back(1, 9)
    rows = [
        gives("Rp250.000", second, evidence="nota 0127"),
        gives(100_000, first, "Cetak selebaran"),
        gets(1_000_000, first),
    ]

    batch = sent(unit, treasurer, *rows)

    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.NEW, 4: Verdict.NEW}, list(batch.rows.values("errors"))
    assert not unit.ledger.exists()
    written(batch, treasurer)
    assert batch.state == BatchState.DONE
    assert entries(unit) == [
        (first, 1_000_000, "Bantuan kegiatan"),
        (first, -100_000, "Cetak selebaran"),
        (second, -250_000, "Konsumsi rapat"),
    ]
    last = unit.ledger.get(evidence="nota 0127")
    assert (last.party, last.source, last.entered_by) == ("Toko Laut", FundSource.VILLAGE, treasurer)
    assert LogEntry.objects.get_for_object(last).get().actor == treasurer
    assert set(verdicts(sent(unit, treasurer, *rows)).values()) == {Verdict.SAME}


def test_one_column_of_amounts_goes_with_the_kind(unit, treasurer):
    heads = ["Tanggal", "Jenis", "Jumlah", "Uraian", "Dari", "Sumber dana"]
    today = f"{timezone.localdate():%d-%m-%Y}"
    rows = [
        [today, "masuk", "1.000.000", "Iuran", "Warga", "swadaya"],
        [today, "Pengeluaran", 5000, "Parkir", "Parkir", "swadaya"],
        [today, "", 5000, "Parkir", "Parkir", "swadaya"],
    ]

    batch = sent(unit, treasurer, *rows, heads=heads)

    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.NEW, 4: Verdict.WRONG}
    assert "Jenis belum diisi" in told(batch, 4)
    written(batch, treasurer, skips_wrong=True)
    assert [each[1] for each in entries(unit)] == [1_000_000, -5000]


def test_an_export_comes_back_without_a_change(unit, treasurer, client):
    record(unit, treasurer, evidence="kw 1", purpose="Bantuan “tahap 1”", party="Bendahara\xa0desa")
    wrong = pay_out(unit, treasurer)
    pay_out(unit, treasurer)
    reverse_entry(wrong, dated_on=timezone.localdate(), reason="salah tulis", actor=treasurer)
    client.force_login(treasurer)
    data = b"".join(client.get(url("export_book", unit.pk)).streaming_content)

    batch = imported("kas", unit.village, SimpleUploadedFile("kas.xlsx", BytesIO(data).getvalue()), treasurer)

    assert verdicts(batch) == dict.fromkeys((2, 3, 4, 5), Verdict.SAME), list(batch.rows.values("errors", "doubt"))


def test_an_entry_is_never_changed_by_its_number(unit, treasurer):
    entry = record(unit, treasurer)
    heads = ["Nomor", *HEADS[1:]]
    changed = [str(entry), *gets(700_000)[1:]]
    reversal = gives(-100_000)

    batch = sent(unit, treasurer, changed, reversal, heads=heads)

    assert f"Catatan {entry} berbunyi lain" in told(batch)
    assert "Pembalik tidak dicatat lewat impor" in told(batch, 3)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (line("", "Iuran", 1000, ""), "Tanggal belum diisi."),
        (line(None, "", 1000, ""), "Uraian belum diisi."),
        (line(None, "Iuran", 1000, "", party=""), "Dari atau kepada belum diisi."),
        (line(None, "Iuran", 1000, "", source=""), "Sumber dana belum diisi."),
        (line(None, "Iuran", 1000, "", source="Tanpa biaya"), "“Tanpa biaya” tidak dikenal"),
        (line(None, "Iuran", 1000, 500), "jangan keduanya"),
        (line(None, "Iuran", "", ""), "Jumlahnya nol."),
        (line(None, "Iuran", "seribu", ""), "bukan angka bulat"),
        (line("17-04-2015", "Iuran", 1000, ""), "lebih dari 5 tahun yang lalu"),
    ],
)
def test_a_wrong_row_says_what_to_do(unit, treasurer, row, sentence):
    day = "" if sentence.startswith("Tanggal") else row[1] or timezone.localdate()

    batch = sent(unit, treasurer, [row[0], day, *row[2:]])

    assert verdicts(batch) == {2: Verdict.WRONG}
    assert sentence in told(batch)


def test_a_closed_month_takes_nothing_any_more(unit, treasurer):
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(2))
    closed_month(unit, 2, treasurer)

    batch = sent(unit, treasurer, gets(1000, day_back(2)), gets(1000, day_back(1)))

    assert verdicts(batch) == {2: Verdict.WRONG, 3: Verdict.NEW}
    assert "sudah ditutup" in told(batch)
    assert load_workbook(wrong_rows(batch)).active.max_row == 2


def test_a_payment_that_the_book_cannot_bear_is_wrong(unit, treasurer):
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(2), amount=500_000)
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(1), amount=450_000, kind=EntryKind.PAYMENT)
    rows = [gives(60_000, day_back(2, 6)), gets(30_000, day_back(2, 7)), gives(70_000, day_back(2, 8))]

    batch = sent(unit, treasurer, *rows, gives(90_000, day_back(0, 1)))

    assert verdicts(batch) == {2: Verdict.WRONG, 3: Verdict.NEW, 4: Verdict.NEW, 5: Verdict.WRONG}
    assert "saldo kas tinggal Rp50.000" in told(batch)
    assert "hanya Rp10.000" in told(batch, 5)
    written(batch, treasurer, skips_wrong=True)
    assert batch.state == BatchState.DONE
    assert lowest_balance(unit, day_back(2)).amount == 10_000


def test_a_source_that_runs_short_is_asked_about(unit, treasurer):
    rows = [gets(1_000_000), gives(200_000, source="Donasi"), gives(100_000, purpose="Cetak")]

    batch = sent(unit, treasurer, *rows)

    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.DOUBTFUL, 4: Verdict.NEW}
    assert "Sisa dana Donasi Rp0, kurang dari pengeluaran ini. Tetap catat?" in batch.rows.get(number=3).doubt
    decide(batch, decision=Decision.TAKE, actor=treasurer)
    written(batch, treasurer)
    assert left_of_source(unit, FundSource.DONATION) == -200_000


def test_the_same_sum_in_other_words_is_asked_about(unit, treasurer):
    entry = record(unit, treasurer, amount=500_000, purpose="Bantuan tahap satu")
    rows = [gets(500_000), gives(300_000), gets(70_000, purpose="Iuran"), gets(70_000, purpose="Iuran")]

    batch = sent(unit, treasurer, *rows)

    assert verdicts(batch) == {2: Verdict.DOUBTFUL, 3: Verdict.NEW, 4: Verdict.NEW, 5: Verdict.DOUBTFUL}
    assert f"catatan {entry}: Bantuan tahap satu. Tetap catat?" in batch.rows.get(number=2).doubt
    assert "Sama dengan baris 4" in batch.rows.get(number=5).doubt
    decide(batch, decision=Decision.LEAVE, actor=treasurer)
    decide(batch, decision=Decision.TAKE, actor=treasurer, rows=[batch.rows.get(number=5).pk])
    written(batch, treasurer)
    assert unit.ledger.filter(amount=70_000).count() == 2
    assert unit.ledger.filter(amount=500_000).count() == 1


def test_what_is_only_asked_about_pays_for_nothing(unit, treasurer):
    """Else leaving it out would make the import fail."""
    record(unit, treasurer, amount=100_000)

    batch = sent(unit, treasurer, gets(100_000, purpose="Lain"), gives(150_000))

    assert verdicts(batch) == {2: Verdict.DOUBTFUL, 3: Verdict.WRONG}


def test_an_entry_written_meanwhile_makes_a_new_preview(unit, treasurer):
    batch = sent(unit, treasurer, gets(1000))
    record(unit, treasurer)

    written(batch, treasurer)

    assert batch.state == BatchState.READING
    assert unit.ledger.count() == 1


def test_an_import_is_reversed_on_its_last_day_and_can_come_again(unit, treasurer):
    rows = [gets(1_000_000, day_back(1)), gives(900_000, day_back(0, 1))]
    batch = written(sent(unit, treasurer, *rows), treasurer)

    undone(batch, treasurer)

    assert (batch.state, batch.left_behind) == (BatchState.UNDONE, [])
    assert unit.ledger.count() == 4
    reversals = unit.ledger.exclude(reverses=None).order_by("number")
    assert [(each.dated_on, each.signed) for each in reversals] == [
        (day_back(0, 1), 900_000),
        (day_back(0, 1), -1_000_000),
    ]
    assert all(each.purpose.endswith("Impor dibatalkan") and each.entered_by == treasurer for each in reversals)
    assert verdicts(sent(unit, treasurer, *rows)) == {2: Verdict.NEW, 3: Verdict.NEW}


def test_what_somebody_reversed_by_hand_is_asked_about(unit, treasurer):
    entry = record(unit, treasurer, amount=70_000)
    reverse_entry(entry, dated_on=timezone.localdate(), reason="salah", actor=treasurer)

    batch = sent(unit, treasurer, gets(70_000))

    assert f"Catatan {entry} berbunyi sama dan sudah dibalik." in batch.rows.get().doubt


def test_undoing_leaves_closed_months_and_entries_with_a_scan(unit, treasurer):
    rows = [gets(5000, day_back(2)), gets(6000, day_back(1)), gets(7000, day_back(1), "Iuran")]
    batch = written(sent(unit, treasurer, *rows), treasurer)
    closed_month(unit, 2, treasurer)
    scanned = unit.ledger.get(amount=6000)
    unit.ledger.filter(pk=scanned.pk).update(scan=StoredFileFactory())

    undone(batch, treasurer)

    assert [(label, why) for label, why, _ in batch.left_behind] == [
        (f"Catatan {scanned}", "Sudah diberi pindaian bukti sesudah impor."),
        (f"Catatan {unit.ledger.get(amount=5000)}", "Bulannya sudah ditutup, jadi catatan ini tetap."),
    ]
    assert LedgerEntry.objects.exclude(reverses=None).get().reverses.amount == 7000


def test_only_the_own_treasurer_imports(unit, treasurer, client):
    stranger = make_user(Role.TREASURER, make_village("73.09.13.2001"))
    for user in (stranger, make_user(Role.COORDINATOR, unit.village)):
        with pytest.raises(PermissionDenied):
            send_file("kas", region=unit.village, upload=xlsx([HEADS, gets(1000)]), actor=user)
    batch = sent(unit, treasurer, gets(1000))
    client.force_login(stranger)
    assert client.get(batch.get_absolute_url()).status_code == 404
    client.force_login(treasurer)
    assert client.get(batch.get_absolute_url()).status_code == 200


def test_without_an_active_unit_every_row_is_wrong():
    village = make_village()
    batch = imported("kas", village, xlsx([HEADS, gets(1000)]), make_user(Role.TREASURER, village))

    assert "belum punya FCU" in told(batch)


def test_the_page_of_the_book_leads_there(unit, treasurer, client):
    client.force_login(treasurer)
    assert "/baru/kas/" in client.get(url("book", unit.pk)).content.decode()
    client.force_login(make_user(Role.COORDINATOR, unit.village))
    assert "/baru/kas/" not in client.get(url("book", unit.pk)).content.decode()


def test_a_longer_book_asks_the_database_no_more(unit, treasurer):
    record(unit, treasurer)
    rows = [gets(500_000), gives(1000), gives(2000, source="Donasi")]
    one, three = sent(unit, treasurer, rows[1]), sent(unit, treasurer, *rows)

    assert len(statements_of(one)) == len(statements_of(three)) <= 4
