import random
from datetime import date

from core.identity import decode, decode_family_card
from demo.households import HouseholdMaker
from demo.names import TIMOR
from demo.numbers import Numbering
from families.enums import Relation, Sex

TODAY = date(2026, 11, 22)


def region_name(code):
    return {"53": "Nusa Tenggara Timur", "53.01.05": "Kupang Barat"}.get(code)


def make_households(count, seed=7):
    makers = HouseholdMaker(random.Random(seed), TIMOR, Numbering(), "53.01.05", TODAY)
    return [makers.members() for _ in range(count)], makers


def test_a_number_says_the_region_the_birth_date_and_the_sex():
    decoded = decode(Numbering().national_id("53.01.05", Sex.FEMALE, date(1988, 4, 17)), TODAY, region_name)
    assert (decoded.region, decoded.birth_date, decoded.sex) == ("53.01.05", date(1988, 4, 17), "P")
    assert decoded.problems == ()


def test_no_number_is_given_twice_nor_one_that_is_taken():
    numbering = Numbering(taken=["5301051704880007"])
    numbers = [numbering.national_id("53.01.05", Sex.MALE, date(1988, 4, 17)) for _ in range(3)]
    assert numbers == ["5301051704880008", "5301051704880009", "5301051704880010"]


def test_a_card_series_that_is_used_up_goes_on_the_next_day():
    numbering = Numbering(taken=["5301050101209999"])
    assert numbering.family_card("53.01.05", date(2020, 1, 1)) == "5301050201200001"


def test_households_fit_together_and_their_numbers_are_valid():
    households, makers = make_households(300)
    for members in households:
        assert [member["relation"] for member in members].count(Relation.HEAD) == 1
        assert members[0]["relation"] == Relation.HEAD
        parents = [m["birth_date"] for m in members if m["relation"] in {Relation.HEAD, Relation.WIFE}]
        children = [m["birth_date"] for m in members if m["relation"] == Relation.CHILD]
        assert all((child - parent).days > 18 * 365 for child in children for parent in parents)
        for member in members:
            decoded = decode(member["national_id"], TODAY, region_name) if member["national_id"] else None
            assert decoded is None or decoded.problems == ()
            assert decoded or member["national_id_note"]
    assert decode_family_card(makers.family_card(), TODAY, region_name).problems == ()


def test_the_same_seed_gives_the_same_people():
    assert make_households(20)[0] == make_households(20)[0]
    assert make_households(20)[0] != make_households(20, seed=8)[0]
