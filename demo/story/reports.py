"""Two finished quarters: the older one was returned once and revised, the newer one went through at once."""

from datetime import timedelta

from django.utils import timezone

from core.periods import Period
from reporting.enums import ReportKind as K
from reporting.models import Report
from reporting.services import advance_report, keep_count, make_reports_due, save_narrative

RETURNED_FOR = "Tulis jumlah keluarga yang terlayani pada bagian hasil."
REGENCY = 5
OFFICE_WORDS = {
    "implementation": "Laporan dari wilayah diterima dan diperiksa, kunjungan monitoring dilakukan bersama TKSK, dan "
    "rapat koordinasi diadakan dengan lembaga pemberi layanan.",
    "results": "Rujukan yang tertunda diselesaikan bersama, dan pengurus FCU mendapat bimbingan teknis pencatatan.",
    "obstacles": "Jarak antardesa jauh, sinyal lemah, dan beberapa pos pengurus masih kosong.",
    "solutions": "Bimbingan dilakukan bergilir di kecamatan, dan pengisian pos pengurus didorong lewat musyawarah "
    "desa.",
}
# Days after the end of the quarter; in its first days everything is squeezed in before today.
DUE, WRITTEN, CHECKED, SENT, DECIDED = 1, 5, 8, 10, 14


def begin_reports(diary, world):
    last = Period.quarter_of(world.today).previous()
    for period, is_returned in ((last.previous(), True), (last, False)):
        diary.begin(_day(world, period, DUE), world.cast, report(world, period, is_returned))


def _day(world, period, days):
    return min(period.last_day + timedelta(days=days), world.today)


def report(world, period, is_returned):
    yield 0, "sekretaris"
    today = timezone.localdate()
    due = make_reports_due(today=today, codes=(world.village.code[:REGENCY],), period=period)
    made = next(each for each in due if each.region == world.village)
    for each in due:
        keep_count(each)
    yield from _write_and_send(world, made, period)
    tksk = yield from _until(world, period, DECIDED, "tksk")
    if not is_returned:
        advance_report(made, "receive", actor=tksk)
        return
    advance_report(made, "return", actor=tksk, note=RETURNED_FOR)
    revision = Report.objects.get(replaces=made)
    secretary = yield 2, "sekretaris"
    served = made.figures["cases"]["families_served"]
    _narrate(world, revision, secretary, more=f" Yang terlayani {served} keluarga.")
    coordinator = yield 1, "koordinator"
    for step in ("check", "send"):
        advance_report(revision, step, actor=coordinator)
    tksk = yield 3, "tksk"
    advance_report(revision, "receive", actor=tksk)
    yield from _travel_up(due, period)


def _travel_up(due, period):
    """The older quarter goes up to the ministry: recap, LK3, regency, semester, province."""
    of_kind = {each.kind: each for each in due}
    yield from _hand_up(of_kind[K.DISTRICT_QUARTER], "tksk", "dinas")
    yield from _hand_up(of_kind[K.LK3_QUARTER], "lk3", "dinas")
    yield from _hand_up(of_kind[K.REGENCY_QUARTER], "dinas", "provinsi")
    semester = Period.of("S", period.first_day)
    regency = of_kind[K.REGENCY_QUARTER].region
    if not semester.has_ended(timezone.localdate()):
        return
    for each in make_reports_due(codes=(regency.pk,), period=semester):
        keep_count(each)
    of_kind = {each.kind: each for each in Report.objects.filter(period=semester.code, region__in=_above(regency))}
    yield from _hand_up(of_kind[K.REGENCY_SEMESTER], "dinas", "provinsi")
    yield from _hand_up(of_kind[K.PROVINCE_SEMESTER], "provinsi", None)


def _above(regency):
    return [regency.pk, regency.parent_id]


def _hand_up(made, writer, receiver):
    """Written, checked and sent by one office, received by the next; None leaves it waiting there."""
    actor = yield 2, writer
    made.refresh_from_db()
    save_narrative(made, data=OFFICE_WORDS, seen=made.version, actor=actor)
    for step in ("write", "check", "send"):
        advance_report(made, step, actor=actor)
    if receiver:
        actor = yield 2, receiver
        made.refresh_from_db()
        advance_report(made, "receive", actor=actor)


def _write_and_send(world, made, period):
    secretary = yield from _until(world, period, WRITTEN, "sekretaris")
    _narrate(world, made, secretary)
    coordinator = yield from _until(world, period, CHECKED, "koordinator")
    advance_report(made, "check", actor=coordinator)
    coordinator = yield from _until(world, period, SENT, "koordinator")
    advance_report(made, "send", actor=coordinator)


def _until(world, period, days, name):
    """Waits until so many days after the quarter's end."""
    actor = yield (_day(world, period, days) - timezone.localdate()).days, name
    return actor


def _narrate(world, made, secretary, more=""):
    product = world.place.product
    data = {
        "implementation": "Tiga rapat rutin, kunjungan rumah ke keluarga sasaran, dan penyuluhan kesehatan bersama "
        "Posyandu. Asesmen ulang dilakukan bersama keluarga pionir.",
        "results": "Beberapa keluarga mendapat layanan kesehatan dan pinjaman usaha; dua anak kembali belajar di "
        f"kejar paket. Kelompok {product} mulai menabung bersama.{more}",
        "obstacles": "Jarak ke kantor kecamatan jauh, dan beberapa anggota keluarga belum punya NIK.",
        "solutions": "Pengurusan dokumen dikumpulkan sebulan sekali dan diantar bersama. TKSK membantu menghubungi "
        "penyedia layanan yang terlambat menjawab.",
    }
    save_narrative(made, data=data, seen=made.version, actor=secretary)
    advance_report(made, "write", actor=secretary)
