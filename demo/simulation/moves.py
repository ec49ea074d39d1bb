"""Files that are closed, and files that came from another village of the same simulation."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from demo.simulation.courses import at
from documents.models import NumberSeries
from families.enums import CloseReason, FamilyStatus, FileEventKind, TransferState

ARRIVED_CHANCE, CLOSED_CHANCE = 0.005, 0.006
CLOSE_REASONS = {CloseReason.MOVED: 60, CloseReason.DECEASED: 30, CloseReason.MISTAKE: 10}
REASON = "Pindah mengikuti pekerjaan kepala keluarga."
STEPS = (
    ("request", "", TransferState.REQUESTED, 20),
    ("release", TransferState.REQUESTED, TransferState.RELEASED, 8),
    ("accept", TransferState.RELEASED, TransferState.ACCEPTED, 0),
)


class Series:
    """The numbers given in each village by kind and year, kept until the end: a later village may send a file here."""

    def __init__(self):
        self.last = Counter()

    def next(self, office, kind, year=0):
        self.last[office, kind, year] += 1
        return self.last[office, kind, year]

    def write(self):
        """A file entered by hand afterwards goes on from here."""
        NumberSeries.objects.bulk_create(
            NumberSeries(office=office, kind=kind, year=year, last=last)
            for (office, kind, year), last in self.last.items()
        )


@dataclass(frozen=True, slots=True)
class Course:
    """Where a file came from and when, and why and when it was closed; mostly neither."""

    origin: str
    old_number: str
    moved_on: date | None
    reason: str
    closed_on: date | None


class Moves:
    """``villages``: codes that have their families already."""

    def __init__(self, store, rng, series, villages, village, actor, today):
        self.store, self.rng, self.series, self.villages = store, rng, series, villages
        self.village, self.actor, self.today = village.code, actor, today

    def draw(self, status, recorded_on):
        """Who is being guided has no closed file."""
        day = recorded_on + timedelta(days=self.rng.randint(0, (self.today - recorded_on).days))
        if self.villages and day > recorded_on and self.rng.random() < ARRIVED_CHANCE:
            origin = self.rng.choice(self.villages)
            return Course(origin, f"{origin}-{self.series.next(origin, 'family'):04}", day, "", None)
        if status == FamilyStatus.REGISTERED and self.rng.random() < CLOSED_CHANCE:
            reason = self.rng.choices(list(CLOSE_REASONS), list(CLOSE_REASONS.values()))[0]
            return Course("", "", None, reason, day)
        return Course("", "", None, "", None)

    def note(self, family, course):
        if course.moved_on:
            self._arrive(family, course)
            self._event(family, FileEventKind.TRANSFERRED, course.moved_on)
        if course.closed_on:
            self._event(family, FileEventKind.CLOSED, course.closed_on, course.reason)

    def _arrive(self, family, course):
        began = at(course.moved_on - timedelta(days=STEPS[0][3]), 3)
        transfer = self.store.transfers.add(
            family, course.origin, self.village, TransferState.ACCEPTED, at(course.moved_on, 3), len(STEPS),
            course.moved_on, course.moved_on, REASON, course.old_number, self.actor, began,
        )  # fmt: skip
        for number, (step, before, after, days) in enumerate(STEPS, start=1):
            moment = at(course.moved_on - timedelta(days=days), 3)
            self.store.transfer_events.add(transfer, number, step, before, after, self.actor, moment, "")

    def _event(self, family, kind, day, reason=""):
        self.store.file_events.add(family, kind, self.village, day, reason, self.actor)
