"""Sixty families of one village: registered, some of them taken into guidance, assessed again and again."""

from datetime import timedelta

from django.utils import timezone

from demo.story.becoming import graduate_or_set
from demo.story.standing import keep_books, reach
from families.enums import (
    CloseReason,
    ConsentMethod,
    ConsentPurpose,
    DataSource,
    FamilyStatus,
    ProblemState,
    Rate,
    Severity,
)
from families.enums import StrengthKind as K
from families.models import ProblemCategory
from families.queries import checklist_for
from families.services import (
    add_strength,
    close_family,
    record_assessment,
    record_consent,
    record_problem,
    register_family,
    set_problem_state,
    set_status,
    share_family,
)
from institutions.enums import MemberKind
from institutions.services import add_member

COUNT, EARLY = 60, 48
PIONEERS, PLASMA = range(8), range(8, 32)
GRADUATES, SHARED, CLOSED = {8, 9}, range(10, 16), 59
SIZES = (2, 3, 4, 5, 6, 7)
STRENGTHS = (
    (K.LAND, "Punya kebun sendiri"), (K.SKILL, "Pandai menenun"), (K.BUSINESS, "Punya perahu kecil"),
    (K.SKILL, "Pandai memasak dan berjualan"), (K.ROLE, "Aktif di kelompok tani"),
    (K.NETWORK, "Anak sulung bekerja di kota dan mengirim uang"), (K.ROLE, "Ketua RT, dipercaya tetangga"),
    (K.BUSINESS, "Punya mesin jahit"),
)  # fmt: skip
NEEDS = {"PPKS-24": 50, "PPKS-08": 12, "PPKS-09": 10, "PPKS-23": 10, "PPKS-25": 8, "PPKS-02": 6, "PPKS-21": 4}
VISITED_AFTER = timedelta(days=16)
SHARE_REASON = "Keluarga dampingan"
ASSESSMENT_NOTES = ("Sudah dibicarakan, mau berusaha.", "Perlu dikunjungi lagi bulan depan.")
GENERAL_NOTE = "Dinilai di rumah, suami dan istri hadir."
# Rates at the first assessment; each later one is a step better for about every fourth indicator.
START = {FamilyStatus.PIONEER: (0, 10, 45, 45), FamilyStatus.PLASMA: (30, 45, 22, 3)}
BETTER = 0.28


def begin_families(diary, world):
    """The first forty-eight in the weeks when the FCU went from door to door, the others one by one since then."""
    for number in range(COUNT):
        days_ago = 440 - number * 2 if number < EARLY else 300 - (number - EARLY) * 25
        status, day = _status(number), world.today - timedelta(days=days_ago)
        diary.begin(day, world.cast, live(world, number, status))
        if number != CLOSED:
            diary.begin(day + VISITED_AFTER, world.cast, keep_books(world, number, status))


def _status(number):
    if number in PIONEERS:
        return FamilyStatus.PIONEER
    return FamilyStatus.PLASMA if number in PLASMA else FamilyStatus.REGISTERED


def live(world, number, status):
    """The story of one family, from the day its file was opened."""
    secretary = yield 0, "sekretaris"
    family = _register(world, secretary)
    world.families[number] = family
    if world.rng.random() < 0.6:
        kind, text = world.rng.choice(STRENGTHS)
        add_strength(family, kind=kind, text=text, actor=secretary)
    if number == CLOSED:
        secretary = yield 20, "sekretaris"
        close_family(family, CloseReason.MOVED, on=timezone.localdate(), note="Pindah ke kota", actor=secretary)
    elif status == FamilyStatus.REGISTERED:
        yield from _keep_registered(world, family)
    else:
        yield from _guide(world, number, family, status)


def _register(world, actor):
    makers, rng = world.makers, world.rng
    data = {**makers.address(), "family_card_number": makers.family_card() if rng.random() < 0.93 else ""}
    data |= reach(world) | {"data_source": DataSource.VISIT, "data_date": timezone.localdate()}
    return register_family(village=world.village, data=data, members=makers.members(rng.choice(SIZES)), actor=actor)


def _keep_registered(world, family):
    if world.rng.random() < 0.3:
        secretary = yield world.rng.randint(1, 20), "sekretaris"
        _add_problem(world, family, secretary)


def _guide(world, number, family, status):
    secretary = yield world.rng.randint(3, 15), "sekretaris"
    rates = _assess(world, number, family, status, {}, secretary)
    if status == FamilyStatus.PLASMA:
        problem = _add_problem(world, family, secretary)
    _agree(world, family, status, secretary)
    coordinator = yield world.rng.randint(2, 12), "koordinator"
    set_status(family, status, on=timezone.localdate(), note="Diputuskan dalam diskusi kelompok", actor=coordinator)
    if status == FamilyStatus.PIONEER and number % 2 == 0:
        _join_unit(world, family, coordinator)
    if number in SHARED:
        share_family(family, user=world.cast["pendamping"], reason=SHARE_REASON, actor=coordinator)
    for _ in range(world.rng.choice((1, 2, 3, 3))):
        secretary = yield world.rng.randint(80, 100), "sekretaris"
        rates = _assess(world, number, family, status, rates, secretary)
    if status == FamilyStatus.PLASMA:
        yield from _get_better(world, number, family, problem)


def _get_better(world, number, family, problem):
    """Every third problem is over by then, the next third in hand; two families become pioneers themselves."""
    secretary = yield 5, "sekretaris"
    problem.refresh_from_db()
    if number % 3 and problem.state == ProblemState.OPEN:
        note = "Dibicarakan dengan keluarga dan disepakati langkahnya."
        set_problem_state(problem, ProblemState.HANDLED, on=timezone.localdate(), note=note, actor=secretary)
    secretary = yield 20, "sekretaris"
    problem.refresh_from_db()
    if number % 3 == 1 and problem.state == ProblemState.HANDLED:
        note = "Sudah teratasi, dipantau pendamping."
        set_problem_state(problem, ProblemState.SOLVED, on=timezone.localdate(), note=note, actor=secretary)
    if number in GRADUATES:
        coordinator = yield 5, "koordinator"
        graduate_or_set(world, family, coordinator)


def _assess(world, number, family, status, before, actor):
    """``before``: rates of the last time by the indicator's code; returns today's. Some are rated by the mentor."""
    checklist = checklist_for(family.village_id)
    indicators = list(checklist.indicators.all())
    rates = {each.code: _rate(world.rng, status, before.get(each.code)) for each in indicators}
    weak = [each.pk for each in indicators if rates[each.code] == Rate.NOT_YET]
    is_noted = number % 3 == 0
    record_assessment(
        family, indicator_set=checklist, assessed_on=timezone.localdate(),
        ratings={each.pk: rates[each.code] for each in indicators},
        notes=dict(zip(weak, ASSESSMENT_NOTES, strict=False)) if is_noted else {},
        note=GENERAL_NOTE if is_noted else "",
        assessor_name=world.cast["pendamping"].name if number % 4 == 0 else "", actor=actor,
    )  # fmt: skip
    return rates


def _rate(rng, status, before):
    if before is None:
        return rng.choices((0, 1, 2, 3), START[status])[0]
    return min(3, before + (rng.random() < BETTER))


def _add_problem(world, family, actor):
    category = ProblemCategory.objects.get(pk=world.rng.choices(list(NEEDS), list(NEEDS.values()))[0])
    since = timezone.localdate() - timedelta(days=world.rng.randint(30, 900))
    severity = world.rng.choice(tuple(Severity))
    return record_problem(family, category=category, since=since, severity=severity, actor=actor)


def _agree(world, family, status, actor):
    method = world.rng.choices((ConsentMethod.SIGNED, ConsentMethod.THUMB, ConsentMethod.SPOKEN), (70, 20, 10))[0]
    witness = world.families[0].head_name if method == ConsentMethod.SPOKEN else ""
    purpose = ConsentPurpose.PIONEER if status == FamilyStatus.PIONEER else ConsentPurpose.PLASMA
    record_consent(family, purpose=purpose, method=method, given_by=family.head_name, witness=witness, actor=actor)


def _join_unit(world, family, actor):
    add_member(
        world.unit, kind=MemberKind.PIONEER, name=family.head_name, family=family, position="Keluarga pionir",
        joined_on=timezone.localdate(), actor=actor,
    )  # fmt: skip
