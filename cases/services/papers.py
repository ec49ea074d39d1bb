"""Papers about a case: its summary on one page, and the incidental report to one office."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from cases.documents import CaseSummary, IncidentalPaper
from cases.enums import ReportReceiver
from cases.models import IncidentalReport
from cases.services.conferences import consent_to_share
from cases.services.rights import demand_work
from core.exceptions import DomainError, StaleState
from core.pdf import LETTER
from documents.enums import FAMILY_WELFARE, DocumentKind
from documents.services import issue_document, letter_number, next_number
from families.services import lock_family
from notices.services import notify


@transaction.atomic
def issue_summary(case, *, actor):
    """How the case stands today, on one page for the FCU's own file."""
    demand_work(case, actor)
    lock_family(case.family_id)
    return issue_document(
        kind=DocumentKind.CASE_SUMMARY, subject=case, region=case.village, number=case.number,
        title=f"Ringkasan kasus {case.number}", content=CaseSummary.load(case), template="cases/pdf/summary.html",
        variant=LETTER, actor=actor, owner=actor, result_url=f"{case.get_absolute_url()}berkas/",
    )  # fmt: skip


@transaction.atomic
def send_incidental(case, *, receiver, asked, actor):
    """The case on paper for one office, with the family's consent; the office is told and opens it on its own list."""
    demand_work(case, actor)
    lock_family(case.family_id)
    consent, today = consent_to_share(case), timezone.localdate()
    _check_asked(asked)
    report = IncidentalReport.objects.create(
        case=case, receiver=receiver, region=office_of(case, receiver), number=_number(case, today),
        asked=asked.strip(), consent=consent, sent_by=actor,
    )  # fmt: skip
    _issue(report, actor)
    return report


@transaction.atomic
def send_again(report, *, asked, actor, seen=None):
    """As the case stands now, under the same number; the receiver has a new revision to receive."""
    case = report.case
    demand_work(case, actor)
    lock_family(case.family_id)
    _check_asked(asked)
    unchanged = IncidentalReport.objects.filter(pk=report.pk, version=report.version if seen is None else seen)
    if not unchanged.update(
        asked=asked.strip(), consent=consent_to_share(case), sent_by=actor, sent_on=timezone.localdate(),
        received_on=None, received_by=None, receipt_note="", version=F("version") + 1,
    ):  # fmt: skip
        raise StaleState("Laporan ini baru saja diterbitkan lagi atau diterima. Lihat keadaannya sekarang.")
    report.refresh_from_db()
    _issue(report, actor)
    return report


@transaction.atomic
def receive_incidental(report, *, actor, note="", seen=None):
    """The office has read it. Of two who press at once, or after a new revision, one is told."""
    if not report.may_receive(actor):
        raise PermissionDenied("receive_incidental")
    waiting = IncidentalReport.objects.filter(pk=report.pk, received_on=None)
    waiting = waiting.filter(version=report.version if seen is None else seen)
    changes = {"received_on": timezone.localdate(), "received_by": actor, "receipt_note": note.strip()}
    if not waiting.update(**changes, version=F("version") + 1):
        raise StaleState("Laporan ini sudah diterima, atau FCU baru saja menerbitkan yang baru. Baca yang terakhir.")
    report.refresh_from_db()
    notify(
        [report.sent_by], text=f"{report} diterima {report.office}.", url=report.get_absolute_url(),
        mail_text="Laporan insidental FCU Anda sudah diterima.",
    )  # fmt: skip


def office_of(case, receiver):
    """The kecamatan of a TKSK; the regency of LK3 and Dinas."""
    if receiver not in ReportReceiver.values:
        raise DomainError("Pilih penerima laporan.")
    district = case.village.parent
    return district if receiver == ReportReceiver.TKSK else district.parent


def _issue(report, actor):
    document = issue_document(
        kind=DocumentKind.INCIDENTAL_REPORT, subject=report, region=report.case.village, number=report.number,
        title=f"Laporan insidental {report.number}", content=IncidentalPaper.load(report),
        template="cases/pdf/incidental.html", variant=LETTER, actor=actor, owner=actor,
        result_url=report.get_absolute_url(),
    )  # fmt: skip
    IncidentalReport.objects.filter(pk=report.pk).update(document=document)
    report.refresh_from_db()
    notify(
        _people_of(report), text=f"{report} dari {report.case.village.full_name} menunggu dibaca.",
        url=report.get_absolute_url(), mail_text="Ada laporan insidental FCU untuk kantor Anda.",
    )  # fmt: skip


def _people_of(report):
    held = {"assignments__role": report.receiver, "assignments__region": report.region_id}
    people = User.objects.filter(is_active=True, **held).distinct()
    return [user for user in people if report.may_receive(user)]


def _number(case, day):
    sequence = next_number(case.village_id, "incidental", day.year)
    return letter_number(FAMILY_WELFARE, sequence, case.village_id, day)


def _check_asked(asked):
    if not asked.strip():
        raise DomainError("Tulis apa yang diharapkan dari penerima laporan.")
