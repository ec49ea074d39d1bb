"""Visits of TKSK, LK3 and Dinas over a year and a half, what they found, and what became of it."""

from datetime import timedelta
from random import Random
from uuid import uuid4

from django.utils import timezone

from monitoring.enums import ASPECTS, AnswerKind, Aspect, Repeat, VisitKind
from monitoring.models import Finding
from monitoring.services.findings import advance_finding, keep_finding
from monitoring.services.plan import plan_visits
from monitoring.services.visits import keep_answers, send_visit, start_visit

K, A = VisitKind, Aspect
# Days ago, who, what kind, the usual score, and what was found: aspect, what, advice, days until due.
VISITS = (
    (420, "dinas", K.SUPERVISION, 2, (
        (A.CONCEPT, "Pengurus baru belum memahami alur rujukan.", "Ulangi pembekalan alur rujukan.", 30),
    )),
    (330, "tksk", K.MONITORING, 2, (
        (A.ADMINISTRATION, "Buku tamu dan notulen belum lengkap.", "Lengkapi notulen tiga rapat terakhir.", 21),
        (A.FACILITIES, "Papan informasi belum terpasang.", "Pasang papan informasi di balai desa.", 45),
    )),
    (240, "lk3", K.MONITORING, 3, ()),
    (150, "dinas", K.EVALUATION, 3, (
        (A.NETWORK, "Puskesmas belum masuk jejaring FCU.", "Undang Puskesmas dalam rapat koordinasi.", 60),
    )),
    (60, "tksk", K.MONITORING, 3, (
        (A.OBSTACLES, "Kunjungan pembinaan terhambat jarak dusun.", "Bagi pendamping menurut dusun.", 30),
        (A.PEOPLE, "Bendahara belum berlatih buku kas.", "Ikutkan bendahara dalam bimbingan teknis.", 90),
    )),
    (20, "dinas", K.SUPERVISION, 4, ()),
)  # fmt: skip
ANSWERED_AFTER, FINISHED_AFTER = 12, 5
OPEN = {A.OBSTACLES}  # what nobody took up yet, and so is late
ANSWERED_ONLY = {A.PEOPLE}
TEXTS = {
    A.OBSTACLES: "Jarak antardusun dan hujan.", A.SUPPORTS: "Kepala desa dan kader PKK membantu.",
    A.REMEDIES: "Jadwal kunjungan digabung dengan Posyandu.",
}  # fmt: skip
DRAFT_DAYS, PLANNED_LATE, PLANNED_AHEAD = 2, 6, 20


def begin_monitoring(diary, world):
    rng = Random(f"visits of {world.village.pk}")  # noqa: S311 -- repeatable, not secret
    for days, who, kind, score, found in VISITS:
        diary.begin(world.today - timedelta(days=days), world.cast, _visit(world, rng, who, kind, score, found))
    diary.begin(world.today - timedelta(days=40), world.cast, _plan(world))
    diary.begin(world.today - timedelta(days=DRAFT_DAYS), world.cast, _begun(world))


def _visit(world, rng, who, kind, score, found):
    actor, today = (yield 0, who), timezone.localdate()
    visit = start_visit(
        kind=kind, region=world.village, care_unit=world.unit, visited_on=today, officers=str(actor), actor=actor
    )
    _answer(visit, rng, score, actor)
    for aspect, text, advice, days in found:
        keep_finding(
            visit, token=uuid4(), aspect=aspect, text=text, recommendation=advice, responsible="Koordinator FCU",
            due_on=today + timedelta(days=days), actor=actor,
        )  # fmt: skip
    send_visit(visit, actor=actor)
    for finding in visit.findings.all():
        if finding.aspect not in OPEN:
            yield from _follow_up(finding, who)


def _answer(visit, rng, score, actor):
    answers = {question.pk: _given(question, rng, score) for question in visit.instrument.questions.all()}
    keep_answers(
        visit, answers=answers, met="Koordinator dan sekretaris FCU", summary="FCU berjalan; catatan ada pada temuan.",
        page=uuid4(), seen=visit.version, actor=actor,
    )  # fmt: skip
    visit.refresh_from_db()


def _given(question, rng, score):
    if question.answer == AnswerKind.TEXT:
        return None, TEXTS.get(question.aspect, "Sesuai rencana.")
    if question.answer == AnswerKind.YES_NO:
        return int(rng.random() < score / 4), ""
    return max(1, min(4, score + rng.choice((-1, 0, 0, 1)))), ""


def _follow_up(finding, who):
    actor = yield ANSWERED_AFTER, "koordinator"
    current = Finding.objects.get(pk=finding.pk)
    advance_finding(current, "answer", note="Sudah dikerjakan bersama pengurus.", actor=actor)
    if finding.aspect not in ANSWERED_ONLY:
        actor = yield FINISHED_AFTER, who
        advance_finding(Finding.objects.get(pk=finding.pk), "finish", note="Dilihat sendiri, sudah baik.", actor=actor)


def _plan(world):
    """One that is late by now, the TKSK's monthly ones ahead, the Dinas's evaluation."""
    place = [(world.village, world.unit)]
    actor, today = (yield 0, "tksk"), world.today
    late, ahead = today - timedelta(days=PLANNED_LATE), today + timedelta(days=PLANNED_AHEAD)
    lk3, dinas = world.cast["lk3"], world.cast["dinas"]
    plan_visits(place, kind=K.MONITORING, officer=lk3, due_on=late, actor=lk3)
    plan_visits(place, kind=K.MONITORING, officer=actor, due_on=ahead, repeat=Repeat.QUARTERLY, actor=actor)
    plan_visits(place, kind=K.EVALUATION, officer=dinas, due_on=ahead, actor=dinas)


def _begun(world):
    """A visit that the TKSK has begun on the telephone and not sent."""
    actor = yield 0, "tksk"
    visit = start_visit(
        kind=K.EVALUATION, region=world.village, care_unit=world.unit, visited_on=timezone.localdate(),
        officers=str(actor), actor=actor,
    )  # fmt: skip
    first = visit.instrument.questions.filter(answer=AnswerKind.SCALE, aspect=ASPECTS[K.EVALUATION][0])
    answers = {question.pk: (3, "") for question in first}
    keep_answers(visit, answers=answers, page=uuid4(), seen=visit.version, actor=actor)
