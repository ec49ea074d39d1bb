"""Several people press at the same moment on a file that is about to move. Real threads, real transactions."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from core.exceptions import DomainError, StaleState
from documents.models import NumberSeries
from families.enums import LeaveReason, Relation, TransferState
from families.models import Family, FamilyMember, Transfer
from families.services import (
    advance_transfer,
    change_family,
    let_member_leave,
    request_transfer,
    return_member,
    split_family,
)
from regions.models import Region
from tests.factories.families import FamilyFactory, make_secretary
from tests.factories.regions import make_village
from tests.factories.transfers import PLACE, make_transfer
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = pytest.mark.parametrize("round_number", range(3))
DAY = date(2026, 5, 4)


def _user(pk):
    return User.objects.get(pk=pk)


def _refusals(results):
    return [result for result in results if isinstance(result, DomainError)]


@ROUNDS
def test_of_several_who_accept_at_once_one_does(round_number):
    transfer = make_transfer(TransferState.RELEASED)
    people = [make_secretary(transfer.to_village).pk for _ in range(4)]

    def accept(pk):
        return advance_transfer(Transfer.objects.get(pk=transfer.pk), "accept", place=PLACE, actor=_user(pk))

    results = at_once([lambda pk=pk: accept(pk) for pk in people])

    refused = _refusals(results)
    assert [type(each) for each in refused] == [StaleState] * 3
    family = Family.objects.get()
    assert family.file_number == "53.01.05.2010-0001"
    assert NumberSeries.objects.get(office="53.01.05.2010", kind="family").last == 1
    assert family.file_events.count() == family.status_periods.filter(ends_on=None).count() == 1
    assert transfer.events.filter(step="accept").count() == 1


@ROUNDS
def test_accepting_and_taking_back_at_once_leave_one_story(round_number):
    transfer = make_transfer(TransferState.RELEASED)
    receiver, sender = make_secretary(transfer.to_village).pk, make_secretary(transfer.from_village).pk

    def take(step, pk):
        actor = _user(pk)
        return advance_transfer(Transfer.objects.get(pk=transfer.pk), step, place=PLACE, note="Keliru", actor=actor)

    results = at_once([lambda: take("accept", receiver), lambda: take("take_back", sender)])

    transfer.refresh_from_db()
    moved = transfer.state == TransferState.ACCEPTED
    assert len(_refusals(results)) == 1
    assert Family.objects.get().village_id == (transfer.to_village_id if moved else transfer.from_village_id)


@ROUNDS
def test_two_villages_that_ask_at_once_make_one_transfer(round_number):
    family = FamilyFactory(members=1)
    number = family.members.get().national_id
    villages = [make_village(f"53.01.05.{code}") for code in (2005, 2008, 2010, 2010)]
    people = [(village.code, make_secretary(village).pk) for village in villages]

    def ask(code, pk):
        village = Region.objects.get(pk=code)
        return request_transfer(number=number, village=village, reason="Di sini", actor=_user(pk))

    results = at_once([lambda code=code, pk=pk: ask(code, pk) for code, pk in people])

    assert len(_refusals(results)) == 3
    assert Transfer.objects.open().count() == 1


@ROUNDS
@pytest.mark.parametrize("step", ["release", "accept"])
def test_a_file_that_is_edited_while_it_moves_loses_nothing(step, round_number):
    state = TransferState.REQUESTED if step == "release" else TransferState.RELEASED
    transfer = make_transfer(state)
    side = transfer.from_village if step == "release" else transfer.to_village
    editor, mover = make_secretary(transfer.from_village).pk, make_secretary(side).pk
    person = FamilyMember.objects.values("id", "name", "relation", "sex", "birth_date", "national_id").first()

    def edit():
        members = [person | {"name": "Nama Baru", "relation": Relation.HEAD}]
        family = Family.objects.get()
        return change_family(family, data={"phone": "+6281234567890"}, members=members, version=1, actor=_user(editor))

    def move():
        return advance_transfer(Transfer.objects.get(pk=transfer.pk), step, place=PLACE, actor=_user(mover))

    results = at_once([edit, move])

    family, refused = Family.objects.get(), _refusals(results)
    transfer.refresh_from_db()
    assert transfer.state == (TransferState.RELEASED if step == "release" else TransferState.ACCEPTED)
    assert all(isinstance(each, StaleState) for each in refused)
    assert (family.head_name == "Nama Baru") is (not refused)
    assert bool(family.phone) is (not refused)
    if step == "accept":
        assert (family.village, family.address) == (transfer.to_village, PLACE["address"])


@ROUNDS
def test_one_member_leaves_once_whatever_is_pressed(round_number):
    family = FamilyFactory(members=3)
    family.status_periods.update(starts_on=date(2026, 1, 5))
    actor, child = make_secretary(family.village).pk, family.members.last().pk

    def leave():
        member = FamilyMember.objects.get(pk=child)
        return let_member_leave(member, reason=LeaveReason.MOVED, on=DAY, actor=_user(actor))

    def split():
        data = {"address": "Di bukit"}
        going = {child: Relation.HEAD}
        return split_family(
            Family.objects.get(pk=family.pk), going=going, on=DAY, reason=LeaveReason.MARRIED, data=data,
            actor=_user(actor),
        )  # fmt: skip

    results = at_once([leave, split])

    assert len(_refusals(results)) == 1
    assert family.members.filter(left_on=None).count() == 2
    assert FamilyMember.objects.filter(left_on=None).count() in {2, 3}


@ROUNDS
def test_one_person_returns_to_one_family(round_number):
    village = make_village()
    families = [FamilyFactory(village=village, members=2) for _ in range(2)]
    actor, rows = make_secretary(village).pk, [family.members.last().pk for family in families]
    for pk in rows:
        let_member_leave(
            FamilyMember.objects.get(pk=pk), reason=LeaveReason.MOVED, on=timezone.localdate(), actor=_user(actor)
        )
    FamilyMember.objects.filter(pk__in=rows).update(national_id="5301050508120042")

    def come_back(pk):
        return return_member(FamilyMember.objects.get(pk=pk), relation=Relation.CHILD, actor=_user(actor))

    results = at_once([lambda pk=pk: come_back(pk) for pk in rows])

    refused = _refusals(results)
    assert len(refused) == 1
    assert "NIK ini sudah tercatat di Desa Tablolong" in str(refused[0])
    assert FamilyMember.objects.filter(pk__in=rows, left_on=None).count() == 1
