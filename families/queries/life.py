"""What happened to a file and its members since it was opened."""

from django.db.models import Q

from families.enums import FileEventKind, LeaveReason


def former_members_of(family):
    """Those who left, the latest first."""
    return family.members.exclude(left_on=None).order_by("-left_on", "pk")


def may_ask_for_copy(family):
    """Members of today; of a closed file those who were members when it was closed. Who left asks for another file."""
    return family.members.filter(Q(left_on=None) | Q(left_reason=LeaveReason.CLOSED)).order_by(
        "relation", "birth_date", "pk"
    )


def events_of(family):
    return family.file_events.select_related("village", "other", "actor")


def cards_of(family):
    return family.cards.select_related("actor")


def open_transfer_of(family):
    return family.transfers.open().select_related("from_village", "to_village").first()


def consents_from_before_the_move(family):
    """Agreements that still stand but were given to the FCU of an earlier village."""
    moves = family.file_events.filter(kind=FileEventKind.TRANSFERRED)
    moved_on = moves.values_list("happened_on", flat=True).first()
    return bool(moved_on) and family.consents.in_force().filter(given_on__lt=moved_on).exists()
