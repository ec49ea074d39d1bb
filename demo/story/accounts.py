from datetime import timedelta

from django.contrib.auth.hashers import make_password

from accounts.enums import DEMO_ACCOUNTS, DEMO_PASSWORD, ROLE_LEVELS
from accounts.models import Assignment, User
from demo.story.places import NATIONAL
from regions.enums import LEVEL_BY_LENGTH

LENGTHS = {level: length for length, level in LEVEL_BY_LENGTH.items()}
# Before anything in the story happens, so that everybody may do what they do in it.
IN_OFFICE = timedelta(days=1200)


def make_cast(place, today):
    """Sign-in name without the suffix → User. Nobody is there yet who could have given the roles, so no service."""
    password = make_password(DEMO_PASSWORD)
    return {
        name: _account(name + place.suffix, place.people[name], DEMO_ACCOUNTS[name], place.village, password, today)
        for name in place.usernames
    }


def make_national_accounts(today):
    password = make_password(DEMO_PASSWORD)
    for username, name in NATIONAL.items():
        _account(username, name, DEMO_ACCOUNTS[username], "", password, today)


def _account(username, name, role, village_code, password, today):
    user = User.objects.create(username=username, name=name, password=password)
    level = ROLE_LEVELS[role]
    region = village_code[: LENGTHS[level]] if level else None
    Assignment.objects.create(user=user, role=role, region_id=region, starts_on=today - IN_OFFICE)
    return user
