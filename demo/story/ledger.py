"""The cash book of ten months: what comes in by the agenda, what the activities cost, a mistake that is reversed, and
months that are closed, sent back once, checked. One village is late with the last month, in the other it waits."""

from datetime import timedelta

from django.utils import timezone

from core.periods import Period, months_later
from demo.story.papers import picture
from finance.enums import EntryKind
from finance.queries.ledger import left_of_source, month_on, sums_of
from finance.services.ledger import record_entry, reverse_entry
from finance.services.months import check_month, close_month, return_month
from institutions.enums import FundSource

LATE = "53.01.05.2011"
MONTHS = 10
# Every so many months, from which on: source, rupiah, what for, from whom.
INCOME = (
    (1, 0, FundSource.SELF_HELP, 260_000, "Iuran anggota FCU", "Anggota FCU"),
    (6, 0, FundSource.VILLAGE, 3_500_000, "Bantuan kegiatan FCU dari APBDes", "Bendahara desa"),
    (9, 1, FundSource.CSR, 5_500_000, "Dana pelatihan usaha keluarga", "Bank daerah"),
    (3, 2, FundSource.DONATION, 750_000, "Donasi yang tidak mengikat", "Rumah ibadah"),
)
SPENT = ((FundSource.SELF_HELP, 120_000, "Konsumsi rapat pengurus"), (FundSource.VILLAGE, 96_500, "Alat tulis"))
RETURNED, MISTAKEN, MISCOUNTED = 3, 5, 6  # months of the story
WRONG, RIGHT = 60_500, 65_000


def begin_ledger(diary, world):
    begins = months_later(world.today.replace(day=1), -MONTHS) + timedelta(days=1)
    diary.begin(begins, world.cast, keep_book(world))


def keep_book(world):
    actor = yield 0, "bendahara"
    paid, number = set(), 0
    while True:
        month = Period.of("M", timezone.localdate())
        _receive(world.unit, number, actor)
        actor = yield 9, "bendahara"
        _spend(world.unit, paid, actor)
        if number == MISTAKEN:
            yield from _mistake(world.unit, actor)
        actor = yield 12, "bendahara"
        _pay_activities(world.unit, paid, actor)
        actor = yield (month.last_day - timezone.localdate()).days + 3, "bendahara"
        is_last = month == Period.of("M", world.today).previous()
        if not (is_last and world.village.pk == LATE):
            yield from _close(world.unit, month, number, actor, is_checked=not is_last)
        actor = yield 1, "bendahara"
        number += 1


def _record(unit, kind, source, amount, purpose, party, actor, **links):
    """Payments with the photo of their bill."""
    upload = picture("nota") if kind == EntryKind.PAYMENT else None
    return record_entry(
        unit, kind=kind, dated_on=timezone.localdate(), source=source, amount=amount, purpose=purpose, party=party,
        evidence=f"{'BKM' if kind == EntryKind.RECEIPT else 'BKK'}-{timezone.localdate():%m%d}", upload=upload,
        actor=actor, **links,
    )  # fmt: skip


def _receive(unit, number, actor):
    for every, first, source, amount, purpose, party in INCOME:
        if number >= first and (number - first) % every == 0:
            _record(unit, EntryKind.RECEIPT, source, amount, purpose, party, actor)


def _spend(unit, paid, actor):
    for source, amount, purpose in SPENT:
        if left_of_source(unit, source) >= amount:
            _record(unit, EntryKind.PAYMENT, source, amount, purpose, "Kios Sinar Desa", actor)
    _pay_activities(unit, paid, actor)


def _pay_activities(unit, paid, actor):
    """What was carried out since the book was begun and costs something, where its source still has it."""
    since = timezone.localdate() - timedelta(days=31)
    for activity in unit.activities.held().filter(held_on__gte=since, cost__gt=0).exclude(pk__in=paid):
        if left_of_source(unit, activity.source) >= activity.cost:
            _record(
                unit, EntryKind.PAYMENT, activity.source, activity.cost, f"Biaya {activity.name}"[:200],
                activity.led_by, actor, activity=activity,
            )  # fmt: skip
            paid.add(activity.pk)


def _mistake(unit, actor):
    wrong = _record(unit, EntryKind.PAYMENT, FundSource.SELF_HELP, WRONG, "Fotokopi formulir", "Toko Harapan", actor)
    actor = yield 1, "bendahara"
    reverse_entry(wrong, dated_on=timezone.localdate(), reason="salah tulis, nota Rp65.000", actor=actor)
    _record(unit, EntryKind.PAYMENT, FundSource.SELF_HELP, RIGHT, "Fotokopi formulir", "Toko Harapan", actor)


def _close(unit, month, number, actor, *, is_checked):
    """The treasurer counts on the third; the coordinator looks two days later."""
    miscounted = 5_000 if number == MISCOUNTED else 0
    note = "Uang kembalian Rp5.000 belum diambil dari kios." if miscounted else ""
    _count(unit, month, miscounted, note, actor)
    if number == RETURNED:
        coordinator = yield 1, "koordinator"
        return_month(month_on(unit, month), note="Jelaskan biaya konsumsi rapat.", actor=coordinator)
        actor = yield 1, "bendahara"
        _count(unit, month, 0, "Konsumsi untuk 24 orang, nota sudah diperlihatkan.", actor)
    if is_checked:
        coordinator = yield 2, "koordinator"
        check_month(month_on(unit, month), note="Bukti cocok dengan catatan.", actor=coordinator)


def _count(unit, month, miscounted, note, actor):
    close_month(unit, month, counted=sums_of(unit, month).closing - miscounted, note=note, actor=actor)
