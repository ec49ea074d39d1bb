"""Every write to a report."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import User
from core.exceptions import DomainError, StaleState
from core.formatting import date_long
from core.pdf import REPORT, Attached
from core.periods import Period
from core.transitions import advance
from documents.enums import FAMILY_WELFARE, DocumentKind
from documents.services import issue_document, letter_number, next_number
from institutions.models import CareUnit
from notices.services import notify
from regions.models import in_regions
from reporting.documents import CSV_NAME, QuarterReport, figures_csv
from reporting.enums import ReportKind, ReportState
from reporting.figures import quarter_figures
from reporting.models import NARRATIVE, Report
from reporting.workflow import STEPS

DAYS_TO_SEND = 15
OPEN_FIGURES = (ReportState.DUE, ReportState.WRITTEN)


def make_reports_due(today=None, codes=("",), period=None):
    """A report row for every FCU whose quarter has ended by its own clock; run again, it adds nothing.

    ``codes`` are region codes (subtrees). ``period`` names another quarter than the last one. Returns the new reports.
    """
    units = CareUnit.objects.active().filter(in_regions("village__code", codes)).select_related("village")
    return [report for unit in units if (report := _due_report(unit, today, period))]


def _due_report(unit, today, period):
    today = today or timezone.localdate(timezone=unit.village.zone)
    period = period or Period.quarter_of(today).previous()
    if not period.has_ended(today) or (unit.founded_on and unit.founded_on > period.last_day):
        return None
    once = {"kind": ReportKind.UNIT_QUARTER, "region": unit.village, "period": period.code, "revision": 1}
    if Report.objects.filter(**once).exists():
        return None
    due_on = period.last_day + timedelta(days=DAYS_TO_SEND)
    return _made_due(once, {"due_on": due_on, **_counted(unit.village, period)})


@transaction.atomic
def _made_due(once, values):
    """The report and its notices, or neither: a run that was cut off is made up for by the next one."""
    report, is_new = Report.objects.get_or_create(**once, defaults=values)
    if not is_new:
        return None
    _tell_writers(report, f"{report.title} perlu dibuat. Kirim sebelum {date_long(report.due_on)}.")
    return report


def save_narrative(report, *, data, seen, actor):
    """Keep the four narrative parts of an unfinished report; ``seen`` is the version the writer's page showed."""
    if not actor.can(Capability.WRITE_REPORTS, report.region_id):
        raise PermissionDenied
    if report.state != ReportState.DUE:
        raise DomainError("Uraian ini sudah diserahkan. Tekan “Ubah lagi uraian” sebelum mengubahnya.")
    same = Report.objects.filter(pk=report.pk, state=ReportState.DUE, version=seen)
    if not same.update(version=F("version") + 1, **{name: data[name] for name in NARRATIVE}):
        raise StaleState("Orang lain baru saja menyimpan uraian ini. Bandingkan dahulu, lalu simpan lagi.")
    report.refresh_from_db()


def recount(report, *, actor):
    """Take the figures of an unfinished report anew; they freeze when it is checked."""
    if not actor.can(Capability.WRITE_REPORTS, report.region_id):
        raise PermissionDenied
    counted = _counted(report.region, Period.parse(report.period))
    if not Report.objects.filter(pk=report.pk, state__in=OPEN_FIGURES).update(**counted):
        raise StaleState("Angka laporan ini sudah dibekukan. Tekan “Ubah lagi uraian”, atau buat revisi.")
    report.refresh_from_db()


@transaction.atomic
def advance_report(report, name, *, actor, note="", seen=None):
    """Take one step of reporting.workflow.STEPS, with what belongs to it: freezing, paper, notices, next revision."""
    changes = _BEFORE.get(name, lambda report, actor: {})(report, actor)
    event = advance(report, STEPS, name, actor=actor, note=note, seen=seen, **changes)
    _AFTER.get(name, lambda report, event: None)(report, event)
    return event


def revise_report(report, *, actor):
    """The next revision of a sent report, to correct it. What was sent stays as it is."""
    if not actor.can(Capability.SEND_REPORTS, report.region_id):
        raise PermissionDenied
    if report.state not in {ReportState.RETURNED, ReportState.RECEIVED}:
        raise DomainError("Revisi dibuat setelah laporan diterima atau dikembalikan TKSK.")
    return _next_revision(report)


def _next_revision(report):
    """Its words go along to start from; asked for twice, it is the same one."""
    start = {name: getattr(report, name) for name in ("kind", "region", "period", *NARRATIVE, "figures", "counted_at")}
    due_on = timezone.localdate(timezone=report.region.zone) + timedelta(days=DAYS_TO_SEND)
    revision, _ = Report.objects.get_or_create(
        replaces=report, defaults={**start, "revision": report.revision + 1, "due_on": due_on}
    )
    return revision


def _require_narrative(report, actor):
    empty = [Report._meta.get_field(name).verbose_name for name in NARRATIVE if not getattr(report, name).strip()]
    if empty:
        raise DomainError(f"Isi dahulu bagian {', '.join(empty)}. Bila tidak ada, tulis “Tidak ada”.")
    return {}


def _freeze(report, actor):
    return _counted(report.region, Period.parse(report.period))


def _counted(region, period):
    return {"figures": quarter_figures((region.pk,), period, region.zone_name), "counted_at": timezone.now()}


def _issue(report, actor):
    if not report.allows(actor, STEPS["send"]):
        raise PermissionDenied
    return {"document": _paper(report, actor)} if report.state == ReportState.CHECKED else {}


def _paper(report, actor):
    """Number the report, freeze what it says and ask for the PDF, all in the transaction that sends it."""
    today = timezone.localdate(timezone=report.region.zone)
    sequence = next_number(report.region_id, DocumentKind.UNIT_QUARTER_REPORT, today.year)
    reference = letter_number(FAMILY_WELFARE, sequence, report.region_id, today)
    return issue_document(
        kind=DocumentKind.UNIT_QUARTER_REPORT,
        subject=report,
        region=report.region,
        number=reference,
        title=report.title,
        content=QuarterReport.load(report, reference, today),
        template="reporting/pdf/quarter.html",
        variant=REPORT,
        actor=actor,
        attachments=[Attached(CSV_NAME, figures_csv(report), "Angka laporan, CSV UTF-8, pemisah titik koma")],
        owner=actor,
        result_url=report.get_absolute_url(),
        replaces=report.replaces.document if report.replaces else None,
    )


def _tell_receivers(report, event):
    notify(
        User.objects.holding(Capability.RECEIVE_REPORTS, report.region_id),
        text=f"{report.title} dikirim. Periksa, lalu terima atau kembalikan.",
        mail_text="Ada laporan FCU yang menunggu Anda terima.",
        url=report.get_absolute_url(),
    )


def _tell_received(report, event):
    _tell_writers(report, f"{report.title} sudah diterima TKSK.")


def _open_revision(report, event):
    revision = _next_revision(report)
    _tell_writers(revision, f"{report.title} dikembalikan: {event.note[:120]}")


def _tell_writers(report, text):
    notify(
        User.objects.holding(Capability.WRITE_REPORTS, report.region_id),
        text=text,
        mail_text="Ada kabar tentang laporan FCU Anda.",
        url=report.get_absolute_url(),
    )


_BEFORE = {"write": _require_narrative, "check": _freeze, "send": _issue}
_AFTER = {"send": _tell_receivers, "receive": _tell_received, "return": _open_revision}
