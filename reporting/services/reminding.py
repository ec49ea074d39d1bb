"""Who is reminded of reports: their writers before and after the time limit, their receivers of what waits."""

from collections import defaultdict
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.exceptions import DomainError
from core.formatting import date_long
from notices.services import notify
from reporting.enums import UNSENT, ReportState
from reporting.models import Report

BEFORE = timedelta(days=3)
AGAIN = timedelta(days=7)
ALREADY = "Penulis laporan ini sudah diingatkan hari ini."
NO_LONGER = "Laporan ini sudah dikirim, tidak perlu diingatkan lagi."
MAIL = "Ada laporan yang menunggu Anda."


def remind(today=None):
    """Each region by its own day: three days before the limit, the day after it, then weekly; receivers after a week.

    Several reports of one person come as one notice. Returns how many reports were told of.
    """
    told = defaultdict(list)
    newest = Report.objects.latest_revisions().light().select_related("region")
    for report in newest.filter(state__in=[*UNSENT, ReportState.SENT]):
        day = today or timezone.localdate(timezone=report.region.zone)
        if _is_time(report, day):
            told[report] = day
    return _tell([report for report, day in told.items() if _claim(report, day)])


def _is_time(report, day):
    last = report.reminded_on
    if report.state == ReportState.SENT:
        since = timezone.localdate(report.state_since, report.region.zone)
        return day - since >= AGAIN and (last is None or last <= since or day - last >= AGAIN)
    if day > report.due_on:
        return last is None or last <= report.due_on or day - last >= AGAIN
    return report.due_on - day <= BEFORE and (last is None or last < report.due_on - BEFORE)


def _claim(report, day):
    """Two runs at once tell once."""
    same = Report.objects.filter(pk=report.pk, state=report.state, reminded_on=report.reminded_on)
    return bool(same.update(reminded_on=day))


@transaction.atomic
def _tell(reports):
    by_user = defaultdict(list)
    for report in reports:
        capability = report.it.receive if report.state == ReportState.SENT else report.it.write
        for user in User.objects.holding(capability, report.region_id):
            by_user[user].append(report)
    for user, theirs in by_user.items():
        url = theirs[0].get_absolute_url() if len(theirs) == 1 else reverse("reporting:list")
        notify([user], text=_words(theirs), mail_text=MAIL, url=url)
    return len(reports)


def _words(reports):
    if len(reports) > 1:
        return f"{len(reports)} laporan menunggu Anda: yang perlu dikirim atau diterima."
    [report] = reports
    if report.state == ReportState.SENT:
        return f"{report.title} menunggu Anda terima atau kembalikan."
    if report.days_late:
        return f"{report.title} terlambat. Batasnya {date_long(report.due_on)}."
    return f"{report.title} dikirim paling lambat {date_long(report.due_on)}."


def remind_now(report, *, actor):
    """The receiver asks the writers of a late report for it, once a day."""
    if not actor.can(report.it.receive, report.region_id):
        raise PermissionDenied
    if report.state not in UNSENT:
        raise DomainError(NO_LONGER)
    today = timezone.localdate(timezone=report.region.zone)
    if report.reminded_on == today or not _claim(report, today):
        raise DomainError(ALREADY)
    _tell([report])
