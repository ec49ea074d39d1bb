"""Which version of the indicators holds where, and how the next one is drafted."""

import threading
from datetime import date

import pytest
from django.db import connection

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import Dimension
from families.models import IndicatorSet
from families.queries import checklist_for, indicator_lines
from families.services import add_indicator, discard_checklist, move_indicator, remove_indicator, start_checklist
from families.services.checklists import MOST_ADDED
from tests.factories.accounts import make_user
from tests.factories.families import make_checklist, national_set
from tests.factories.regions import make_village
from tests.families.drafting import add_water, days_from_now, enforce, reword


@pytest.fixture
def draft(regency, dinas):
    return start_checklist(regency, note="Menambah air minum", actor=dinas)


def test_a_draft_and_one_whose_day_has_not_come_hold_nowhere(village, regency):
    for day in (None, days_from_now(1)):
        make_checklist(regency, valid_from=day)
    assert checklist_for(village.code) == national_set()


def test_the_nearest_region_wins_and_then_the_newest(village, other_village, regency):
    old, new = (make_checklist(regency, valid_from=day) for day in (date(2026, 1, 1), date(2026, 3, 1)))
    IndicatorSet.objects.create(version="pedoman-2", valid_from=days_from_now())
    assert checklist_for(village.code) == new
    assert checklist_for(regency.code) == new
    assert checklist_for(other_village.code).version == "pedoman-2"
    assert old.valid_from < new.valid_from


def test_of_two_from_the_same_day_the_later_made_holds(village, regency):
    _, later = (make_checklist(regency, valid_from=days_from_now()) for _ in range(2))
    assert checklist_for(village.code) == later


def test_a_draft_is_a_copy_of_what_holds_with_a_name_of_its_own(draft, dinas, regency):
    assert (draft.version, draft.region, draft.valid_from) == ("53.01-1", regency, None)
    assert (draft.based_on, draft.made_by) == (national_set(), dinas)
    fields = ("code", "dimension", "text", "help", "plasma_sign")
    assert list(draft.indicators.values_list(*fields)) == list(national_set().indicators.values_list(*fields))
    assert national_set().indicators.count() == 21


def test_the_next_draft_begins_from_ones_own_version_even_if_its_day_is_to_come(draft, dinas, regency):
    add_water(draft, dinas)
    enforce(draft, dinas, on=days_from_now(30))
    following = start_checklist(regency, note="Lagi", actor=dinas)
    assert (following.version, following.based_on) == ("53.01-2", draft)
    assert following.indicators.filter(code="53.01/3.1").exists()


def test_there_is_one_draft_at_a_time(draft, dinas, regency):
    with pytest.raises(DomainError, match=r"Masih ada konsep 53\.01-1"):
        start_checklist(regency, note="Lagi", actor=dinas)
    discard_checklist(draft, actor=dinas)
    assert start_checklist(regency, note="Lagi", actor=dinas).version == "53.01-1"


@pytest.mark.django_db(transaction=True)
def test_several_who_begin_at_once_make_one_draft():
    regency = make_village().parent.parent
    actors = [make_user(Role.DINAS, regency) for _ in range(3)]
    start, told = threading.Barrier(3), []

    def begin(actor):
        start.wait()
        try:
            told.append(start_checklist(regency, note="Baru", actor=actor).version)
        except DomainError as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=[actor]) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told)[0] == "53.01-1"
    assert sum("Masih ada konsep" in words for words in told) == 2
    assert IndicatorSet.objects.filter(region=regency).count() == 1


def test_an_added_indicator_is_the_last_of_its_dimension_with_a_code_never_used_before(draft, dinas, regency):
    first = add_water(draft, dinas)
    enforce(draft, dinas)
    following = start_checklist(regency, note="Lagi", actor=dinas)
    remove_indicator(following.indicators.get(code=first.code), actor=dinas)
    second = add_water(following, dinas, "Jamban sehat")
    assert (first.code, second.code) == ("53.01/3.1", "53.01/3.2")
    codes = list(following.indicators.values_list("code", flat=True))
    assert codes[codes.index("3.6") : codes.index("4.1") + 1] == ["3.6", "53.01/3.2", "4.1"]


def test_what_cannot_be_added_is_refused(draft, dinas):
    with pytest.raises(DomainError, match="Hasil yang dituju tetap tiga"):
        add_indicator(draft, dimension=Dimension.OUTCOME, text="Hasil keempat", actor=dinas)
    with pytest.raises(DomainError, match="sudah ada"):
        add_water(draft, dinas, "BERIBADAH menurut agama dan kepercayaannya")
    for number in range(MOST_ADDED):
        add_water(draft, dinas, f"Indikator {number}")
    with pytest.raises(DomainError, match="Paling banyak"):
        add_water(draft, dinas, "Satu lagi")


def test_the_guideline_is_reworded_and_never_removed(draft, dinas):
    indicator = draft.indicators.get(code="3.4")
    reword(indicator, "Maju: anak bersekolah", dinas)
    with pytest.raises(DomainError, match="tidak bisa dihapus"):
        remove_indicator(indicator, actor=dinas)
    assert draft.indicators.get(code="3.4").text == "Maju: anak bersekolah"
    assert national_set().indicators.get(code="3.4").text != "Maju: anak bersekolah"


def test_an_added_one_is_removed_once_however_often(draft, dinas):
    water = add_water(draft, dinas)
    for _ in range(2):
        remove_indicator(water, actor=dinas)
    assert draft.indicators.count() == 21


def test_two_who_reword_one_indicator_do_not_overwrite_each_other(draft, dinas):
    indicator = draft.indicators.get(code="2.1")
    seen = indicator.fingerprint
    reword(indicator, "Rajin beribadah", dinas, seen)
    with pytest.raises(StaleState):
        reword(indicator, "Tekun beribadah", dinas, seen)
    reword(indicator, "Rajin beribadah", dinas, seen)  # the same words again: nothing is lost
    assert draft.indicators.get(code="2.1").text == "Rajin beribadah"


def test_an_indicator_moves_within_its_dimension(draft, dinas):
    third = draft.indicators.get(code="2.3")
    move_indicator(third, up=True, seen=third.order, actor=dinas)
    with pytest.raises(StaleState):
        move_indicator(third, up=True, seen=third.order, actor=dinas)
    first = draft.indicators.get(code="2.1")
    move_indicator(first, up=True, seen=first.order, actor=dinas)  # nothing above it in the dimension
    assert list(draft.indicators.filter(dimension="devotion").values_list("code", flat=True)) == ["2.1", "2.3", "2.2"]


def test_a_version_tells_what_is_new_in_it(draft, dinas):
    add_water(draft, dinas)
    reword(draft.indicators.get(code="1.2"), "Diketahui tetangga", dinas)
    lines, left_out = indicator_lines(draft)
    news = {line.indicator.code: line.news for line in lines if line.news}
    assert news == {"53.01/3.1": "Baru", "1.2": "Diubah"}
    assert left_out == []
