from datetime import date

from accounts.models import Assignment, User
from families.models import Family

LONG_AGO = date(2020, 1, 1)


def make_user(role, code):
    """Who holds the role there; asked again, the same person."""
    user, is_new = User.objects.get_or_create(username=f"bench-{role}-{code}", defaults={"name": f"Bench {role}"})
    if is_new:
        Assignment.objects.create(user=user, role=role, region_id=code, starts_on=LONG_AGO)
    return user


def first_village(region):
    """The village of the simulation whose code comes first."""
    return Family.objects.filter(village__code__within=region).order_by("village").first().village
