"""Cases from the intake to the closing, with the services given on the way."""

from datetime import UTC, datetime, time, timedelta

from cases.enums import CaseResult, CaseState, IntakeSource, IntakeState, ServiceKind, Urgency
from cases.services.handling import DAYS_TO_CLOSE

NEEDS = (
    "Penghasilan tidak cukup untuk makan sehari-hari.",
    "Orang tua sakit dan tidak punya jaminan kesehatan.",
    "Anak putus sekolah.",
    "Rumah rusak, atap bocor.",
    "Belum punya Kartu Keluarga yang benar.",
)
SERVICES = {
    ServiceKind.INFORMATION: "Penjelasan tentang bantuan dan syaratnya",
    ServiceKind.GUIDANCE: "Kunjungan dan bimbingan di rumah",
    ServiceKind.ADVOCACY: "Membantu mengurus dokumen kependudukan",
    ServiceKind.ECONOMY: "Latihan usaha kecil",
}
COURSE = (("verify", CaseState.VERIFIED), ("handle", CaseState.IN_HANDLING), ("close", CaseState.CLOSED))
REFERRED_CHANCE = 0.4


class CaseCourses:
    def __init__(self, store, rng, village, providers, actor, today, chains, series):
        self.store, self.rng, self.village, self.actor, self.today = store, rng, village, actor.pk, today
        self.providers, self.chains, self.series = providers, chains, series

    def add(self, family):
        first = max(family.recorded_on, self.today - timedelta(days=640))
        received_on = first + timedelta(days=self.rng.randint(0, (self.today - first).days))
        urgency = self.rng.choices(tuple(Urgency), (75, 20, 5))[0]
        intake = self._intake(family, received_on, urgency)
        steps = self._steps(received_on)
        result = self.rng.choices((CaseResult.SOLVED, CaseResult.PARTLY), (70, 30))[0]
        case = self._case(family, intake, received_on, urgency, steps, result)
        for problem in family.problems:
            self.store.case_problems.add(case, problem)
        self._events(case, received_on, steps, result)
        self._services(case, family, received_on)
        if self.rng.random() < REFERRED_CHANCE:
            self.chains.add(case, family, received_on, urgency)

    def _intake(self, family, received_on, urgency):
        source = self.rng.choice(IntakeSource.values)
        need = self.rng.choice(NEEDS)
        return self.store.intakes.add(
            self.village.code, received_on, source, family.head, need, urgency, family.pk, IntakeState.CASE, self.actor
        )

    def _steps(self, day):
        """As far as the case has come by today; one in three stays in handling."""
        course = COURSE if self.rng.random() < 0.65 else COURSE[:2]
        steps = []
        for name, state in course:
            day += timedelta(days=self.rng.randint(1, 40))
            if day > self.today:
                break
            steps.append((name, state, day))
        return steps

    def _case(self, family, intake, day, urgency, steps, result):
        number = self.series.next(self.village.code, "case", day.year)
        state, since = (steps[-1][1], steps[-1][2]) if steps else (CaseState.RECORDED, day)
        closed = state == CaseState.CLOSED
        return self.store.cases.add(
            self.village.code, f"K-{day.year}-{number:03}", family.pk, intake, self.rng.choice(NEEDS),
            urgency, self.actor, day, self.actor, day + timedelta(days=DAYS_TO_CLOSE[urgency]), state, at(since, 2),
            len(steps) + 1, result if closed else "", since if closed else None,
        )  # fmt: skip

    def _events(self, case, day, steps, result):
        add = self.store.case_events.add
        add(case, 1, "open", "", CaseState.RECORDED, self.actor, at(day, 1), "", day, "")
        before = CaseState.RECORDED
        for number, (name, state, on) in enumerate(steps, start=2):
            note, told = ("Keadaan keluarga membaik.", result) if name == "close" else ("", "")
            add(case, number, name, before, state, self.actor, at(on, 2), note, on, told)
            before = state

    def _services(self, case, family, day):
        for kind in self.rng.sample(list(SERVICES), self.rng.choice((0, 1, 1, 2, 3))):
            given_on = min(day + timedelta(days=self.rng.randint(0, 45)), self.today)
            people = self.rng.randint(1, family.size)
            service = self.store.services.add(case, kind, given_on, SERVICES[kind], people, self.actor)
            for institution, *_ in self.rng.sample(self.providers, self.rng.choice((0, 0, 1, 2))):
                self.store.partners.add(service, institution)


def at(day, hour):
    """A moment in office hours of all three zones."""
    return datetime.combine(day, time(hour), UTC)
