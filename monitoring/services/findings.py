"""Findings: written with the visit, told with it, followed up until they are done."""

from django.db import transaction

from accounts.capabilities import Capability
from accounts.models import User
from core.exceptions import DomainError, StaleState
from core.transitions import advance
from institutions.services.rights import save_changes
from monitoring.enums import ASPECTS, FindingState, VisitKind
from monitoring.models import Finding
from monitoring.services.visits import hold_own_draft
from monitoring.workflow import FINDING_STEPS
from notices.services import notify

STALE = "Temuan ini baru saja berubah. Bandingkan dengan isian Anda, lalu simpan lagi."
UNTOLD = "Temuan ini belum disampaikan. Kirim dahulu hasil kunjungannya."


@transaction.atomic
def keep_finding(visit, *, token, aspect, text, recommendation="", responsible="", due_on=None, actor):
    """``token`` is of the page: the same page twice writes the same finding."""
    current = hold_own_draft(visit, actor)
    values = {"text": text, "recommendation": recommendation, "responsible": responsible, "due_on": due_on}
    _check(current, aspect, due_on)
    known = current.findings.filter(token=token).first()
    finding = known or Finding(visit=current, token=token)
    _refuse_followed_up(finding)
    save_changes(current, {"typed_finding": {}})
    return save_changes(finding, {"aspect": aspect, **values})


@transaction.atomic
def change_finding(finding, *, aspect, text, recommendation, responsible, due_on, actor, seen=None):
    visit = hold_own_draft(finding.visit, actor)
    current = _held(finding)
    if seen not in (None, current.version):
        raise StaleState(STALE)
    _check(visit, aspect, due_on)
    _refuse_followed_up(current)
    values = {"text": text, "recommendation": recommendation, "responsible": responsible, "due_on": due_on}
    return save_changes(current, {"aspect": aspect, **values})


@transaction.atomic
def remove_finding(finding, *, actor):
    """One that was not told yet. Twice is once."""
    hold_own_draft(finding.visit, actor)
    if finding.visit.findings.told().filter(pk=finding.pk).exists():
        raise DomainError("Temuan ini sudah disampaikan, jadi tidak bisa dihapus. Nyatakan selesai bila keliru.")
    finding.visit.findings.filter(pk=finding.pk).delete()


def _check(visit, aspect, due_on):
    if aspect not in ASPECTS[VisitKind(visit.kind)]:
        raise DomainError("Pilih satu dari aspek jenis kunjungan ini.")
    if due_on and due_on < visit.visited_on:
        raise DomainError("Batas tindak lanjut sebelum tanggal kunjungan. Periksa tanggalnya.")


def _refuse_followed_up(finding):
    if finding.state != FindingState.OPEN:
        raise DomainError("Temuan ini sudah ditindaklanjuti, jadi kalimatnya tidak bisa diubah lagi.")


@transaction.atomic
def advance_finding(finding, name, *, note="", actor, seen=None):
    """The FCU says what it did; the visitors' side finishes it or sends it back. The other side is told."""
    current = _held(finding)
    if current.told_on is None:
        raise DomainError(UNTOLD)
    event = advance(current, FINDING_STEPS, name, actor=actor, note=note, seen=seen)
    _tell(current, name, actor)
    return event


def _held(finding):
    rows = Finding.objects.select_for_update(of=("self",)).select_related("visit__region", "visit__care_unit")
    current = rows.filter(pk=finding.pk).first()
    if current is None:
        raise DomainError("Temuan ini sudah dihapus.")
    return current


def _tell(finding, name, actor):
    visit = finding.visit
    if name == "answer":
        people, mail_text = [visit.recorded_by], "Ada tindak lanjut temuan yang perlu diperiksa."
    else:
        people = User.objects.holding(Capability.FOLLOW_UP_FINDINGS, visit.region_id)
        mail_text = "Ada kabar tentang temuan pemantauan di FCU Anda."
    text = f"Temuan di {visit.place}: {FINDING_STEPS[name].title.lower()}."
    notify(
        [who for who in people if who.pk != actor.pk], text=text, mail_text=mail_text, url=finding.get_absolute_url()
    )
