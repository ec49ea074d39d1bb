"""A version of the indicators in force: it holds from its day on and never changes again."""

import pytest

from core.exceptions import DomainError, StaleState
from core.periods import Period
from families.enums import Rate
from families.figures import family_figures
from families.models import IndicatorSet
from families.queries import checklist_for
from families.services import (
    discard_checklist,
    hold_back_checklist,
    move_indicator,
    record_assessment,
    remove_indicator,
    start_checklist,
)
from families.services.checklists import draft_fingerprint
from tests.factories.families import FamilyFactory, make_assessment, make_secretary, national_set
from tests.families.drafting import add_water, days_from_now, enforce, reword


@pytest.fixture
def draft(regency, dinas):
    return start_checklist(regency, note="Menambah air minum", actor=dinas)


def test_from_its_day_on_a_version_holds_and_never_changes(village, draft, dinas):
    water = add_water(draft, dinas)
    enforce(draft, dinas)
    assert checklist_for(village.code) == draft
    for change in (
        lambda: reword(water, "Lain", dinas),
        lambda: add_water(draft, dinas, "Lain lagi"),
        lambda: remove_indicator(water, actor=dinas),
        lambda: move_indicator(water, up=True, seen=water.order, actor=dinas),
        lambda: discard_checklist(draft, actor=dinas),
        lambda: hold_back_checklist(draft, actor=dinas),
        lambda: enforce(draft, dinas),
    ):
        with pytest.raises(DomainError, match="tidak bisa diubah lagi"):
            change()
    assert draft.indicators.count() == 22


def test_nothing_holds_from_a_day_gone_by_or_before_the_version_before(draft, dinas, regency):
    with pytest.raises(DomainError, match="tidak bisa berlaku surut"):
        enforce(draft, dinas, on=days_from_now(-1))
    enforce(draft, dinas, on=days_from_now(10))
    following = start_checklist(regency, note="Lagi", actor=dinas)
    with pytest.raises(DomainError, match=r"Perangkat 53\.01-1 berlaku sejak"):
        enforce(following, dinas, on=days_from_now(9))
    assert enforce(following, dinas, on=days_from_now(10)).valid_from == days_from_now(10)


def test_one_puts_in_force_what_one_has_read(draft, dinas):
    seen = draft_fingerprint(draft)
    add_water(draft, dinas)
    with pytest.raises(StaleState):
        enforce(draft, dinas, seen=seen)
    assert IndicatorSet.objects.get(pk=draft.pk).is_draft


def test_before_its_day_a_version_may_become_a_draft_again(draft, dinas, regency):
    enforce(draft, dinas, on=days_from_now(1))
    following = start_checklist(regency, note="Lagi", actor=dinas)
    with pytest.raises(DomainError, match="Versi lain sudah dibuat"):
        hold_back_checklist(draft, actor=dinas)
    discard_checklist(following, actor=dinas)
    assert hold_back_checklist(draft, actor=dinas).is_draft


def test_an_old_assessment_keeps_its_version(village, draft, dinas):
    family = FamilyFactory(village=village, members=1)
    old = make_assessment(family)
    reword(draft.indicators.get(code="2.1"), "Tekun beribadah", dinas)
    enforce(draft, dinas)
    texts = set(old.ratings.values_list("indicator__text", flat=True))
    assert "Beribadah menurut agama dan kepercayaannya" in texts
    assert "Tekun beribadah" not in texts


def test_figures_and_means_hold_across_versions(village, draft, dinas):
    """A family rated on each version: an added indicator counts in its dimension, the others are not moved by it."""
    actor, day = make_secretary(village), days_from_now()
    add_water(draft, dinas)
    enforce(draft, dinas)
    for checklist, value in ((national_set(), Rate.GOOD), (draft, Rate.LITTLE)):
        family = FamilyFactory(village=village, members=1)
        ratings = dict.fromkeys(checklist.indicators.values_list("pk", flat=True), value)
        record_assessment(family, indicator_set=checklist, assessed_on=day, ratings=ratings, actor=actor)
    figures = family_figures((village.code,), Period.quarter_of(day))
    assert (figures.assessments, figures.families_assessed) == (2, 2)
    assert _mean(figures, "devotion") == (2, 2)
    assert _mean(figures, "family_life") == (2, round((6 * 3 + 7 * 1) / 13, 2))
    assert set(family.dimension_means.values_list("mean", flat=True)) == {1}


def _mean(figures, dimension):
    rated = figures.ratings[dimension]
    return rated["families"], rated["value"]
