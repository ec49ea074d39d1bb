"""What a report counts of families, in six statements, whatever the number of villages and families."""

from dataclasses import dataclass

from django.db.models import Avg, Case, Count, Exists, OuterRef, Q, Value, When

from families.enums import CloseReason, FamilyStatus, Sex
from families.models import Assessment, Family, FamilyMember, Problem, Rating, StatusPeriod
from regions.models import in_regions

AGE_GROUPS = (("0-4", 5), ("5-17", 18), ("18-59", 60))
OLDEST = "60+"


@dataclass(frozen=True, slots=True)
class FamilyFigures:
    """Stocks are of the period's last day; all else happened within the period.

    ``stock``: status → families; ``graduated``: plasma before, pioneer since; ``closed``: reason → files; ``members``:
    sex → age group → people; ``problems``: one dict a category with code, name, before, new, handled, solved, open;
    ``ratings``: dimension → {families, value}, the mean of the assessments made, only for dimensions assessed.
    """

    stock: dict
    new: int
    became_plasma: int
    graduated: int
    closed: dict
    members: dict
    problems: list
    assessments: int
    families_assessed: int
    ratings: dict


def family_flows(codes, period):
    """Stock, new, became_plasma and graduated as a dict, in one statement: what a home page needs of the figures."""
    return _statuses(codes, period)


def family_figures(codes, period):
    """``codes``: the region codes whose subtrees count, as User.codes() gives them."""
    made = _assessments(codes, period)
    return FamilyFigures(
        **_statuses(codes, period),
        closed=_closed(codes, period),
        members=_members(codes, period.last_day),
        problems=_problems(codes, period),
        assessments=made["made"],
        families_assessed=made["families"],
        ratings=_ratings(codes, period),
    )


def _within(period, field):
    return {f"{field}__range": (period.first_day, period.last_day)}


def _open_on(day, path=""):
    """The file was open at the end of ``day``."""
    return Q(**{f"{path}closed_on": None}) | Q(**{f"{path}closed_on__gt": day})


def _statuses(codes, period):
    """The stock by status on the last day, and the families that began, or took a status, within the period."""
    last, starts = period.last_day, Q(**_within(period, "starts_on"))
    running = Q(starts_on__lte=last) & (Q(ends_on=None) | Q(ends_on__gte=last)) & _open_on(last, "family__")
    earlier = StatusPeriod.objects.filter(family=OuterRef("family"), starts_on__lt=OuterRef("starts_on"))
    was_plasma = Exists(earlier.filter(status=FamilyStatus.PLASMA))
    counts = StatusPeriod.objects.filter(in_regions("family__village__code", codes)).aggregate(
        **{f"stock_{status}": Count("pk", filter=running & Q(status=status)) for status in FamilyStatus.values},
        new=Count("pk", filter=starts & ~Exists(earlier)),
        became_plasma=Count("pk", filter=starts & Q(status=FamilyStatus.PLASMA)),
        graduated=Count("pk", filter=starts & Q(status=FamilyStatus.PIONEER) & was_plasma),
    )
    return {"stock": {status: counts.pop(f"stock_{status}") for status in FamilyStatus.values}, **counts}


def _closed(codes, period):
    families = Family.objects.filter(in_regions("village__code", codes), **_within(period, "closed_on"))
    counted = dict(families.order_by().values_list("closed_reason").annotate(Count("pk")))
    return {reason.value: counted.get(reason, 0) for reason in CloseReason}


def _members(codes, day):
    """People of the families that were recorded and open on ``day``, born by then and not yet gone."""
    known = StatusPeriod.objects.filter(family=OuterRef("family"), starts_on__lte=day)
    people = FamilyMember.objects.filter(
        Q(left_on=None) | Q(left_on__gt=day), _open_on(day, "family__"), Exists(known),
        in_regions("family__village__code", codes), birth_date__lte=day,
    )  # fmt: skip
    counted = people.order_by().annotate(group=_age_group(day)).values_list("sex", "group").annotate(n=Count("pk"))
    groups = [*(name for name, _ in AGE_GROUPS), OLDEST]
    members = {sex.value: dict.fromkeys(groups, 0) for sex in Sex}
    for sex, group, n in counted:
        members[sex][group] = n
    return members


def _age_group(day):
    younger = [When(birth_date__gt=_years_before(day, age), then=Value(name)) for name, age in AGE_GROUPS]
    return Case(*younger, default=Value(OLDEST))


def _years_before(day, years):
    """The latest birth date of somebody who is ``years`` old on ``day``; 29 February counts as 28."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)


def _problems(codes, period):
    first, last = period.first_day, period.last_day
    problems = Problem.objects.filter(in_regions("family__village__code", codes), recorded_on__lte=last).order_by()
    # What a merged file still holds stands in the one that it was merged into as well.
    problems = problems.exclude(family__closed_reason=CloseReason.MERGED)
    unsolved = Q(solved_on=None) | Q(solved_on__gt=last)
    counted = problems.values("category", "category__name").annotate(
        before=Count("pk", filter=Q(recorded_on__lt=first) & (Q(solved_on=None) | Q(solved_on__gte=first))),
        new=Count("pk", filter=Q(recorded_on__gte=first)),
        handled=Count("pk", filter=Q(**_within(period, "handled_on"))),
        solved=Count("pk", filter=Q(**_within(period, "solved_on"))),
        open=Count("pk", filter=unsolved),
    )
    names = ("before", "new", "handled", "solved", "open")
    rows = counted.order_by("category__order")
    return [
        {"code": row["category"], "name": row["category__name"], **{name: row[name] for name in names}}
        for row in rows
        if any(row[name] for name in names)
    ]


def _assessments(codes, period):
    made = Assessment.objects.filter(in_regions("family__village__code", codes), **_within(period, "assessed_on"))
    return made.aggregate(made=Count("pk"), families=Count("family", distinct=True))


def _ratings(codes, period):
    rated = Rating.objects.filter(
        in_regions("assessment__family__village__code", codes), value__isnull=False,
        **_within(period, "assessment__assessed_on"),
    )  # fmt: skip
    rows = (
        rated.order_by()
        .values_list("indicator__dimension")
        .annotate(families=Count("assessment__family", distinct=True), value=Avg("value"))
    )
    return {dimension: {"families": families, "value": round(value, 2)} for dimension, families, value in rows}
