"""A list of people becomes families: what the preview says of each row, and what is written."""

from datetime import date

import pytest
from auditlog.models import LogEntry

from accounts.enums import Role
from exchange.enums import BatchState, Verdict
from families.enums import Relation, Sex
from families.models import Family, FamilyCard, FamilyMember, StatusPeriod
from tests.factories.accounts import make_user
from tests.factories.families import make_card_number, make_national_id
from tests.factories.regions import make_village
from tests.factories.sheets import PEOPLE, imported, verdicts, written, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return make_village()


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


def family_rows(card=None, *, head="YOHANES TEFA", **changes):
    card = card or make_card_number()
    born = date(1988, 4, 17)
    return [
        [
            card,
            make_national_id(Sex.MALE, born),
            head,
            "KEPALA KELUARGA",
            "L",
            "KUPANG",
            "17-04-1988",
            "Dermaga",
            4,
            2,
        ],
        [
            card,
            make_national_id(Sex.FEMALE, date(1990, 12, 22)),
            "MARIA TEFA",
            3,
            "PR",
            "KUPANG",
            date(1990, 12, 22),
            "",
            "004",
            "002",
        ],
        [card, "", "Petrus Tefa", "anak", 1, "-", "05/02/2019", None, "", ""],
    ]


def test_a_new_family_comes_in_whole(village, secretary):
    card = make_card_number()

    batch = imported("keluarga", village, xlsx([PEOPLE, *family_rows(card)]), secretary)

    assert batch.state == BatchState.READY, batch.failure
    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.NEW, 4: Verdict.NEW}
    assert not Family.objects.exists()

    written(batch, secretary)

    family = Family.objects.get()
    assert batch.state == BatchState.DONE
    assert (family.head_name, family.family_card_number, family.rt, family.address) == (
        "Yohanes Tefa",
        card,
        "004",
        "Dermaga",
    )
    assert [(m.name, m.relation, m.sex) for m in family.members.all()] == [
        ("Yohanes Tefa", Relation.HEAD, Sex.MALE),
        ("Maria Tefa", Relation.WIFE, Sex.FEMALE),
        ("Petrus Tefa", Relation.CHILD, Sex.MALE),
    ]
    child = family.members.get(name="Petrus Tefa")
    assert child.birth_date == date(2019, 2, 5)
    assert child.temporary_number.startswith("SN-")
    assert FamilyCard.objects.filter(number=card, ends_on=None).count() == StatusPeriod.objects.count() == 1
    assert family.completeness > 30
    assert "petrus tefa" in family.search_text
    assert LogEntry.objects.get_for_object(family).count() == 1
    assert LogEntry.objects.get_for_objects(FamilyMember.objects.all()).filter(actor=secretary).count() == 3


def test_the_same_file_again_changes_nothing(village, secretary):
    rows = [PEOPLE, *family_rows(), *family_rows("0", head="Anton Lay")]
    written(imported("keluarga", village, xlsx(rows), secretary), secretary)
    assert Family.objects.count() == 2

    again = imported("keluarga", village, xlsx(rows), secretary)

    assert set(verdicts(again).values()) == {Verdict.SAME}, [
        (r.number, r.verdict, r.errors, r.changes, r.doubt) for r in again.rows.all()
    ]
