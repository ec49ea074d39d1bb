"""Files on their way between villages, and who holds a number."""

from django.db.models import Count, Q

from accounts.capabilities import Capability
from families.enums import TransferState
from families.models import Family, Transfer
from families.queries.search import keys_of_number


def holder_of_number(number):
    """The open file in which a person or the card bears this NIK or No. KK, wherever it is; or None."""
    return Family.objects.active().filter(pk__in=keys_of_number(number)).select_related("village").first()


def transfer_rows(user):
    return Transfer.objects.visible_to(user).select_related("family", "from_village", "to_village")


def transfer_file(user):
    """For the page of one transfer."""
    present = Count("family__members", filter=Q(family__members__left_on=None))
    return transfer_rows(user).select_related("asked_by").annotate(member_count=present)


def waiting_transfers(user):
    """What ``user`` has to decide: to release what is asked for, to accept what was released. The oldest first."""
    to_release = user.scope(Capability.CHANGE_FAMILIES, "from_village__code") & Q(state=TransferState.REQUESTED)
    to_accept = user.scope(Capability.CHANGE_FAMILIES, "to_village__code") & Q(state=TransferState.RELEASED)
    return transfer_rows(user).filter(to_release | to_accept).order_by("state_since", "pk")


def is_named_to(user, transfer):
    """May ``user`` know which family it is? Its own village may, and the receiver once it was released."""
    return transfer.state == TransferState.RELEASED or user.can(Capability.CHANGE_FAMILIES, transfer.family.village_id)
