"""What is known of each member beside name, sex, birth date and relation, and what is not known yet."""

from datetime import timedelta

from core.formatting import age_in_years
from families.enums import LeaveReason, MaritalStatus, MarriageStanding, Relation, Religion, Schooling
from families.queries.completeness import OF_MEMBER, SCHOOL_AGE
from families.services.keeping import PERSON

FAITHS = {"73": {Religion.ISLAM: 97, Religion.PROTESTANT: 3}}
USUAL_FAITHS = {Religion.PROTESTANT: 58, Religion.CATHOLIC: 36, Religion.ISLAM: 6}
MARRIAGES = {MarriageStanding.LAWFUL: 78, MarriageStanding.KNOWN: 12, MarriageStanding.NOT_YET: 7, "": 3}
UNKNOWN = {"birth_place": 0.08, "education": 0.12, "marital_status": 0.05, "occupation": 0.15}
EMPTY = {"birth_place": "", "education": None, "marital_status": None, "occupation": ""}
LEAVING = {LeaveReason.MARRIED: 45, LeaveReason.MOVED: 35, LeaveReason.DECEASED: 20}
LEAVING_CHANCE = 0.1


class People:
    """The members that HouseholdMaker drew, completed for one village."""

    def __init__(self, rng, village_code, today):
        self.rng, self.today, self.village = rng, today, village_code
        faiths = FAITHS.get(village_code[:2], USUAL_FAITHS)
        self.faiths, self.shares = list(faiths), list(faiths.values())
        self.unnumbered = 0

    def complete(self, members, recorded_on):
        religion = self.rng.choices(self.faiths, self.shares)[0]
        standing = self.rng.choices(list(MARRIAGES), list(MARRIAGES.values()))[0]
        for member in members:
            age = age_in_years(member["birth_date"], self.today)
            married = member["marital_status"] == MaritalStatus.MARRIED
            member |= {"age": age, "religion": religion, "marriage": standing if married else ""}
            member |= self._leaving(member, recorded_on)
            member["schooling"] = self._schooling(age)
            self._forget(member)
            member["temporary_number"] = "" if member["national_id"] else self._temporary_number()

    def _leaving(self, member, recorded_on):
        is_grown_child = member["relation"] == Relation.CHILD and member["age"] >= 18
        if not is_grown_child or self.rng.random() > LEAVING_CHANCE:
            return {"left_on": None, "left_reason": ""}
        day = recorded_on + timedelta(days=self.rng.randint(0, (self.today - recorded_on).days))
        return {"left_on": day, "left_reason": self.rng.choices(list(LEAVING), list(LEAVING.values()))[0]}

    def _schooling(self, age):
        if age < SCHOOL_AGE.start:
            return Schooling.NOT_YET
        if age not in SCHOOL_AGE:
            return ""
        return self.rng.choices((Schooling.ATTENDING, Schooling.DROPPED, Schooling.NEVER, ""), (80, 8, 2, 10))[0]

    def _forget(self, member):
        for name, chance in UNKNOWN.items():
            if self.rng.random() < chance:
                member[name] = EMPTY[name]

    def _temporary_number(self):
        self.unnumbered += 1
        return f"{PERSON}-{self.village}-{self.unnumbered:04}"


def percent_known(facts, members):
    """As families.queries.completeness_of counts it; ``facts``: what is known of the family itself, as booleans."""
    known, asked = sum(facts), len(facts)
    for member in members:
        for name, _, least in OF_MEMBER:
            if member["age"] >= least:
                asked += 1
                known += bool(member[name])
        if member["age"] in SCHOOL_AGE:
            asked += 1
            known += bool(member["schooling"])
    return 100 * known // asked
