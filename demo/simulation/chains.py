"""Referrals on their way up and back, as far as each has come by today."""

from datetime import timedelta

from demo.simulation.courses import at
from documents.enums import FAMILY_WELFARE
from documents.workflow import USUAL_PATTERN, written_number
from families.enums import ConsentMethod, ConsentPurpose
from families.queries import consent_text
from referrals.enums import NeedMet, Outcome, ReferralState, Tier
from referrals.workflow import STEPS, TIME_LIMITS

BACK = ("accept", "start", "complete", "close")
PATHS = {
    ("submit", "approve", *BACK): 68,
    ("submit", "escalate", "place", *BACK): 14,
    ("submit", "approve", "decline", "place_again", *BACK): 6,
    ("submit", "return", "submit", "approve", *BACK): 4,
    ("submit", "reject"): 5,
    ("submit", "withdraw"): 3,
}
REASONS = {name: step.reasons.values for name, step in STEPS.items() if step.reasons}
PLACING = {"approve": Tier.DISTRICT, "place_again": Tier.DISTRICT, "place": Tier.REGENCY}


class ReferralChains:
    def __init__(self, store, rng, village, providers, actor, today, series):
        self.store, self.rng, self.village, self.actor, self.today = store, rng, village, actor.pk, today
        self.series = series
        self.providers = {
            Tier.DISTRICT: [row for row in providers if row[3]],
            Tier.REGENCY: [row for row in providers if not row[3]],
        }
        self.consent_text = consent_text(ConsentPurpose.REFERRAL, today).pk

    def add(self, case, family, opened_on, urgency):
        steps = self._steps(opened_on)
        fields = self._fields(family, steps)
        provider = self._provider(steps)
        placement = self._placement(steps, provider)
        created_on = min(opened_on + timedelta(days=1), self.today)
        last = steps[-1] if steps else ("write", ReferralState.DRAFT, created_on)
        referral = self.store.referrals.add(
            self.village.code, case, family.pk, fields["number"], provider[4], "Keluarga memerlukan layanan ini.",
            provider[2], urgency, fields["consent"], self.actor, fields["submitted_by"], last[1], at(last[2], 3),
            _due_on(last), len(steps) + 1, any(name == "escalate" for name, *_ in steps), placement,
            fields["need_met"], fields["closed_on"], fields["submitted_on"], fields["closed_on"], at(created_on, 1),
        )  # fmt: skip
        self._events(referral, created_on, steps)

    def _steps(self, day):
        """(name, state, day) of each step taken; one in ten was never submitted."""
        if self.rng.random() < 0.1:
            return []
        path = self.rng.choices(list(PATHS), list(PATHS.values()))[0]
        steps = []
        for name in path:
            day += timedelta(days=self.rng.randint(1, 12))
            if day > self.today:
                break
            steps.append((name, ReferralState(STEPS[name].target), day))
        return steps

    def _fields(self, family, steps):
        submitted_on = steps[0][2] if steps else None
        is_closed = bool(steps) and steps[-1][1] == ReferralState.CLOSED
        return {
            "submitted_on": submitted_on,
            "submitted_by": self.actor if steps else None,
            "number": self._number(submitted_on) if steps else "",
            "consent": self._consent(family, submitted_on) if steps else None,
            "need_met": self.rng.choices(NeedMet.values, (70, 20, 10))[0] if is_closed else "",
            "closed_on": steps[-1][2] if is_closed else None,
        }

    def _consent(self, family, day):
        words = (family.head, ConsentMethod.SIGNED, self.actor)
        return self.store.consents.add(family.pk, ConsentPurpose.REFERRAL, self.consent_text, day, *words)

    def _number(self, day):
        number = self.series.next(self.village.code, "referral", day.year)
        return written_number(USUAL_PATTERN, FAMILY_WELFARE, number, self.village.code, day)

    def _provider(self, steps):
        placing = [PLACING[name] for name, *_ in steps if name in PLACING]
        institution, offer, sector, _ = self.rng.choice(self.providers[placing[-1] if placing else Tier.DISTRICT])
        return institution, offer, sector, placing, f"Layanan {sector.label.lower()}"

    def _placement(self, steps, provider):
        """The id of the last placement, the one that counts."""
        placement = None
        # The row of the referral comes after: both ids are known beforehand.
        referral = self.store.referrals.last + 1
        for place, (name, _, day) in enumerate(steps):
            if name in PLACING:
                answers = {step: on for step, _, on in steps[place + 1 :]}
                declined = place + 1 < len(steps) and steps[place + 1][0] == "decline"
                placement = self._add_placement(referral, provider, PLACING[name], day, answers, declined)
        return placement

    def _add_placement(self, referral, provider, tier, day, answers, declined):
        done = None if declined else answers.get("complete")
        outcome = self.rng.choices(Outcome.values, (75, 20, 5))[0] if done else ""
        value = self.rng.choice((None, 300_000, 750_000, 1_500_000)) if done else None
        return self.store.placements.add(
            referral, provider[0], provider[1], tier, self.actor, at(day, 4),
            answers["accept"] + timedelta(days=3) if "accept" in answers and not declined else None,
            "Kuota bulan ini penuh." if declined else "", outcome, "Layanan diberikan." if done else "", value, done,
        )  # fmt: skip

    def _events(self, referral, created_on, steps):
        add = self.store.referral_events.add
        add(referral, 1, "write", "", ReferralState.DRAFT, self.actor, at(created_on, 1), "", "")
        before = ReferralState.DRAFT
        for number, (name, state, day) in enumerate(steps, start=2):
            note = "Dicatat oleh simulasi." if STEPS[name].note_required else ""
            reason = self.rng.choice(REASONS[name]) if name in REASONS else ""
            add(referral, number, name, before, state, self.actor, at(day, 3), note, reason)
            before = state


def _due_on(last):
    """Working days, roughly: five in seven."""
    limit = TIME_LIMITS.get(last[1])
    return last[2] + timedelta(days=limit[0] * 7 // 5) if limit else None
