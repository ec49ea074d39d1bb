"""Problems, assessments and consents within a period."""

from django.db.models import Count, Exists, OuterRef, Q, Sum

from families.enums import CloseReason, ConsentPurpose
from families.figures.places import lived_in, within
from families.models import Assessment, Consent, Problem, Rating


def problems(codes, period):
    first, last = period.first_day, period.last_day
    found = Problem.objects.filter(lived_in(codes, last, "family__"), recorded_on__lte=last).order_by()
    # What a merged file still holds stands in the one that it was merged into as well.
    found = found.exclude(family__closed_reason=CloseReason.MERGED)
    unsolved = Q(solved_on=None) | Q(solved_on__gt=last)
    counted = found.values("category", "category__name").annotate(
        before=Count("pk", filter=Q(recorded_on__lt=first) & (Q(solved_on=None) | Q(solved_on__gte=first))),
        new=Count("pk", filter=Q(recorded_on__gte=first)),
        handled=Count("pk", filter=Q(**within(period, "handled_on"))),
        solved=Count("pk", filter=Q(**within(period, "solved_on"))),
        open=Count("pk", filter=unsolved),
    )
    names = ("before", "new", "handled", "solved", "open")
    rows = counted.order_by("category__order")
    return [
        {"code": row["category"], "name": row["category__name"], **{name: row[name] for name in names}}
        for row in rows
        if any(row[name] for name in names)
    ]


def assessments(codes, period):
    made = Assessment.objects.filter(lived_in(codes, period.last_day, "family__"), **within(period, "assessed_on"))
    return made.aggregate(assessments=Count("pk"), families_assessed=Count("family", distinct=True))


def ratings(codes, period):
    rated = Rating.objects.filter(
        lived_in(codes, period.last_day, "assessment__family__"), value__isnull=False,
        **within(period, "assessment__assessed_on"),
    )  # fmt: skip
    rows = (
        rated.order_by()
        .values_list("indicator__dimension")
        .annotate(families=Count("assessment__family", distinct=True), ratings=Count("pk"), points=Sum("value"))
    )
    return {
        dimension: {"families": families, "ratings": n, "points": points, "value": round(points / n, 2)}
        for dimension, families, n, points in rows
    }


def consents(codes, period):
    """Given and withdrawn by purpose. One that a newer one of the same took the place of was not withdrawn."""
    same = Consent.objects.filter(family=OuterRef("family"), purpose=OuterRef("purpose"), pk__gt=OuterRef("pk"))
    of_the_same = Q(member=OuterRef("member")) | Q(member=None, family=OuterRef("family"))
    renewed = Exists(same.filter(of_the_same, given_on__lte=OuterRef("withdrawn_on")))
    found = Consent.objects.filter(lived_in(codes, period.last_day, "family__")).order_by()
    rows = found.values_list("purpose").annotate(
        given=Count("pk", filter=Q(**within(period, "given_on"))),
        withdrawn=Count("pk", filter=Q(**within(period, "withdrawn_on")) & ~renewed),
    )
    counted = {purpose: {"given": given, "withdrawn": withdrawn} for purpose, given, withdrawn in rows}
    return {purpose: counted.get(purpose, {"given": 0, "withdrawn": 0}) for purpose in ConsentPurpose.values}
