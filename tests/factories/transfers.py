"""Transfers between villages by the services, so that each is one that the programme can reach."""

from django.utils import timezone

from accounts.enums import Role
from families.enums import TransferState
from families.services import advance_transfer, request_transfer, send_transfer
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory, make_secretary
from tests.factories.regions import make_village

PLACE = {"address": "Di belakang kapela", "hamlet": "Dusun I", "rt": "003", "rw": "001"}


def make_transfer(state=TransferState.REQUESTED, *, family=None, to=None):
    """A transfer out of the family's village (default: Desa Tablolong to Desa Lifuleo) that stands in ``state``."""
    family, to = family or FamilyFactory(members=2), to or make_village("53.01.05.2010")
    sender, receiver = make_secretary(family.village), make_user(Role.SECRETARY, to)
    if state == TransferState.RELEASED:
        return send_transfer(family, village=to, moved_on=timezone.localdate(), reason="Ikut orang tua", actor=sender)
    number = family.members.first().national_id
    transfer = request_transfer(number=number, village=to, reason="Sudah tinggal di sini", actor=receiver)
    if state == TransferState.REFUSED:
        advance_transfer(transfer, "refuse", note="Masih tinggal di sini", actor=sender)
    if state == TransferState.WITHDRAWN:
        advance_transfer(transfer, "withdraw", actor=receiver)
    if state == TransferState.ACCEPTED:
        advance_transfer(transfer, "release", actor=sender)
        advance_transfer(transfer, "accept", place=PLACE, actor=receiver)
    return transfer
