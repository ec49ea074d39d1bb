"""Files of families: members, status over time, problems, assessments."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from demo.households import HouseholdMaker
from demo.names import pool_of
from families.enums import FamilyStatus, ProblemState, Severity
from families.models import IndicatorSet, ProblemCategory
from families.models.search import digits_at_the_end, name_key, plain_text

STATUSES, SHARES = tuple(FamilyStatus), (70, 22, 8)
# Poverty first, then what a coastal or farming village knows; the rare categories stay rare.
USUAL_PROBLEMS = {"PPKS-24": 45, "PPKS-08": 12, "PPKS-09": 12, "PPKS-23": 10, "PPKS-25": 8, "PPKS-02": 6, "PPKS-21": 4}
PROBLEM_CHANCE = {FamilyStatus.REGISTERED: 0.2, FamilyStatus.PLASMA: 1, FamilyStatus.PIONEER: 0.05}
ASSESSED_CHANCE = {FamilyStatus.REGISTERED: 0.02, FamilyStatus.PLASMA: 0.5, FamilyStatus.PIONEER: 0.5}
CASE_CHANCE = {FamilyStatus.REGISTERED: 0.03, FamilyStatus.PLASMA: 0.25, FamilyStatus.PIONEER: 0.02}
RATE_WEIGHTS = {FamilyStatus.PIONEER: (0, 5, 35, 60), FamilyStatus.PLASMA: (25, 40, 30, 5)}
FIELDS = (
    "name", "sex", "relation", "marital_status", "birth_date", "birth_place", "education", "occupation",
    "disability", "has_chronic_illness", "national_id", "national_id_note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FamilyFile:
    pk: int
    head: str
    size: int
    recorded_on: object
    problems: tuple
    case_chance: float


class FamilyFiles:
    """Adds the files of one village one by one."""

    def __init__(self, store, rng, village, numbering, actor, today):
        self.store, self.rng, self.village, self.actor, self.today = store, rng, village, actor.pk, today
        self.makers = HouseholdMaker(rng, pool_of(village.code), numbering, village.code[:8], today)
        self.checklist = IndicatorSet.objects.filter(region=None).latest("valid_from")
        self.indicators = list(self.checklist.indicators.values_list("pk", flat=True))
        known = set(ProblemCategory.objects.values_list("pk", flat=True))
        self.problems = {code: share for code, share in USUAL_PROBLEMS.items() if code in known}
        self.number = 0

    def add(self):
        rng, members = self.rng, self.makers.members()
        status = rng.choices(STATUSES, SHARES)[0]
        recorded_on = self.today - timedelta(days=rng.randint(1, 1000))
        family = self._family(members, status, recorded_on)
        for position, member in enumerate(members, start=1):
            self.store.members.add(family, position, name_key(member["name"]), *(member[name] for name in FIELDS))
        self._periods(family, status, recorded_on)
        if rng.random() < ASSESSED_CHANCE[status]:
            self._assessment(family, status, recorded_on)
        problems = self._problems(family, status, recorded_on)
        return FamilyFile(family, members[0]["name"], len(members), recorded_on, problems, CASE_CHANCE[status])

    def _family(self, members, status, recorded_on):
        self.number += 1
        place, card = self.makers.address(), self.makers.family_card()
        file_number = f"{self.village.code}-{self.number:04}"
        address, hamlet, rt, rw = place["address"], place["hamlet"], place["rt"], place["rw"]
        head, names = members[0]["name"], [member["name"] for member in members]
        # The same words in the same order as Family.make_searchable.
        words = (head, *names, file_number, hamlet, address, f"rt {rt}", f"rw {rw}", digits_at_the_end(card))
        return self.store.families.add(
            self.village.code, file_number, card, head, address, hamlet, rt, rw, status, plain_text(*words),
            self.actor, datetime.combine(recorded_on, time(2), UTC),
        )  # fmt: skip

    def _periods(self, family, status, recorded_on):
        add, changed_on = self.store.periods.add, self._later(recorded_on, 10, 200)
        if status == FamilyStatus.REGISTERED or changed_on == recorded_on:
            add(family, self.village.code, status, recorded_on, None, self.actor)
            return
        before = changed_on - timedelta(days=1)
        add(family, self.village.code, FamilyStatus.REGISTERED, recorded_on, before, self.actor)
        add(family, self.village.code, status, changed_on, None, self.actor)

    def _assessment(self, family, status, recorded_on):
        assessed_on = self._later(recorded_on, 5, 600)
        assessment = self.store.assessments.add(family, self.checklist.pk, assessed_on, self.actor)
        weights = RATE_WEIGHTS.get(status, RATE_WEIGHTS[FamilyStatus.PLASMA])
        rates = self.rng.choices((0, 1, 2, 3), weights, k=len(self.indicators))
        for indicator, rate in zip(self.indicators, rates, strict=True):
            self.store.ratings.add(assessment, indicator, rate)

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
        return self.store.problems.add(
            family, code, since, severity, state, handled_on, solved_on, self.actor, recorded_on
        )

    def _later(self, day, least, most):
        return min(day + timedelta(days=self.rng.randint(least, most)), self.today)
