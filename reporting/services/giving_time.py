"""A receiver may give a report more time, with a reason that everybody who waits for it reads."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError, StaleState
from core.formatting import date_long
from reporting.enums import UNSENT
from reporting.models import Report
from reporting.services.telling import tell_writers

LONGEST = timedelta(days=365)


@transaction.atomic
def give_time(report, *, until, reason, actor):
    """``until``: the new time limit. The first one stays readable as ``extended_from``."""
    if not actor.can(report.it.receive, report.region_id):
        raise PermissionDenied
    if not reason.strip():
        raise DomainError("Tulis alasan waktu ini diberikan.")
    today = timezone.localdate(timezone=report.region.zone)
    if not max(report.due_on, today) < until <= today + LONGEST:
        raise DomainError("Pilih tanggal sesudah batas waktu sekarang, paling lama setahun dari hari ini.")
    first = report.extended_from or report.due_on
    same = Report.objects.filter(pk=report.pk, state__in=UNSENT, due_on=report.due_on)
    if not same.update(due_on=until, extended_from=first, extension_reason=reason.strip()[:200]):
        raise StaleState("Laporan ini baru saja berubah. Lihat keadaannya sekarang.")
    report.refresh_from_db()
    tell_writers(report, f"{report.title} diberi waktu sampai {date_long(until)}: {report.extension_reason}")
