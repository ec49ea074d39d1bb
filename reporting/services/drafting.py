"""What is written into a report before it is checked."""

from django.core.exceptions import PermissionDenied
from django.db.models import F

from core.exceptions import DomainError, StaleState
from reporting.enums import ReportState
from reporting.models import NARRATIVE, Report


def save_narrative(report, *, data, seen, actor):
    """Keep the four narrative parts of an unfinished report; ``seen`` is the version the writer's page showed."""
    require_writing(report, actor)
    same = Report.objects.filter(pk=report.pk, state=ReportState.DUE, version=seen)
    if not same.update(version=F("version") + 1, **{name: data[name] for name in NARRATIVE}):
        raise StaleState("Orang lain baru saja menyimpan uraian ini. Bandingkan dahulu, lalu simpan lagi.")
    report.refresh_from_db()


def require_writing(report, actor):
    """PermissionDenied or DomainError unless ``actor`` may write this report now."""
    if not actor.can(report.it.write, report.region_id):
        raise PermissionDenied
    if report.state != ReportState.DUE:
        raise DomainError("Uraian ini sudah diserahkan. Tekan “Ubah lagi uraian” sebelum mengubahnya.")
