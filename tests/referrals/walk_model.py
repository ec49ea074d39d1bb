"""The life of a case and of a referral as the domain papers tell it (domain: cases, referrals), and nothing else.

Written from the papers, not from our tables: it imports none of the application. A walk asks it what must happen.
"""

from dataclasses import dataclass, field

UNIT, DISTRICT, REGENCY = {"secretary", "coordinator", "double"}, {"tksk", "double"}, {"lk3"}
HOLDERS = {"unit": UNIT, "district": DISTRICT, "regency": REGENCY}
STAFF = {"clinic": {"provider"}, "centre": {"centre_staff"}}
# "double" is secretary of the village and TKSK of the kecamatan; "neighbour_…" work in another village or regency.
ACTORS = (
    "secretary", "coordinator", "treasurer", "mentor", "village_head", "tksk", "double", "camat", "lk3", "dinas",
    "province", "ministry", "provider", "centre_staff", "admin", "neighbour_secretary", "neighbour_tksk",
    "neighbour_lk3", "clock",
)  # fmt: skip
HANDLER = "mentor"

# step: (from, to, who)
REFERRAL = {
    "submit": ({"draft"}, "submitted", "unit"),
    "return": ({"submitted"}, "draft", "district"),
    "reject": ({"submitted"}, "rejected", "district"),
    "approve": ({"submitted"}, "placed", "district"),
    "escalate": ({"submitted"}, "escalated", "district"),
    "send_back": ({"escalated"}, "submitted", "regency"),
    "place": ({"escalated"}, "placed", "regency"),
    "accept": ({"placed"}, "accepted", "provider"),
    "decline": ({"placed"}, "declined", "provider"),
    "start": ({"accepted"}, "in_service", "provider"),
    "complete": ({"in_service"}, "completed", "provider"),
    "close": ({"completed"}, "closed", "unit"),
    "refer_again": ({"completed"}, "submitted", "unit"),
    "withdraw": ({"draft", "submitted", "escalated", "placed", "declined"}, "withdrawn", "unit"),
    "place_again": ({"declined"}, "placed", "district"),
    "place_again_regency": ({"declined"}, "placed", "regency"),
    "escalate_declined": ({"declined"}, "escalated", "district"),
    "rise": ({"submitted", "declined"}, "escalated", "clock"),
}
CASE = {
    "verify": ({"recorded"}, "verified"),
    "handle": ({"recorded", "verified", "follow_up"}, "in_handling"),
    "follow_up": ({"in_handling"}, "follow_up"),
    "close": ({"in_handling", "follow_up"}, "closed"),
    "drop": ({"recorded", "verified"}, "dropped"),
    "reopen": ({"closed", "dropped"}, "in_handling"),
}
PLACING = {"approve": "district", "place_again": "district", "place": "regency", "place_again_regency": "regency"}
ESCALATING = {"escalate", "escalate_declined", "rise"}
ENDED = {"rejected", "closed", "withdrawn"}
# What cannot be done without a word, a reason, a provider or a date.
ASKS = set(REFERRAL) - {"submit", "start", "rise"}
CASE_ASKS = {"close", "drop", "reopen"}
FORBIDDEN, TOO_LATE, WRONG = "forbidden", "too late", "wrong"


@dataclass
class ReferralModel:
    author: str
    submitter: str = ""
    state: str = "draft"
    tier: str = ""
    provider: str = ""
    was_sent: bool = False
    was_placed: bool = False
    reached_regency: bool = False
    declined: bool = False
    seen_by_staff: list = field(default_factory=list)
    steps: list = field(default_factory=lambda: ["write"])

    @property
    def is_open(self):
        return self.state not in ENDED

    def permits(self, step, actor):
        """Whose step it is, wherever the file is now; one that was declined lies with the tier that placed it."""
        who = REFERRAL[step][2]
        if "clock" in (who, actor):
            return who == actor and not (self.state == "declined" and self.tier == "regency")
        if who == "provider":
            return bool(self.tier) and actor in HOLDERS[self.tier] | STAFF[self.provider]
        if who != "unit" and actor in {self.author, self.submitter}:
            return False
        if who != "unit" and self.state == "declined" and "declined" in REFERRAL[step][0]:
            return who == self.tier and actor in HOLDERS[who]
        return actor in HOLDERS[who]

    def refusals(self, step, actor, *, consent, case_open, stale=False, bare=False):
        """In which of the three ways it may be refused; none: it must be done."""
        lacks = (bare and step in ASKS) or self._lacks_consent(step, consent)
        lacks = lacks or (step in {"submit", "refer_again"} and not case_open)
        if not self.permits(step, actor):
            return {FORBIDDEN, WRONG} if lacks else {FORBIDDEN}
        if stale or self.state not in REFERRAL[step][0]:
            return {TOO_LATE, WRONG} if lacks else {TOO_LATE}
        return {WRONG} if lacks else set()

    def _lacks_consent(self, step, consent):
        if step in {"submit", "refer_again"}:
            return not consent
        goes_on = step in PLACING or step in ESCALATING or step in {"accept", "start"}
        return goes_on and self.was_sent and not consent

    def take(self, step, actor, provider=""):
        self.state = REFERRAL[step][1]
        self.steps.append(step)
        if step in {"submit", "refer_again"}:
            self.submitter, self.was_sent = actor, True
        if step in PLACING:
            self.tier, self.provider, self.was_placed = PLACING[step], provider, True
            self.seen_by_staff.append(provider)
        if step == "decline":
            self.seen_by_staff.pop()
        if step in ESCALATING:
            self.reached_regency = True
        if step in ESCALATING | {"refer_again"}:
            self.tier = self.provider = ""

    def seen_by(self, actor):
        if actor in UNIT or actor in {self.author, HANDLER}:
            return True
        if actor in DISTRICT:
            return self.was_sent
        if actor in REGENCY:
            return self.reached_regency
        return any(actor in STAFF[provider] for provider in self.seen_by_staff)

    def possible(self, consent, case_open):
        """(step, actor) of all that must be done if somebody does it."""
        now = {"consent": consent, "case_open": case_open}
        return [(s, a) for s in REFERRAL for a in ACTORS if not self.refusals(s, a, **now)]


@dataclass
class CaseModel:
    state: str = "recorded"
    steps: list = field(default_factory=lambda: ["open"])

    @property
    def is_open(self):
        return self.state not in {"closed", "dropped"}

    def refusals(self, step, actor, *, held=False, stale=False, bare=False):
        """``held``: a referral of it still runs, and the family is not gone."""
        if actor not in UNIT:
            return {FORBIDDEN}
        lacks = (bare and step in CASE_ASKS) or (held and step in {"close", "drop"})
        if stale or self.state not in CASE[step][0]:
            return {TOO_LATE, WRONG} if lacks else {TOO_LATE}
        return {WRONG} if lacks else set()

    def take(self, step):
        self.state = CASE[step][1]
        self.steps.append(step)

    def seen_by(self, actor):
        return actor in UNIT | DISTRICT | {HANDLER}

    def possible(self):
        return [(step, actor) for step in CASE for actor in sorted(UNIT) if not self.refusals(step, actor)]


def may_write(actor):
    """The FCU for its village; a pioneer may propose one for a family it guides."""
    return actor in UNIT | {HANDLER}
