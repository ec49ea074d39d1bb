"""A family's assessments, read: means, what stands in the way of being a pioneer, plasma signs, two compared."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch

from core.formatting import number
from families.enums import Dimension, Rate
from families.models import Assessment, Rating

# Domain, “The end of guidance”: no indicator “belum”, a mean of 2.4 or more, the outcomes “cukup” or better.
PIONEER_MEAN = 2.4
DIMENSION_ORDER = list(Dimension)


def _mean(ratings):
    values = [each.value for each in ratings if each.value is not None]
    return sum(values) / len(values) if values else None


@dataclass(frozen=True, slots=True)
class Obstacle:
    sentence: str
    items: tuple = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One assessment with its ratings in the order of the checklist that it was made on."""

    assessment: Assessment
    ratings: list

    @property
    def day(self):
        return self.assessment.assessed_on

    @property
    def scored(self):
        """All but the outcomes: what the mean is taken over, 18 in the guideline's set, more in an extended one."""
        return [each for each in self.ratings if each.indicator.dimension != Dimension.OUTCOME]

    @property
    def outcomes(self):
        return [each for each in self.ratings if each.indicator.dimension == Dimension.OUTCOME]

    @property
    def mean(self):
        return _mean(self.scored)

    @property
    def means(self):
        return {dimension: mean for dimension, _, mean in self.by_dimension()}

    def by_dimension(self):
        """(dimension, its ratings, their mean) in the guideline's order."""
        ordered = sorted(self.ratings, key=lambda each: DIMENSION_ORDER.index(each.indicator.dimension))
        for dimension, group in groupby(ordered, key=lambda each: each.indicator.dimension):
            ratings = list(group)
            yield Dimension(dimension), ratings, _mean(ratings)

    @property
    def signs(self):
        """The plasma signs that show. Marriage is not among them: it is recorded, not scored (III.A.7.1)."""
        return [each.indicator.plasma_sign for each in self._low() if each.indicator.dimension != Dimension.MARRIAGE]

    @property
    def recorded_signs(self):
        return [each.indicator.plasma_sign for each in self._low() if each.indicator.dimension == Dimension.MARRIAGE]

    def _low(self):
        return [each for each in self.scored if each.is_low and each.indicator.plasma_sign]

    @property
    def obstacles(self):
        """What stands between the family and a pioneer, in words; empty where it meets the threshold."""
        not_yet = tuple(each.indicator.text for each in self.scored if each.value == Rate.NOT_YET)
        weak = tuple(f"{each.indicator.text}: {each.word.lower()}" for each in self.outcomes if not _is_fair(each))
        open_ones = tuple(each.indicator.text for each in self.scored if each.value is None and not _may_be_open(each))
        found = [
            Obstacle("Masih ada yang “belum”:", not_yet) if not_yet else None,
            None if _is_high(self.mean) else Obstacle(_mean_in_words(self.mean)),
            Obstacle("Hasil yang dituju belum semuanya “cukup”:", weak) if weak else None,
            Obstacle("Belum dinilai, jadi belum bisa diputuskan:", open_ones) if open_ones else None,
        ]
        return [each for each in found if each]


def _is_fair(rating):
    return rating.value is not None and rating.value >= Rate.FAIR


def _may_be_open(rating):
    """A widow's household has no marriage to rate; all else can be said of any family."""
    return rating.indicator.dimension == Dimension.MARRIAGE


def _is_high(mean):
    return mean is not None and mean >= PIONEER_MEAN


def _mean_in_words(mean):
    if mean is None:
        return "Belum ada rata-rata: tidak satu pun indikator dinilai."
    shown = number(mean, 1) if number(mean, 1) != number(PIONEER_MEAN, 1) else number(mean, 2)
    return f"Rata-rata {shown}; ambang keluarga pionir {number(PIONEER_MEAN, 1)}."


def assessments_of(family):
    """The family's assessments from the first to the last, in two statements."""
    ratings = Rating.objects.select_related("indicator").order_by("indicator__order", "indicator__code")
    rows = family.assessments.select_related("indicator_set", "assessor").order_by("assessed_on", "pk")
    rows = rows.prefetch_related(Prefetch("ratings", ratings))
    return [Sheet(row, list(row.ratings.all())) for row in rows]


@dataclass(frozen=True, slots=True)
class Pair:
    """One indicator in two assessments; None where the other's version does not have it."""

    then: Rating | None
    now: Rating | None

    @property
    def indicator(self):
        return (self.now or self.then).indicator

    @property
    def old_text(self):
        """How the earlier version put it, where it was reworded since."""
        return self.then.indicator.text if self.then and self.now and self.then.indicator.text != self.text else ""

    @property
    def text(self):
        return self.indicator.text

    @property
    def step(self):
        """By how much it rose; None where it cannot be said."""
        values = [each.value if each else None for each in (self.then, self.now)]
        return None if None in values else values[1] - values[0]

    @property
    def fall(self):
        return -self.step


def compare(then, now):
    """(dimension, its pairs): indicators of two sheets matched by code, in the order of the later one."""
    old = {each.indicator.code: each for each in then.ratings}
    new = {each.indicator.code: each for each in now.ratings}
    pairs = [Pair(old.get(code), each) for code, each in new.items()]
    pairs += [Pair(each, None) for code, each in old.items() if code not in new]
    pairs.sort(key=lambda pair: DIMENSION_ORDER.index(pair.indicator.dimension))
    for dimension, group in groupby(pairs, key=lambda pair: pair.indicator.dimension):
        yield Dimension(dimension), list(group)
