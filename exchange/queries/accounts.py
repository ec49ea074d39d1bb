"""What a list of people is compared with, each in one statement: regions, accounts, and who holds what."""

from django.db.models import Prefetch, Q

from accounts.models import Assignment, User
from regions.enums import Level
from regions.models import Region, in_regions


def regions_of(codes):
    """Code → Region with its parent, so that a place can be named."""
    return Region.objects.select_related("parent").in_bulk(set(codes))


def named_regions(top):
    """(code, name, level) of the districts and villages in force below ``top``; None: of the nation."""
    rows = Region.objects.filter(in_regions("code", [top.pk if top else ""]), active=True)
    return rows.filter(level__in=[Level.DISTRICT, Level.VILLAGE]).values_list("code", "name", "level")


def accounts_named(usernames):
    """User name → User, with the assignments that are not over as ``held``."""
    held = Prefetch("assignments", Assignment.objects.not_over().select_related("region"), to_attr="held")
    return {user.username: user for user in User.objects.filter(username__in=usernames).prefetch_related(held)}


def visible_names(usernames, manager):
    return set(User.objects.visible_to(manager).filter(username__in=usernames).values_list("username", flat=True))


def taken_names(usernames):
    return set(User.objects.filter(username__in=usernames).values_list("username", flat=True))


def holders(roles, codes):
    """The assignments to these roles in these regions ("" the nation) that are not over, with their users."""
    place = Q(region__in=[code for code in codes if code])
    if "" in codes:
        place |= Q(region=None)
    held = Assignment.objects.not_over().proper().filter(place, role__in=roles, user__is_active=True)
    return held.select_related("user").order_by("pk")
