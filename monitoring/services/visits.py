"""A visit from its beginning to its report. Only who recorded it writes of it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import User
from core.exceptions import DomainError, StaleState
from core.formatting import date_long
from core.transitions import advance
from institutions.enums import UnitState
from institutions.services.rights import refuse_future, require_change, save_changes
from monitoring.enums import VisitState
from monitoring.models import PlannedSupervision, SupervisionVisit, VisitAnswer
from monitoring.queries.instruments import instrument_for
from monitoring.queries.visits import kinds_for, same_day, unanswered
from monitoring.services.papers import issue_report
from monitoring.services.plan import NOT_YOURS
from monitoring.workflow import VISIT_STEPS
from notices.services import notify
from regions.models import Region

OLD_PAGE = (
    "Isian yang lebih baru sudah tersimpan dari halaman lain. Bandingkan di bawah; menyimpan lagi memakai isian di "
    "halaman ini."
)
SENT = "Hasil kunjungan ini sudah dikirim. Buka untuk diperbaiki bila ada yang keliru."
MOST_NAMED = 5


class AlreadyVisited(DomainError):
    """``visit`` is the one that is there."""

    def __init__(self, message, visit):
        super().__init__(message)
        self.visit = visit


class VisitedByOther(DomainError):
    """Somebody else was there on this day; it may be recorded all the same."""


@transaction.atomic
def start_visit(*, kind, region, care_unit=None, visited_on, officers, planned=None, anyway=False, actor):
    """A draft, filled on the instrument that held there on that day. ``anyway``: although another was there too.

    ``planned``: what it answers; else the earliest open plan of the actor for this place and kind.
    """
    require_change(actor, region.pk, Capability.RECORD_MONITORING)
    if kind not in kinds_for(actor, care_unit):
        raise DomainError(NOT_YOURS)
    if care_unit and care_unit.state == UnitState.INACTIVE:
        raise DomainError("FCU ini sudah tidak aktif, jadi tidak dikunjungi lagi.")
    _hold_day(kind, region, care_unit, visited_on, actor, anyway)
    held = _hold_plan(planned, kind, region, care_unit, actor)
    visit = SupervisionVisit.objects.create(
        kind=kind, region=region, care_unit=care_unit, instrument=instrument_for(kind, region.pk, visited_on),
        visited_on=visited_on, officers=officers, recorded_by=actor,
    )  # fmt: skip
    if held:
        PlannedSupervision.objects.filter(pk=held.pk).update(visit=visit)
    return visit


def _hold_day(kind, region, care_unit, day, actor, anyway, but=None):
    """The region is held, so that two who press at once come one after the other."""
    refuse_future(day, "Tanggal kunjungan")
    Region.objects.select_for_update().get(pk=region.pk)
    others = []
    for each in same_day(kind, region, care_unit, day).exclude(pk=but):
        if each.recorded_by_id == actor.pk:
            raise AlreadyVisited(f"Anda sudah mencatat kunjungan ini, tanggal {date_long(day)}.", each)
        others.append(str(each.recorded_by))
    if others and not anyway:
        names = ", ".join(others)
        raise VisitedByOther(f"Pada tanggal itu sudah ada kunjungan yang dicatat {names}. Tetap catat?")


def _hold_plan(planned, kind, region, care_unit, actor):
    held = PlannedSupervision.objects.select_for_update()
    if planned is None:
        rows = held.filter(kind=kind, region=region, care_unit=care_unit, officer=actor, visit=None)
        return rows.filter(called_off_because="").order_by("due_on", "pk").first()
    found = held.get(pk=planned.pk)
    if found.visit_id:
        raise AlreadyVisited("Kunjungan untuk rencana ini sudah mulai dicatat.", found.visit)
    if found.called_off_because:
        raise DomainError("Rencana ini sudah dibatalkan. Mulai kunjungan tanpa rencana.")
    if (found.kind, found.region_id, found.care_unit_id) != (kind, region.pk, care_unit.pk if care_unit else None):
        raise DomainError("Rencana itu untuk tempat atau jenis kunjungan lain. Mulai dari daftar rencana.")
    return found


@transaction.atomic
def keep_answers(visit, *, answers, met=None, summary=None, typed_finding=None, page, seen, actor):
    """Part or all of what was filled in. ``answers``: question id → (score, text); (None, "") takes an answer away.

    ``page`` marks the page that writes. It may write when it was the last to do so, or when it showed what is
    stored (``seen``, a version); an older page gets StaleState, so that newer answers stay.
    """
    current = hold_own_draft(visit, actor)
    if current.page != page and current.version != seen:
        raise StaleState(OLD_PAGE)
    _write(current, answers)
    given = {"met": met, "summary": summary, "typed_finding": typed_finding}
    kept = {name: value for name, value in given.items() if value is not None}
    if typed_finding and current.findings.filter(token=page).exists():
        kept["typed_finding"] = {}  # it was kept as a finding while this was on its way
    return save_changes(current, {"page": page, **kept})


def _write(visit, answers):
    if not answers.keys() <= set(visit.instrument.questions.values_list("pk", flat=True)):
        raise DomainError("Pertanyaan pada halaman ini sudah lain. Muat ulang, lalu isi lagi.")
    there = {each.question_id: each for each in visit.answers.all()}
    new, changed, gone = [], [], []
    for question, (score, text) in answers.items():
        old = there.get(question)
        if score is None and not text:
            gone.append(question)
        elif old is None:
            new.append(VisitAnswer(visit=visit, question_id=question, score=score, text=text))
        elif (old.score, old.text) != (score, text):
            old.score, old.text = score, text
            changed.append(old)
    visit.answers.filter(question__in=gone).delete()
    VisitAnswer.objects.bulk_create(new)
    VisitAnswer.objects.bulk_update(changed, ["score", "text"])


@transaction.atomic
def change_visit(visit, *, visited_on, officers, anyway=False, actor, seen=None):
    """Its day and who was there, while it is a draft; the instrument stays."""
    current = hold_own_draft(visit, actor, seen)
    if visited_on != current.visited_on:
        _hold_day(current.kind, current.region, current.care_unit, visited_on, actor, anyway, but=current.pk)
    return save_changes(current, {"visited_on": visited_on, "officers": officers})


@transaction.atomic
def discard_visit(visit, *, actor):
    """One that was never sent; its plan is open again."""
    current = hold_own_draft(visit, actor)
    if current.sent_on:
        raise DomainError("Kunjungan ini pernah dikirim, jadi tidak bisa dibuang.")
    PlannedSupervision.objects.filter(visit=current).update(visit=None)
    current.delete()


@transaction.atomic
def send_visit(visit, *, actor, seen=None):
    """Freezes what was filled in, tells the findings, makes the report. DomainError names what is not answered."""
    current, today = _held(visit), timezone.localdate()
    if current.state == VisitState.DRAFT and current.allows(actor, VISIT_STEPS["send"]):
        _refuse_incomplete(current)
    sent_on = current.sent_on or today
    event = advance(current, VISIT_STEPS, "send", actor=actor, seen=seen, sent_on=sent_on, typed_finding={})
    told = current.findings.filter(told_on=None).update(told_on=today)
    SupervisionVisit.objects.filter(pk=current.pk).update(document=issue_report(current, actor))
    _tell(current, told)
    return event


def _refuse_incomplete(visit):
    open_ones = [f"“{each}”" for each in unanswered(visit)]
    if open_ones:
        named, more = ", ".join(open_ones[:MOST_NAMED]), len(open_ones) - MOST_NAMED
        rest = f" dan {more} lainnya" if more > 0 else ""
        raise DomainError(f"Belum dijawab: {named}{rest}. Isi dahulu, lalu kirim.")


def _tell(visit, told):
    found = f" dengan {told} temuan untuk ditindaklanjuti" if told else ""
    notify(
        User.objects.holding(Capability.FOLLOW_UP_FINDINGS, visit.region_id),
        text=f"Hasil {visit.get_kind_display().lower()} {visit.place} dikirim{found}.",
        mail_text="Ada hasil kunjungan pemantauan untuk FCU Anda.",
        url=visit.get_absolute_url(),
    )


@transaction.atomic
def reopen_visit(visit, *, note, actor, seen=None):
    """To be put right; the report that was made stays until the next one."""
    return advance(_held(visit), VISIT_STEPS, "reopen", actor=actor, note=note, seen=seen)


def hold_own_draft(visit, actor, seen=None):
    """The visit, locked until the transaction ends; PermissionDenied for all but its writer."""
    current = _held(visit)
    if not current.allows(actor, VISIT_STEPS["send"]):
        raise PermissionDenied(str(Capability.RECORD_MONITORING))
    if current.state != VisitState.DRAFT:
        raise StaleState(SENT)
    if seen not in (None, current.version):
        raise StaleState(OLD_PAGE)
    return current


def _held(visit):
    rows = SupervisionVisit.objects.select_for_update(of=("self",)).filter(pk=visit.pk)
    current = rows.select_related("region", "care_unit", "instrument").first()
    if current is None:
        raise DomainError("Konsep kunjungan ini sudah dibuang. Mulai kunjungan baru bila perlu.")
    return current
