from datetime import date

import factory

from accounts.enums import ROLE_LEVELS, Role
from accounts.models import Assignment, User
from tests.factories.regions import make_region

PASSWORD = "perahu-senja-42"
LENGTHS = {"province": 2, "regency": 5, "district": 8, "village": 13}


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"pengguna{n}")
    name = factory.Sequence(lambda n: f"Pengguna {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@contoh.id")
    password = factory.django.Password(PASSWORD)


def make_user(role, region=None, **fields):
    """A user who holds ``role`` at or above ``region``: a TKSK for the kecamatan of a village, and so on."""
    user = UserFactory(**fields)
    assign(user, role, region)
    return user


def assign(user, role, region=None, *, starts_on=date(2020, 1, 1), ends_on=None):
    place = region_for(Role(role), region)
    user.__dict__.pop("current_assignments", None)
    return Assignment.objects.create(user=user, role=role, region=place, starts_on=starts_on, ends_on=ends_on)


def region_for(role, region=None):
    """The region that an assignment of ``role`` names when the work is in ``region`` (default: Desa Tablolong)."""
    level = ROLE_LEVELS[role]
    if level is None:
        return None
    return make_region((region.pk if region else "53.01.05.2011")[: LENGTHS[level]])
