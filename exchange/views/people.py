"""The list of users as a file: accounts stands below this app and cannot ask it."""

from accounts.capabilities import Capability
from accounts.views.people import narrowed_people
from exchange.resources import PersonResource
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported


@exported("people", "pengguna", "pengguna", Capability.MANAGE_ACCOUNTS)
def export(asked):
    return ListSheet(PersonResource(), narrowed_people(asked)[1].prefetch_related("assignments__region__parent"))
