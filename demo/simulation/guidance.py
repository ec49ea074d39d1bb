"""Plasma families that a pioneer family guides, with their schedule and the visits made so far."""

import json
from datetime import timedelta
from functools import cache

from families.enums import FamilyStatus
from mentoring.enums import Topic
from mentoring.models.pairing import MOST_FAMILIES
from mentoring.queries.rhythm import schedule

GUIDED_CHANCE, VISITED_CHANCE = 0.2, 0.8
WITHIN = 60  # days from the status to the pair
FOUND = ("Anak sudah masuk sekolah lagi.", "Kebun sudah ditanami.", "Keluarga rajin ke Posyandu.")
_schedule = cache(schedule)


class Guidance:
    """For one village: ``note`` each family, then ``pair`` them."""

    def __init__(self, store, rng, village, actor, today):
        self.store, self.rng, self.village, self.actor, self.today = store, rng, village.code, actor.pk, today
        self.pioneers, self.plasma = [], []

    def note(self, family):
        if family.status == FamilyStatus.PIONEER:
            self.pioneers.append(family)
        elif family.status == FamilyStatus.PLASMA and self.rng.random() < GUIDED_CHANCE:
            self.plasma.append(family)

    def pair(self):
        """Five to each pioneer, in turn, as far as there are any."""
        for place, plasma in enumerate(self.plasma[: len(self.pioneers) * MOST_FAMILIES]):
            pioneer = self.pioneers[place % len(self.pioneers)]
            began_on = max(plasma.begun_on, pioneer.begun_on) + timedelta(days=self.rng.randint(0, WITHIN))
            if began_on <= self.today:
                self._guide(pioneer.pk, plasma.pk, began_on)

    def _guide(self, pioneer, plasma, began_on):
        code = f"S{self.store.mentorships.last + 1:09}"
        mentorship = self.store.mentorships.add(self.village, pioneer, plasma, began_on, began_on, code, self.actor)
        for number, day in _schedule(began_on):
            planned = self.store.planned.add(mentorship, number, day)
            if day <= self.today and self.rng.random() < VISITED_CHANCE:
                topics = json.dumps([self.rng.choice(Topic.values)])
                self.store.visits.add(mentorship, planned, day, topics, "[]", self.rng.choice(FOUND), self.actor)
