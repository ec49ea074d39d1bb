"""Tells the plots: intake, case, services, and where there is one the referral on its way up and back."""

from datetime import timedelta

from django.utils import timezone

from accounts.enums import AccessKind
from accounts.services import record_access
from cases.enums import IntakeSource, ServiceKind, Urgency
from cases.services import (
    add_note,
    advance_case,
    give_information,
    open_case,
    record_intake,
    record_service,
    tell_what_is_late,
)
from demo.story.plans import begin_check, begin_plan, finish_plan, let_in, meet, report
from demo.story.plots import ASKED, HANDLED_HERE, REFERRED, WAITING
from demo.story.referrals import refer
from families.enums import ProblemState
from families.models import ProblemCategory
from families.services import record_problem

GIVEN = {
    ServiceKind.INFORMATION: "Menjelaskan hak, syarat, dan tempat layanan",
    ServiceKind.GUIDANCE: "Kunjungan dan bimbingan keluarga di rumah",
    ServiceKind.ADVOCACY: "Mendampingi mengurus dokumen ke kantor",
    ServiceKind.ECONOMY: "Latihan membuat rencana usaha",
    ServiceKind.PARTNERSHIP: "Dihubungkan dengan kelompok usaha desa",
    ServiceKind.VALUES: "Bimbingan nilai dan kebiasaan keluarga",
}
PARTNERS = {
    ServiceKind.GUIDANCE: ("psm",),
    ServiceKind.PARTNERSHIP: ("kube", "karang_taruna"),
    ServiceKind.VALUES: ("worship", "pkk"),
    ServiceKind.ADVOCACY: ("office", "lpm"),
}
WORDS = {
    "close": "Keadaan keluarga membaik; akan ditengok lagi bulan depan.",
    "drop": "Setelah dikunjungi ternyata sudah dibantu program desa.",
}


def begin_cases(diary, world):
    plots = (*REFERRED, *HANDLED_HERE)
    for number, plot in enumerate(plots, start=8):
        diary.begin(world.today - timedelta(days=plot.days_ago), world.cast, tell(diary, world, plot, number))
    for days_ago, need, words in ASKED:
        diary.begin(world.today - timedelta(days=days_ago), world.cast, _ask(world, need, words))
    for days_ago, need, urgency in WAITING:
        diary.begin(world.today - timedelta(days=days_ago), world.cast, _wait(world, need, urgency))
    diary.begin(world.today, world.cast, _tell_of_the_late(world))


def _tell_of_the_late(world):
    """As the beat does each morning."""
    yield 0, "sekretaris"
    tell_what_is_late()


def tell(diary, world, plot, number):
    """A sensitive matter goes to the coordinator, who may see it; what a mentor handles is done by the secretary."""
    officer = "koordinator" if plot.need.sensitive else "sekretaris"
    actor = yield 0, officer
    family = world.families[number]
    case = _open(world, plot, family, actor)
    for step in plot.course:
        actor = yield 1, officer
        advance_case(case, step, actor=actor, note=WORDS.get(step, "Sudah dikunjungi ke rumah."), **_ending(step))
        if step == plot.course[0]:
            record_access(AccessKind.VIEW, actor=world.cast["tksk"], subject=family)
    if "handle" in plot.course:
        begin_plan(diary, world, plot, case, number, officer)
    if plot.course[-1:] != ("drop",):
        yield from _serve(world, plot, case, officer)
    _involve_others(world, plot, case, world.cast[officer])
    if plot.path is not None:
        yield from refer(world, plot, case, officer)
    if plot.end:
        actor = yield 4, officer
        solved = list(case.problems.all()) if plot.end == "solved" else []
        finish_plan(case, actor)
        advance_case(case, "close", actor=actor, note=WORDS["close"], result=plot.end, solved=solved)
        begin_check(diary, world, case, number, officer)


def _involve_others(world, plot, case, actor):
    if plot.conference:
        meet(world, case, actor)
    if plot.reported_to:
        report(case, plot.reported_to, actor)
    if plot.names_secretary:
        let_in(world, case, actor)


def _ending(step):
    return {"closed_on": timezone.localdate()} if step == "drop" else {}


def _open(world, plot, family, actor):
    need, member = plot.need, world.member(family)
    intake = _take_in(world, family.head_name, need.words, plot.urgency, actor, plot.source, need.sensitive, family)
    problem = _problem(family, need.category, actor)
    handler = world.cast["pendamping"] if plot.mentor else actor
    return open_case(
        family=family, intake=intake, summary=need.summary, urgency=plot.urgency, problems=[problem], members=[member],
        handler=handler, actor=actor,
    )  # fmt: skip


def _take_in(world, who, need, urgency, actor, source=IntakeSource.POST, sensitive=False, family=None):
    data = {"received_on": timezone.localdate(), "source": source, "reporter": who, "need": need}
    data |= {"urgency": urgency, "sensitive": sensitive}
    if family:
        known = world.rng.random() < 0.7
        checked = {"decile": world.rng.randint(1, 4), "checked_on": timezone.localdate()} if known else {}
        data |= {"in_social_register": known, **checked}
    return record_intake(village=world.village, data=data, actor=actor, family=family)


def _problem(family, code, actor):
    open_ones = family.problems.exclude(state=ProblemState.SOLVED).filter(category=code, member=None)
    return open_ones.first() or record_problem(family, category=ProblemCategory.objects.get(pk=code), actor=actor)


def _serve(world, plot, case, officer):
    for kind in plot.services:
        actor = yield 1, officer
        partners = [world.institutions[key] for key in PARTNERS.get(kind, ())]
        people = world.rng.randint(1, case.family.members.count())
        record_service(
            case, kind=kind, given_on=timezone.localdate(), description=GIVEN[kind], people=people,
            institutions=partners, actor=actor,
        )  # fmt: skip
        add_note(case, text=f"{GIVEN[kind]}. Keluarga menerima dengan baik.", actor=actor)


def _ask(world, need, words):
    secretary = yield 0, "sekretaris"
    who = f"{world.rng.choice(world.place.pool.women)} {world.rng.choice(world.place.pool.families)}"
    intake = _take_in(world, who, need, Urgency.NORMAL, secretary)
    give_information(intake, information=words, actor=secretary)


def _wait(world, need, urgency):
    secretary = yield 0, "sekretaris"
    family = world.families[world.rng.randint(20, 40)]
    _take_in(world, family.head_name, need, urgency, secretary, family=family)
