"""Files of families: members, status over time, problems, assessments."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from statistics import fmean

from demo.households import HouseholdMaker
from demo.names import pool_of
from demo.simulation.people import People, percent_known
from demo.simulation.standing import Standing
from families.enums import STATUS_CONSENTS, ConsentMethod, FamilyStatus, LeaveReason, ProblemState, Severity
from families.models import IndicatorSet, ProblemCategory
from families.models.search import digits_at_the_end, name_key, plain_text
from families.queries import consent_text
from families.services.keeping import CARD, PERSON, SERIES

STATUSES, SHARES = tuple(FamilyStatus), (70, 22, 8)
# Poverty first, then what a coastal or farming village knows; the rare categories stay rare.
USUAL_PROBLEMS = {"PPKS-24": 45, "PPKS-08": 12, "PPKS-09": 12, "PPKS-23": 10, "PPKS-25": 8, "PPKS-02": 6, "PPKS-21": 4}
PROBLEM_CHANCE = {FamilyStatus.REGISTERED: 0.2, FamilyStatus.PLASMA: 1, FamilyStatus.PIONEER: 0.05}
ASSESSED_CHANCE = {FamilyStatus.REGISTERED: 0.02, FamilyStatus.PLASMA: 0.5, FamilyStatus.PIONEER: 0.5}
CASE_CHANCE = {FamilyStatus.REGISTERED: 0.03, FamilyStatus.PLASMA: 0.25, FamilyStatus.PIONEER: 0.02}
RATE_WEIGHTS = {FamilyStatus.PIONEER: (0, 5, 35, 60), FamilyStatus.PLASMA: (25, 40, 30, 5)}
CONSENTED_CHANCE, PHONE_CHANCE, CARD_CHANCE, PLACED_CHANCE = 0.93, 0.6, 0.97, 0.7
FIELDS = (
    "name", "sex", "relation", "marital_status", "birth_date", "birth_place", "education", "occupation",
    "disability", "has_chronic_illness", "national_id", "national_id_note", "temporary_number", "religion", "marriage",
    "schooling", "left_on", "left_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FamilyFile:
    pk: int
    head: str
    size: int
    recorded_on: object
    problems: tuple
    case_chance: float
    status: str
    begun_on: object


class FamilyFiles:
    """Adds the files of one village one by one."""

    def __init__(self, store, rng, village, numbering, actor, today, moves):
        self.store, self.rng, self.village, self.actor, self.today = store, rng, village, actor.pk, today
        self.makers = HouseholdMaker(rng, pool_of(village.code), numbering, village.code[:8], today)
        self.people, self.moves = People(rng, village.code, today), moves
        self.standing = Standing(store, rng, actor.pk, today)
        self.checklist = IndicatorSet.objects.filter(region=None).latest("valid_from")
        self.indicators = list(self.checklist.indicators.values_list("pk", "dimension"))
        self.texts = {purpose: consent_text(purpose, today).pk for purpose in STATUS_CONSENTS.values()}
        known = set(ProblemCategory.objects.values_list("pk", flat=True))
        self.problems = {code: share for code, share in USUAL_PROBLEMS.items() if code in known}
        self.without_card = 0

    def add(self):
        rng, members = self.rng, self.makers.members()
        status = rng.choices(STATUSES, SHARES)[0]
        recorded_on = self.today - timedelta(days=rng.randint(1, 1000))
        self.people.complete(members, recorded_on)
        known, course = self.standing.draw(status), self.moves.draw(status, recorded_on)
        family = self._family(members, status, recorded_on, known, course)
        self._members(family, members, course)
        begun_on = self._periods(family, status, recorded_on, course)
        self.moves.note(family, course)
        self.standing.add(family, status, known, begun_on)
        self._consent(family, status, members[0]["name"], begun_on)
        if rng.random() < ASSESSED_CHANCE[status]:
            self._assessment(family, status, recorded_on)
        problems = self._problems(family, status, recorded_on)
        case_chance = 0 if course.closed_on else CASE_CHANCE[status]
        return FamilyFile(
            family, members[0]["name"], len(members), recorded_on, problems, case_chance, status, begun_on
        )

    def _family(self, members, status, recorded_on, known, course):
        file_number = f"{self.village.code}-{self.moves.series.next(self.village.code, 'family'):04}"
        place, head = self._place(), members[0]["name"]
        card, temporary_card = self._card()
        phone = f"+62812{self.store.families.last:08}" if self.rng.random() < PHONE_CHANCE else ""
        staying = [member for member in members if not member["left_on"]]
        facts = [card, place["hamlet"], place["rt"], place["rw"], phone, known.housing, known.money, known.decile]
        address = [place[name] for name in ("address", "hamlet", "rt", "rw")]
        # The same words in the same order as Family.make_searchable.
        words = (
            head, *(word for member in staying for word in (member["name"], member["temporary_number"])),
            file_number, course.old_number, temporary_card, place["hamlet"], place["address"],
            f"rt {place['rt']}", f"rw {place['rw']}", digits_at_the_end(card), phone.replace("+62", "0"),
        )  # fmt: skip
        family = self.store.families.add(
            self.village.code, file_number, card, head, *address, *self._coordinates(), phone, temporary_card, status,
            known.decile, percent_known([bool(fact) for fact in facts], staying), course.old_number,
            plain_text(*words), self.actor, datetime.combine(recorded_on, time(2), UTC), course.closed_on,
            course.reason,
        )  # fmt: skip
        if card:
            self.store.cards.add(family, card, recorded_on, course.closed_on, self.actor)
        return family

    def _place(self):
        place = self.makers.address()
        for name, chance in (("rt", 0.04), ("rw", 0.06)):
            if self.rng.random() < chance:
                place[name] = ""
        return place

    def number_on(self):
        """Temporary numbers given by hand afterwards go on from these."""
        for kind, last in ((PERSON, self.people.unnumbered), (CARD, self.without_card)):
            if last:
                self.moves.series.last[self.village.code, SERIES[kind], 0] = last

    def _card(self):
        """The family card's number, or a temporary one of our own."""
        if self.rng.random() < CARD_CHANCE:
            return self.makers.family_card(), ""
        self.without_card += 1
        return "", f"{CARD}-{self.village.code}-{self.without_card:04}"

    def _coordinates(self):
        """Somewhere around a point of the village's own; the code decides where that is."""
        if self.rng.random() > PLACED_CHANCE:
            return None, None
        serial = int(self.village.code.replace(".", "")) % 1000
        north, east = -10.3 + serial % 30 / 50, 123.5 + serial / 1000
        return f"{north + self.rng.uniform(-0.01, 0.01):.6f}", f"{east + self.rng.uniform(-0.01, 0.01):.6f}"

    def _members(self, family, members, course):
        add = self.store.members.add
        for position, member in enumerate(members, start=1):
            if course.closed_on and not member["left_on"]:
                member |= {"left_on": course.closed_on, "left_reason": LeaveReason.CLOSED}
            add(family, position, name_key(member["name"]), *(member[name] for name in FIELDS))

    def _periods(self, family, status, recorded_on, course):
        """Returns the day from which the family has its status."""
        add, changed_on = self.store.periods.add, course.moved_on or self._later(recorded_on, 10, 200)
        never_changed = status == FamilyStatus.REGISTERED and not course.origin
        if never_changed or changed_on == recorded_on:
            add(family, self.village.code, status, recorded_on, course.closed_on, self.actor)
            return recorded_on
        before = changed_on - timedelta(days=1)
        add(family, course.origin or self.village.code, FamilyStatus.REGISTERED, recorded_on, before, self.actor)
        add(family, self.village.code, status, changed_on, None, self.actor)
        return changed_on

    def _consent(self, family, status, head, day):
        purpose = STATUS_CONSENTS.get(status)
        if purpose and self.rng.random() < CONSENTED_CHANCE:
            words = (head, ConsentMethod.SIGNED, self.actor)
            self.store.consents.add(family, purpose, self.texts[purpose], day, *words)

    def _assessment(self, family, status, recorded_on):
        assessed_on = self._later(recorded_on, 5, 600)
        assessment = self.store.assessments.add(family, self.checklist.pk, assessed_on, self.actor)
        weights = RATE_WEIGHTS.get(status, RATE_WEIGHTS[FamilyStatus.PLASMA])
        rates = self.rng.choices((0, 1, 2, 3), weights, k=len(self.indicators))
        by_dimension = defaultdict(list)
        for (indicator, dimension), rate in zip(self.indicators, rates, strict=True):
            self.store.ratings.add(assessment, indicator, rate)
            by_dimension[dimension].append(rate)
        for dimension, values in by_dimension.items():
            self.store.means.add(family, dimension, f"{fmean(values):.2f}")

    def _problems(self, family, status, recorded_on):
        if self.rng.random() > PROBLEM_CHANCE[status]:
            return ()
        drawn = self.rng.choices(list(self.problems), list(self.problems.values()), k=self.rng.choice((1, 1, 2)))
        return tuple(self._problem(family, code, recorded_on) for code in dict.fromkeys(drawn))

    def _problem(self, family, code, recorded_on):
        state = self.rng.choices(tuple(ProblemState), (50, 30, 20))[0]
        handled_on = None if state == ProblemState.OPEN else self._later(recorded_on, 1, 90)
        solved_on = self._later(handled_on, 1, 200) if state == ProblemState.SOLVED else None
        severity = self.rng.choices(tuple(Severity), (30, 50, 20))[0]
        since = recorded_on - timedelta(days=self.rng.randint(0, 900))
        problem = self.store.problems.add(
            family, code, since, severity, state, handled_on, solved_on, self.actor, recorded_on
        )
        for day, reached in zip((recorded_on, handled_on, solved_on), ProblemState, strict=True):
            if day:
                self.store.problem_steps.add(problem, day, reached, severity, self.actor)
        return problem

    def _later(self, day, least, most):
        return min(day + timedelta(days=self.rng.randint(least, most)), self.today)
