"""From start to now: assessments, money and visits of the families under guidance, a page at a time."""

from dataclasses import dataclass, field

from django.db.models import Avg, Count, Q

from families.enums import Dimension
from families.models import Assessment, MoneyRecord
from mentoring.enums import MentorshipEnd
from mentoring.models import MentoringVisit, Mentorship


@dataclass(slots=True)
class Line:
    """``means`` and ``incomes``: (day, value) from the start of guidance on, the last one before it first."""

    mentorship: Mentorship
    means: list = field(default_factory=list)
    incomes: list = field(default_factory=list)
    visits: int = 0

    @property
    def rise(self):
        return self.means[-1][1] - self.means[0][1] if len(self.means) > 1 else None

    @property
    def income_change(self):
        return self.incomes[-1][1] - self.incomes[0][1] if len(self.incomes) > 1 else None

    @property
    def income_percent(self):
        if self.income_change is None or not self.incomes[0][1]:
            return None
        return round(100 * self.income_change / self.incomes[0][1])


def courses(user):
    """One row a course of guidance: the running one, or the one it ended with."""
    rows = Mentorship.objects.visible_to(user).exclude(end=MentorshipEnd.CHANGED)
    return rows.select_related("plasma", "pioneer", "village__parent")


def lines_of(mentorships):
    """A Line for each, in three statements whatever their number."""
    mentorships = list(mentorships)
    families = [each.plasma_id for each in mentorships]
    means, incomes = _means(families), _incomes(families)
    visits = _visits(families)
    return [
        Line(
            each,
            _since(means.get(each.plasma_id, []), each),
            _since(incomes.get(each.plasma_id, []), each),
            visits.get((each.plasma_id, each.course_began_on), 0),
        )
        for each in mentorships
    ]


def _visits(families):
    """{(family, when its course began): visits}, whoever guided the family then."""
    rows = MentoringVisit.objects.filter(mentorship__plasma__in=families).order_by()
    counted = rows.values_list("mentorship__plasma", "mentorship__course_began_on").annotate(n=Count("pk"))
    return {(family, began): n for family, began, n in counted}


def _means(families):
    scored = ~Q(ratings__indicator__dimension=Dimension.OUTCOME)
    rows = Assessment.objects.filter(family__in=families).annotate(mean=Avg("ratings__value", filter=scored))
    return _grouped(rows.exclude(mean=None).order_by("assessed_on", "pk").values_list("family", "assessed_on", "mean"))


def _incomes(families):
    rows = MoneyRecord.objects.filter(family__in=families, income__isnull=False)
    return _grouped(rows.order_by("noted_on", "pk").values_list("family", "noted_on", "income"))


def _grouped(rows):
    found = {}
    for family, day, value in rows:
        found.setdefault(family, []).append((day, value))
    return found


def _since(points, mentorship):
    """From the last one before the start of guidance, to its end."""
    until = mentorship.ends_on
    inside = [point for point in points if until is None or point[0] <= until]
    before = [point for point in inside if point[0] <= mentorship.course_began_on]
    return [*before[-1:], *(point for point in inside if point[0] > mentorship.course_began_on)]
