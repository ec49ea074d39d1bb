"""Versions of the indicators: drafted by the social office of a regency, put in force, and never changed again."""

import re
import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import Period
from families.enums import Dimension, Rate
from families.figures import family_figures
from families.models import IndicatorSet
from families.queries import checklist_for, indicator_lines
from families.services import (
    add_indicator,
    discard_checklist,
    hold_back_checklist,
    move_indicator,
    put_in_force,
    record_assessment,
    remove_indicator,
    reword_indicator,
    start_checklist,
)
from families.services.checklists import MOST_ADDED, draft_fingerprint
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory, make_assessment, make_checklist, make_secretary, national_set
from tests.factories.regions import make_village

KEEPER = [Role.DINAS]
OTHERS = [role for role in Role if role not in KEEPER]


@pytest.fixture
def regency(village):
    return village.parent.parent


@pytest.fixture
def dinas(regency):
    return make_user(Role.DINAS, regency)


@pytest.fixture
def draft(regency, dinas):
    return start_checklist(regency, note="Menambah air minum", actor=dinas)


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def _url(name, *args):
    return reverse(f"families:{name}", args=args)


def _today(days=0):
    return timezone.localdate() + timedelta(days=days)


def _reword(indicator, text, actor, seen=None):
    return reword_indicator(
        indicator, text=text, help="", plasma_sign="", seen=seen or indicator.fingerprint, actor=actor
    )


def _enforce(draft, actor, on=None, seen=None):
    seen = seen or draft_fingerprint(draft)
    return put_in_force(draft, on=on or _today(), note="Air minum", seen=seen, actor=actor)


def _water(draft, actor, text="Air minum terlindung"):
    return add_indicator(draft, dimension=Dimension.FAMILY_LIFE, text=text, actor=actor)


# Which version holds


def test_a_draft_and_one_whose_day_has_not_come_hold_nowhere(village, regency):
    for day in (None, _today(1)):
        make_checklist(regency, valid_from=day)
    assert checklist_for(village.code) == national_set()


def test_the_nearest_region_wins_and_then_the_newest(village, other_village, regency):
    old, new = (make_checklist(regency, valid_from=day) for day in (date(2026, 1, 1), date(2026, 3, 1)))
    IndicatorSet.objects.create(version="pedoman-2", valid_from=_today())
    assert checklist_for(village.code) == new
    assert checklist_for(regency.code) == new
    assert checklist_for(other_village.code).version == "pedoman-2"
    assert old.valid_from < new.valid_from


def test_of_two_from_the_same_day_the_later_made_holds(village, regency):
    _, later = (make_checklist(regency, valid_from=_today()) for _ in range(2))
    assert checklist_for(village.code) == later


# Drafting


def test_a_draft_is_a_copy_of_what_holds_with_a_name_of_its_own(draft, dinas, regency):
    assert (draft.version, draft.region, draft.valid_from) == ("53.01-1", regency, None)
    assert (draft.based_on, draft.made_by) == (national_set(), dinas)
    fields = ("code", "dimension", "text", "help", "plasma_sign")
    assert list(draft.indicators.values_list(*fields)) == list(national_set().indicators.values_list(*fields))
    assert national_set().indicators.count() == 21


def test_the_next_draft_begins_from_ones_own_version_even_if_its_day_is_to_come(draft, dinas, regency):
    _water(draft, dinas)
    _enforce(draft, dinas, on=_today(30))
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
    first = _water(draft, dinas)
    _enforce(draft, dinas)
    following = start_checklist(regency, note="Lagi", actor=dinas)
    remove_indicator(following.indicators.get(code=first.code), actor=dinas)
    second = _water(following, dinas, "Jamban sehat")
    assert (first.code, second.code) == ("53.01/3.1", "53.01/3.2")
    codes = list(following.indicators.values_list("code", flat=True))
    assert codes[codes.index("3.6") : codes.index("4.1") + 1] == ["3.6", "53.01/3.2", "4.1"]


def test_what_cannot_be_added_is_refused(draft, dinas):
    with pytest.raises(DomainError, match="Hasil yang dituju tetap tiga"):
        add_indicator(draft, dimension=Dimension.OUTCOME, text="Hasil keempat", actor=dinas)
    with pytest.raises(DomainError, match="sudah ada"):
        _water(draft, dinas, "BERIBADAH menurut agama dan kepercayaannya")
    for number in range(MOST_ADDED):
        _water(draft, dinas, f"Indikator {number}")
    with pytest.raises(DomainError, match="Paling banyak"):
        _water(draft, dinas, "Satu lagi")


def test_the_guideline_is_reworded_and_never_removed(draft, dinas):
    indicator = draft.indicators.get(code="3.4")
    _reword(indicator, "Maju: anak bersekolah", dinas)
    with pytest.raises(DomainError, match="tidak bisa dihapus"):
        remove_indicator(indicator, actor=dinas)
    assert draft.indicators.get(code="3.4").text == "Maju: anak bersekolah"
    assert national_set().indicators.get(code="3.4").text != "Maju: anak bersekolah"


def test_an_added_one_is_removed_once_however_often(draft, dinas):
    water = _water(draft, dinas)
    for _ in range(2):
        remove_indicator(water, actor=dinas)
    assert draft.indicators.count() == 21


def test_two_who_reword_one_indicator_do_not_overwrite_each_other(draft, dinas):
    indicator = draft.indicators.get(code="2.1")
    seen = indicator.fingerprint
    _reword(indicator, "Rajin beribadah", dinas, seen)
    with pytest.raises(StaleState):
        _reword(indicator, "Tekun beribadah", dinas, seen)
    _reword(indicator, "Rajin beribadah", dinas, seen)  # the same words again: nothing is lost
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
    _water(draft, dinas)
    _reword(draft.indicators.get(code="1.2"), "Diketahui tetangga", dinas)
    lines, left_out = indicator_lines(draft)
    news = {line.indicator.code: line.news for line in lines if line.news}
    assert news == {"53.01/3.1": "Baru", "1.2": "Diubah"}
    assert left_out == []


# In force


def test_from_its_day_on_a_version_holds_and_never_changes(village, draft, dinas):
    water = _water(draft, dinas)
    _enforce(draft, dinas)
    assert checklist_for(village.code) == draft
    for change in (
        lambda: _reword(water, "Lain", dinas),
        lambda: _water(draft, dinas, "Lain lagi"),
        lambda: remove_indicator(water, actor=dinas),
        lambda: move_indicator(water, up=True, seen=water.order, actor=dinas),
        lambda: discard_checklist(draft, actor=dinas),
        lambda: hold_back_checklist(draft, actor=dinas),
        lambda: _enforce(draft, dinas),
    ):
        with pytest.raises(DomainError, match="tidak bisa diubah lagi"):
            change()
    assert draft.indicators.count() == 22


def test_nothing_holds_from_a_day_gone_by_or_before_the_version_before(draft, dinas, regency):
    with pytest.raises(DomainError, match="tidak bisa berlaku surut"):
        _enforce(draft, dinas, on=_today(-1))
    _enforce(draft, dinas, on=_today(10))
    following = start_checklist(regency, note="Lagi", actor=dinas)
    with pytest.raises(DomainError, match=r"Perangkat 53\.01-1 berlaku sejak"):
        _enforce(following, dinas, on=_today(9))
    assert _enforce(following, dinas, on=_today(10)).valid_from == _today(10)


def test_one_puts_in_force_what_one_has_read(draft, dinas):
    seen = draft_fingerprint(draft)
    _water(draft, dinas)
    with pytest.raises(StaleState):
        _enforce(draft, dinas, seen=seen)
    assert IndicatorSet.objects.get(pk=draft.pk).is_draft


def test_before_its_day_a_version_may_become_a_draft_again(draft, dinas, regency):
    _enforce(draft, dinas, on=_today(1))
    following = start_checklist(regency, note="Lagi", actor=dinas)
    with pytest.raises(DomainError, match="Versi lain sudah dibuat"):
        hold_back_checklist(draft, actor=dinas)
    discard_checklist(following, actor=dinas)
    assert hold_back_checklist(draft, actor=dinas).is_draft


def test_an_old_assessment_keeps_its_version(village, draft, dinas):
    family = FamilyFactory(village=village, members=1)
    old = make_assessment(family)
    _reword(draft.indicators.get(code="2.1"), "Tekun beribadah", dinas)
    _enforce(draft, dinas)
    texts = set(old.ratings.values_list("indicator__text", flat=True))
    assert "Beribadah menurut agama dan kepercayaannya" in texts
    assert "Tekun beribadah" not in texts


def test_figures_and_means_hold_across_versions(village, draft, dinas):
    """A family rated on each version: an added indicator counts in its dimension, the others are not moved by it."""
    actor, day = make_secretary(village), _today()
    _water(draft, dinas)
    _enforce(draft, dinas)
    for checklist, value in ((national_set(), Rate.GOOD), (draft, Rate.LITTLE)):
        family = FamilyFactory(village=village, members=1)
        ratings = dict.fromkeys(checklist.indicators.values_list("pk", flat=True), value)
        record_assessment(family, indicator_set=checklist, assessed_on=day, ratings=ratings, actor=actor)
    figures = family_figures((village.code,), Period.quarter_of(day))
    assert (figures.assessments, figures.families_assessed) == (2, 2)
    assert figures.ratings["devotion"] == {"families": 2, "value": 2}
    assert figures.ratings["family_life"] == {"families": 2, "value": round((6 * 3 + 7 * 1) / 13, 2)}
    assert set(family.dimension_means.values_list("mean", flat=True)) == {1}


# Who may


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_keeps_indicators(as_role, village, draft, role):
    client, actor = as_role(role), make_user(role, village)
    for name in ("checklists", "start_checklist"):
        assert client.get(_url(name)).status_code == 403, name
    for name in ("checklist", "enforce_checklist", "add_indicator"):
        assert client.get(_url(name, draft.pk)).status_code == 403, name
    with pytest.raises(PermissionDenied):
        _water(draft, actor)
    with pytest.raises(PermissionDenied):
        start_checklist(draft.region, note="x", actor=actor)


def test_another_regencys_versions_do_not_exist(as_role, other_village, draft):
    client, indicator = as_role(Role.DINAS, other_village), draft.indicators.first()
    for name in ("checklist", "enforce_checklist", "add_indicator"):
        assert client.get(_url(name, draft.pk)).status_code == 404, name
    for name in ("discard_checklist", "hold_back_checklist", "move_indicator"):
        assert client.post(_url(name, draft.pk)).status_code == 404, name
    for name in ("reword_indicator", "remove_indicator"):
        assert client.post(_url(name, draft.pk, indicator.pk)).status_code == 404, name
    assert "53.01-1" not in _text(client.get(_url("checklists")))
    with pytest.raises(PermissionDenied):
        discard_checklist(draft, actor=client.user)


def test_the_nations_set_is_read_and_not_changed(as_role, regency, dinas):
    client, national = as_role(Role.DINAS), national_set()
    assert "pedoman-1" in _text(client.get(_url("checklist", national.pk)))
    assert client.get(_url("add_indicator", national.pk)).status_code == 403
    assert client.post(_url("discard_checklist", national.pk)).status_code == 403
    for change in (
        lambda: discard_checklist(national, actor=dinas),
        lambda: _water(national, dinas),
        lambda: hold_back_checklist(national, actor=dinas),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_bad_numbers_and_wrong_methods(as_role, draft):
    client = as_role(Role.DINAS)
    assert client.get(_url("checklist", 999_999)).status_code == 404
    assert client.get(_url("reword_indicator", draft.pk, 999_999)).status_code == 404
    strange = national_set().indicators.first()
    for data in ({"up": f"{strange.pk}-1"}, {"up": "x-1"}, {"down": "9" * 30}, {}):
        assert client.post(_url("move_indicator", draft.pk), data).status_code == 404, data
    assert client.post(_url("checklist", draft.pk)).status_code == 405
    assert client.get(_url("discard_checklist", draft.pk)).status_code == 405


# The screens


def test_the_office_finds_its_indicators_in_the_menu(as_role):
    page = _text(as_role(Role.DINAS).get(_url("checklists")))
    assert re.search(r'href="/keluarga/indikator/"[^>]* aria-current="page"', page)
    assert page.count('aria-current="page"') == 1
    assert "Indikator asesmen" not in _text(as_role(Role.SECRETARY).get(reverse("families:list")))


def test_a_version_is_made_from_the_screen_and_holds_from_its_day(as_role, village, regency):
    client = as_role(Role.DINAS)
    data = {"form_token": str(uuid4()), "region": regency.pk, "note": "Menambah air minum"}
    for _ in range(2):
        response = client.post(_url("start_checklist"), data)
    draft = IndicatorSet.objects.get(region=regency)
    assert response["Location"] == draft.get_absolute_url()
    page = _text(client.get(draft.get_absolute_url()))
    assert "tidak bisa dihapus dan kodenya tetap" in page
    added = {"form_token": str(uuid4()), "dimension": "planning", "text": "Pekarangan dimanfaatkan"}
    for _ in range(2):
        client.post(_url("add_indicator", draft.pk), added)
    assert draft.indicators.count() == 22
    seen = re.search(r'name="seen" value="(\w+)"', _text(client.get(_url("enforce_checklist", draft.pk))))[1]
    day = {"form_token": str(uuid4()), "on": f"{_today():%d-%m-%Y}", "note": "Pekarangan", "seen": seen}
    for _ in range(2):
        assert client.post(_url("enforce_checklist", draft.pk), day).status_code == 302
    assert checklist_for(village.code) == draft
    assert "tidak berubah lagi" in _text(client.get(draft.get_absolute_url()))
    assert client.get(_url("add_indicator", draft.pk))["Location"] == draft.get_absolute_url()


def test_the_second_editor_sees_both_wordings_and_chooses(as_role, draft, dinas):
    client, indicator = as_role(Role.DINAS), draft.indicators.get(code="2.1")
    data = {"text": "Tekun beribadah", "help": "", "plasma_sign": "", "seen": indicator.fingerprint}
    _reword(indicator, "Rajin beribadah", dinas)
    response = client.post(_url("reword_indicator", draft.pk, indicator.pk), data)
    page = _text(response)
    assert response.status_code == 422
    assert "Rajin beribadah" in page
    assert "Tekun beribadah" in page
    data["seen"] = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert client.post(_url("reword_indicator", draft.pk, indicator.pk), data).status_code == 302
    assert draft.indicators.get(code="2.1").text == "Tekun beribadah"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("add_indicator", {"dimension": "planning", "text": "x" * 161}, "Paling banyak 160 huruf"),
        ("add_indicator", {"dimension": "outcome", "text": "Hasil"}, "tidak ada"),
        ("add_indicator", {"dimension": "planning", "text": "Bagus \U0001f600"}, "tanpa emoji"),
        ("enforce_checklist", {"on": "01-01-2020", "note": "x"}, "tidak bisa berlaku surut"),
        ("enforce_checklist", {"on": "besok", "note": "x"}, "Tanggal belum benar"),
        ("enforce_checklist", {"on": "01-01-2099", "note": "x"}, "baru saja berubah"),
    ],
)
def test_bad_input_is_said_in_a_sentence(as_role, draft, name, data, sentence):
    data = {"form_token": str(uuid4()), "seen": "lama"} | data
    response = as_role(Role.DINAS).post(_url(name, draft.pk), data)
    assert response.status_code == 422
    assert sentence in _text(response)
    assert IndicatorSet.objects.get(pk=draft.pk).is_draft


def test_a_draft_is_arranged_and_discarded_from_its_page(as_role, draft, dinas):
    client, water = as_role(Role.DINAS), _water(draft, dinas)
    client.post(_url("move_indicator", draft.pk), {"up": f"{water.pk}-{water.order}"})
    stale = client.post(_url("move_indicator", draft.pk), {"up": f"{water.pk}-{water.order}"}, follow=True)
    assert "Urutannya baru saja berubah" in _text(stale)
    assert list(draft.indicators.filter(dimension="family_life").values_list("code", flat=True))[-2] == water.code
    for _ in range(2):
        assert client.post(_url("remove_indicator", draft.pk, water.pk)).status_code == 302
    assert draft.indicators.count() == 21
    refused = client.post(_url("remove_indicator", draft.pk, draft.indicators.first().pk), follow=True)
    assert "tidak bisa dihapus" in _text(refused)
    client.post(_url("discard_checklist", draft.pk))
    assert not IndicatorSet.objects.filter(pk=draft.pk).exists()


def test_one_held_back_from_the_screen_is_a_draft(as_role, draft, dinas):
    client = as_role(Role.DINAS)
    _enforce(draft, dinas, on=_today(5))
    assert "Jadikan konsep lagi" in _text(client.get(draft.get_absolute_url()))
    client.post(_url("hold_back_checklist", draft.pk))
    assert IndicatorSet.objects.get(pk=draft.pk).is_draft


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_however_much_they_show(as_role, regency, count, django_assert_max_num_queries):
    client = as_role(Role.DINAS)
    for number in range(count):
        checklist = make_checklist(regency, valid_from=_today(number - 9), added=count)
    for url in (_url("checklists"), checklist.get_absolute_url()):
        with django_assert_max_num_queries(11):
            client.get(url)
    make_checklist(regency, added=9, long_words=True)  # the largest draft fits a page of 50 KB
    assert client.get(_url("checklist", IndicatorSet.objects.get(valid_from=None).pk)).status_code == 200
