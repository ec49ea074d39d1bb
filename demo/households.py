"""Made-up households whose ages, relations and numbers fit together."""

from datetime import timedelta

from families.enums import Disability, Education, MaritalStatus, MarriageStanding, Relation, Schooling, Sex

YEAR = 365.25
NO_NUMBER = "Belum merekam KTP-el; dibantu mengurus di Disdukcapil."
YOUNGEST_MOTHER = 19
SIZES = (1, 2, 3, 4, 5, 6, 7)
WEIGHTS = (4, 12, 19, 27, 20, 12, 6)
SCHOOL_AGES = (
    (7, Education.NONE), (13, Education.PRIMARY_UNFINISHED), (16, Education.PRIMARY), (19, Education.LOWER_SECONDARY),
)  # fmt: skip
ADULT_EDUCATION = (Education.PRIMARY, Education.LOWER_SECONDARY, Education.UPPER_SECONDARY, Education.BACHELOR)


class HouseholdMaker:
    """Draws households of one kecamatan. ``rng`` decides: the same seed on the same day gives the same people."""

    def __init__(self, rng, pool, numbering, district_code, today):
        self.rng, self.pool, self.numbering = rng, pool, numbering
        self.district_code, self.today = district_code, today

    def members(self, size=None):
        """One dict of FamilyMember's fields for each person, the head first."""
        size = size or self.rng.choices(SIZES, WEIGHTS)[0]
        surname = self.rng.choice(self.pool.families)
        people = self._couple(surname) if size > 1 and self.rng.random() < 0.85 else [self._lone_head(surname)]
        people += self._children(people, size - len(people), surname)
        while len(people) < size:
            people.append(self._elder(surname, people))
        for person in people:
            self._complete(person)
        return people

    def address(self):
        rng = self.rng
        hamlet = rng.randrange(len(self.pool.hamlets))
        return {
            "address": rng.choice(self.pool.landmarks),
            "hamlet": self.pool.hamlets[hamlet],
            "rt": f"{hamlet * 3 + rng.randint(1, 3):03}",
            "rw": f"{hamlet + 1:03}",
        }

    def family_card(self):
        return self.numbering.family_card(self.district_code, self.today - timedelta(days=self.rng.randint(400, 3000)))

    def _couple(self, surname):
        age = self.rng.triangular(24, 68, 40)
        wife_age = max(20, age - self.rng.uniform(-2, 7))
        head = self._person(Sex.MALE, age, Relation.HEAD, surname, MaritalStatus.MARRIED)
        # A wife keeps the name of her own father.
        other = self.rng.choice(self.pool.families)
        return [head, self._person(Sex.FEMALE, wife_age, Relation.WIFE, other, MaritalStatus.MARRIED)]

    def _lone_head(self, surname):
        sex = Sex.FEMALE if self.rng.random() < 0.75 else Sex.MALE
        status = self.rng.choice((MaritalStatus.WIDOWED, MaritalStatus.DIVORCED))
        return self._person(sex, self.rng.triangular(28, 82, 58), Relation.HEAD, surname, status)

    def _children(self, parents, count, surname):
        """At least a year and a half apart, none before its mother was grown; those of age have left."""
        mother_age = min(person["age"] for person in parents)
        age = min(mother_age - YOUNGEST_MOTHER, 24) - self.rng.uniform(0, 2)
        children = []
        while len(children) < count and age > 0.1:
            sex = self.rng.choice((Sex.MALE, Sex.FEMALE))
            name = surname if self.pool.inherited else self.rng.choice(self.pool.families)
            children.append(self._person(sex, age, Relation.CHILD, name, MaritalStatus.SINGLE))
            age -= self.rng.uniform(1.5, 4)
        return children

    def _elder(self, surname, people):
        """Who else lives there: a parent of the head, or a relative where the head is old already."""
        sex = self.rng.choice((Sex.MALE, Sex.FEMALE))
        if people[0]["age"] < 55 and all(person["relation"] != Relation.PARENT for person in people):
            age = people[0]["age"] + self.rng.uniform(21, 30)
            return self._person(sex, age, Relation.PARENT, surname, MaritalStatus.WIDOWED)
        return self._person(sex, self.rng.uniform(15, 60), Relation.RELATIVE, surname, MaritalStatus.SINGLE)

    def _person(self, sex, age, relation, surname, marital_status):
        name = f"{self.rng.choice(self.pool.given(sex))} {surname}"
        return {
            "name": name, "sex": sex, "age": age, "relation": relation, "marital_status": marital_status,
        }  # fmt: skip

    def _complete(self, person):
        """Everything that follows from age and sex; the age itself gives way to the birth date."""
        rng, age = self.rng, person.pop("age")
        born = self.today - timedelta(days=int(age * YEAR))
        person |= {
            "birth_date": born,
            "birth_place": rng.choice(self.pool.places),
            "education": self._education(age),
            "schooling": self._schooling(age),
            "marriage": self._marriage(person["marital_status"]),
            "disability": rng.choice(Disability.values) if rng.random() < 0.03 else None,
            "has_chronic_illness": age > 50 and rng.random() < 0.15,
            "national_id": "",
            "national_id_note": NO_NUMBER,
        }
        person["occupation"] = self._occupation(person["sex"], age, person["schooling"])
        if rng.random() > (0.25 if age < 1 else 0.02):
            number = self.numbering.national_id(self.district_code, person["sex"], born)
            person |= {"national_id": number, "national_id_note": ""}

    def _education(self, age):
        reached = next((level for limit, level in SCHOOL_AGES if age < limit), None)
        return reached or self.rng.choices(ADULT_EDUCATION, (40, 25, 28, 7))[0]

    def _schooling(self, age):
        """Of children and the young; whom school is long behind is not asked."""
        if age < 7:
            return Schooling.NOT_YET
        if age >= 19:
            return ""
        return Schooling.DROPPED if self.rng.random() < (0.03 if age < 13 else 0.1) else Schooling.ATTENDING

    def _marriage(self, marital_status):
        if marital_status != MaritalStatus.MARRIED:
            return ""
        return self.rng.choices((*MarriageStanding, ""), (70, 12, 6, 12))[0]

    def _occupation(self, sex, age, schooling):
        if schooling == Schooling.ATTENDING:
            return "Pelajar"
        return self.rng.choice(self.pool.jobs(sex)) if age >= 18 else ""
