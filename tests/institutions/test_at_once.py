"""Several people at the same moment: one gets it, the others are told in a sentence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from institutions.enums import MemberKind, Post
from institutions.models import AnnualAgenda, CareUnit, Meeting, Officer
from institutions.services import add_agenda_item, add_member, copy_agenda, elect_officer, found_unit, record_meeting
from tests.factories.accounts import make_user
from tests.factories.institutions import AgendaItemFactory, CareUnitFactory, MembershipFactory
from tests.factories.regions import in_the_zone_of_the_village, make_village

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


@pytest.fixture
def village(transactional_db):
    return make_village()


def at_once(act):
    """``act(n)`` in six threads together: the records made, and the sentences of refusal."""
    together = Barrier(AT_ONCE)

    def run(number):
        together.wait(20)
        try:
            with in_the_zone_of_the_village():
                return act(number)
        except DomainError as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(run, range(AT_ONCE)))
    return [a for a in answers if not isinstance(a, str)], [a for a in answers if isinstance(a, str)]


@pytest.mark.parametrize("turn", range(3))
def test_one_officer_for_one_post(village, secretary, turn):
    unit = CareUnitFactory(village=village)
    members = MembershipFactory.create_batch(AT_ONCE, care_unit=unit)
    term = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(days=365)}

    def elect(number):
        return elect_officer(unit, membership=members[number], post=Post.COORDINATOR, actor=secretary, **term)

    elected, refused = at_once(elect)
    assert len(elected) == Officer.objects.count() == 1
    assert len(refused) == AT_ONCE - 1
    assert all("sudah dijabat" in sentence for sentence in refused)


def test_each_meeting_gets_its_own_number(village, secretary):
    unit = CareUnitFactory(village=village)
    data = {"kind": "routine", "place": "Balai desa", "leader": "Selfina", "agenda": "Rapat"}
    at_once(lambda _: record_meeting(unit, held_on=timezone.localdate(), actor=secretary, **data))
    assert sorted(Meeting.objects.values_list("number", flat=True)) == list(range(1, AT_ONCE + 1))


def test_a_village_founds_one_unit(village, secretary):
    made, refused = at_once(lambda number: found_unit(village=village, name=f"FCU {number}", actor=secretary))
    assert len(made) == CareUnit.objects.count() == 1
    assert len(refused) == AT_ONCE - 1


def test_a_person_joins_once(village, secretary):
    unit = CareUnitFactory(village=village)
    made, refused = at_once(lambda _: add_member(unit, kind=MemberKind.INDIVIDUAL, name="Marta", actor=secretary))
    assert (len(made), len(refused)) == (1, AT_ONCE - 1)


def test_one_agenda_for_all_who_begin_it(village, secretary):
    unit, year = CareUnitFactory(village=village), timezone.localdate().year
    item = {"kind": "values", "first_month": 1, "last_month": 2, "actor": secretary}
    made, refused = at_once(lambda number: add_agenda_item(unit, year, name=f"Mata {number}", **item))
    assert (len(made), refused) == (AT_ONCE, [])
    assert AnnualAgenda.objects.get().items.count() == AT_ONCE


def test_last_year_is_copied_by_one(village, secretary):
    unit, year = CareUnitFactory(village=village), timezone.localdate().year
    AgendaItemFactory(agenda__care_unit=unit, agenda__year=year - 1)
    made, refused = at_once(lambda number: copy_agenda(unit, year, actor=secretary))
    assert (len(made), len(refused)) == (1, AT_ONCE - 1)
    assert unit.agendas.get(year=year).items.count() == 1
