"""Members: how many, of which sex and age; who was born and who left."""

from django.db.models import Case, Count, Q, Value, When

from families.enums import LeaveReason, Sex
from families.figures.places import lived_in, recorded_in, within
from families.models import FamilyMember

AGE_GROUPS = (("0-4", 5), ("5-17", 18), ("18-59", 60))
OLDEST = "60+"
NOBODY = (LeaveReason.MERGED, LeaveReason.MISTAKE)


def members(codes, day):
    """People of the families that were recorded and open on ``day``, born by then and not yet gone."""
    people = FamilyMember.objects.filter(
        Q(left_on=None) | Q(left_on__gt=day), recorded_in(codes, day, "family__"), birth_date__lte=day
    )  # fmt: skip
    counted = people.order_by().annotate(group=_age_group(day)).values_list("sex", "group").annotate(n=Count("pk"))
    groups = [*(name for name, _ in AGE_GROUPS), OLDEST]
    found = {sex.value: dict.fromkeys(groups, 0) for sex in Sex}
    for sex, group, n in counted:
        found[sex][group] = n
    return found


def _age_group(day):
    younger = [When(birth_date__gt=_years_before(day, age), then=Value(name)) for name, age in AGE_GROUPS]
    return Case(*younger, default=Value(OLDEST))


def _years_before(day, years):
    """The latest birth date of somebody who is ``years`` old on ``day``; 28 February where there is no 29."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def came_and_went(codes, period):
    """Births and leavings. A row that goes on an earlier one is the same person, and a wrong one is nobody."""
    people = FamilyMember.objects.filter(lived_in(codes, period.last_day, "family__"))
    gone, born = Q(**within(period, "left_on")), Q(**within(period, "birth_date"))
    counts = people.aggregate(
        births=Count("pk", filter=born & Q(earlier=None) & ~Q(left_reason__in=NOBODY)),
        **{f"left_{reason}": Count("pk", filter=gone & Q(left_reason=reason)) for reason in LeaveReason.values},
    )
    left = {reason: counts[f"left_{reason}"] for reason in LeaveReason.values}
    return {"births": counts["births"], "deaths": left[LeaveReason.DECEASED], "left": left}
