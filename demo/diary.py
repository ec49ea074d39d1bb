"""Stories told day by day, all of them side by side in the order of time, so that numbers rise with the dates.

A story is a generator: ``actor = yield days, "sekretaris"`` waits so many days and goes on as that person. What lies
behind today is not told any more.
"""

import heapq
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import count

from auditlog.context import set_actor
from django.utils import timezone

from demo.clock import clock_at

MORNING = time(0, 30)  # UTC: 08.30 in Kupang and Maros
PAUSE = timedelta(minutes=2)


class Diary:
    def __init__(self, today):
        self.today, self.now = today, timezone.now()
        self.pages, self.order, self.busy = [], count(), Counter()

    def begin(self, day, cast, story):
        """``cast``: name in the story → User."""
        self._turn_to(day, cast, story, None)

    def tell(self):
        while self.pages:
            day, _, cast, story, actor = heapq.heappop(self.pages)
            with clock_at(self._moment(day)), set_actor(actor):
                try:
                    days, name = story.send(actor)
                except StopIteration:
                    continue
            self._turn_to(day + timedelta(days=days), cast, story, cast[name])

    def _turn_to(self, day, cast, story, actor):
        if day <= self.today:
            heapq.heappush(self.pages, (day, next(self.order), cast, story, actor))

    def _moment(self, day):
        self.busy[day] += 1
        return min(datetime.combine(day, MORNING, UTC) + PAUSE * (self.busy[day] % 240), self.now)
