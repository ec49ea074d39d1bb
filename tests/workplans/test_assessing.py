"""Needs, sources, the matrix of which meets which, and what becomes of a need without a source."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from institutions.enums import Sector
from tests.factories.accounts import make_user
from tests.factories.institutions import InstitutionFactory
from tests.factories.referrals import make_referral
from tests.factories.workplans import ActionItemFactory, NeedFactory, SourceFactory, WorkPlanFactory
from workplans.enums import Gravity, SourceKind
from workplans.models import Need, NeedSource, Vote, WorkPlan
from workplans.queries.assessing import assessment_of
from workplans.services.assessing import (
    add_need,
    add_source,
    answer_need,
    change_need,
    change_source,
    remove_need,
    remove_source,
    set_matches,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return WorkPlanFactory()


@pytest.fixture
def secretary(plan):
    return make_user(Role.SECRETARY, plan.care_unit.village)


def need_of(plan, **fields):
    return NeedFactory(plan=plan, **fields)


def add(plan, actor, **fields):
    values = {"text": "Air bersih", "sector": Sector.HEALTH, "families": 12, "gravity": Gravity.GRAVE}
    return add_need(plan, actor=actor, **values | fields)


def test_a_need_is_added_and_changed(plan, secretary):
    need = add(plan, secretary)
    change_need(need, actor=secretary, seen=1, text="Air minum", families=9)
    need.refresh_from_db()
    assert (need.text, need.families, need.gravity, need.version) == ("Air minum", 9, Gravity.GRAVE, 2)


def test_a_stale_change_is_refused(plan, secretary):
    need = need_of(plan, version=2, text="Air bersih")
    with pytest.raises(StaleState):
        change_need(need, actor=secretary, seen=1, text="Pasar")
    assert Need.objects.get().text == "Air bersih"


@pytest.mark.parametrize("role", [Role.TKSK, Role.VILLAGE_HEAD, Role.LK3])
def test_who_only_reads_writes_nothing(plan, role):
    reader = make_user(role, plan.care_unit.village)
    with pytest.raises(PermissionDenied):
        add(plan, reader)
    with pytest.raises(PermissionDenied):
        set_matches(plan, set(), actor=reader, seen={})


def test_a_plan_that_does_not_run_is_only_read(plan, secretary):
    need = need_of(plan)
    WorkPlan.objects.update(state="stopped")
    with pytest.raises(DomainError, match="dihentikan, jadi isinya hanya bisa dibaca"):
        remove_need(need, actor=secretary)


def test_a_plan_holds_twentyfive_needs_and_sources(plan, secretary):
    for _ in range(25):
        need_of(plan), SourceFactory(plan=plan)
    with pytest.raises(DomainError, match="paling banyak 25 kebutuhan"):
        add(plan, secretary)
    with pytest.raises(DomainError, match="paling banyak 25 sumber"):
        add_source(plan, actor=secretary, kind=SourceKind.FUNDS, text="Dana desa")


def test_a_removed_need_leaves_the_list_and_keeps_its_ticks_and_votes(plan, secretary):
    need, source = need_of(plan), SourceFactory(plan=plan)
    NeedSource.objects.create(need=need, source=source)
    Vote.objects.create(stage=plan.stages.get(position=3), need=need, count=4)
    remove_need(need, actor=secretary)
    assert assessment_of(plan).needs == []
    assert NeedSource.objects.count() == Vote.objects.count() == 1
    with pytest.raises(DomainError, match="sudah dihapus orang lain"):
        change_need(need, actor=secretary, seen=1, text="Lain")


def test_a_need_that_an_activity_answers_stays(plan, secretary):
    need = need_of(plan)
    action = ActionItemFactory(plan=plan, need=need, name="Pipa air")
    with pytest.raises(DomainError, match="“Pipa air”"):
        remove_need(need, actor=secretary)
    action.removed_on = plan.starts_on
    action.save()
    remove_need(need, actor=secretary)
    assert Need.objects.get().removed_on


def test_an_institution_of_the_village_becomes_a_source_once(plan, secretary):
    posyandu = InstitutionFactory(name="Posyandu Melati", region=plan.care_unit.village)
    source = add_source(plan, actor=secretary, institution=posyandu)
    assert (source.kind, source.text, source.institution) == (SourceKind.INSTITUTION, "Posyandu Melati", posyandu)
    with pytest.raises(DomainError, match="sudah ada dalam daftar"):
        add_source(plan, actor=secretary, institution=posyandu)
    with pytest.raises(DomainError, match="jenisnya tetap lembaga"):
        change_source(source, actor=secretary, seen=1, kind=SourceKind.FUNDS, text="Dana")


def test_an_institution_of_another_village_is_no_source(plan, secretary, other_village):
    with pytest.raises(DomainError, match="tidak melayani desa ini"):
        add_source(plan, actor=secretary, institution=InstitutionFactory(region=other_village))
    regency = InstitutionFactory(region=plan.care_unit.village.parent.parent)
    add_source(plan, actor=secretary, institution=regency)
    assert plan.sources.get().institution == regency


def test_ticks_are_set_and_taken_away(plan, secretary):
    water, school = need_of(plan), need_of(plan)
    cadre, funds = SourceFactory(plan=plan), SourceFactory(plan=plan)
    set_matches(plan, {(water.pk, cadre.pk), (water.pk, funds.pk)}, actor=secretary, seen={water.pk: 1, school.pk: 1})
    set_matches(plan, {(water.pk, funds.pk)}, actor=secretary, seen={water.pk: 2})
    assert [(m.need, m.source) for m in NeedSource.objects.all()] == [(water, funds)]
    assert [need.version for need in Need.objects.order_by("pk")] == [3, 1], "what did not change keeps its version"


def test_needs_of_other_pages_keep_their_ticks(plan, secretary):
    here, elsewhere, source = need_of(plan), need_of(plan), SourceFactory(plan=plan)
    NeedSource.objects.create(need=elsewhere, source=source)
    set_matches(plan, set(), actor=secretary, seen={here.pk: 1})
    assert NeedSource.objects.get().need == elsewhere


def test_a_stale_matrix_is_refused_as_a_whole(plan, secretary):
    fresh, stale, source = need_of(plan), need_of(plan, version=2), SourceFactory(plan=plan)
    with pytest.raises(StaleState):
        set_matches(plan, {(fresh.pk, source.pk)}, actor=secretary, seen={fresh.pk: 1, stale.pk: 1})
    assert not NeedSource.objects.exists()


def test_ticks_reach_only_needs_and_sources_of_the_plan(plan, secretary):
    need, source = need_of(plan), SourceFactory(plan=plan)
    theirs = SourceFactory(plan=WorkPlanFactory(care_unit=plan.care_unit, state="closed", stages=False))
    for pairs in ({(need.pk, theirs.pk)}, {(need_of(plan).pk, source.pk)}):
        with pytest.raises(DomainError, match="tidak ada lagi dalam rencana ini"):
            set_matches(plan, pairs, actor=secretary, seen={need.pk: 1})


def test_a_need_has_a_source_or_an_answer_and_never_both(plan, secretary):
    need, source = need_of(plan), SourceFactory(plan=plan)
    answer_need(need, actor=secretary, seen=1, answer="advocacy", answer_note="Dinas PUPR, tentang pipa")
    with pytest.raises(DomainError, match="Kosongkan dahulu jalan keluarnya"):
        set_matches(plan, {(need.pk, source.pk)}, actor=secretary, seen={need.pk: 2})
    answer_need(need, actor=secretary, seen=2, answer="", answer_note="sisa tulisan")
    set_matches(plan, {(need.pk, source.pk)}, actor=secretary, seen={need.pk: 3})
    with pytest.raises(DomainError, match="sudah ada sumbernya"):
        answer_need(need, actor=secretary, answer="referral", answer_note="Puskesmas")
    need.refresh_from_db()
    assert (need.answer, need.answer_note) == ("", "")


def test_an_answer_says_to_whom(plan, secretary):
    with pytest.raises(DomainError, match="Tulis kepada siapa"):
        answer_need(need_of(plan), actor=secretary, answer="referral", answer_note=" ")


def test_when_its_only_source_goes_a_need_has_no_way_out_again(plan, secretary):
    need, source = need_of(plan), SourceFactory(plan=plan)
    NeedSource.objects.create(need=need, source=source)
    assert not assessment_of(plan).needs[0].is_unanswered
    remove_source(source, actor=secretary)
    row = assessment_of(plan).needs[0]
    assert row.is_unanswered
    assert row.sources == []
    answer_need(need, actor=secretary, answer="referral", answer_note="Puskesmas Batakte")
    assert not assessment_of(plan).needs[0].is_unanswered


def test_without_votes_the_order_is_that_of_gravity_and_families(plan):
    light = need_of(plan, families=20, gravity=Gravity.LIGHT)
    grave = need_of(plan, families=7, gravity=Gravity.GRAVE)
    assert [row.need for row in assessment_of(plan).needs] == [grave, light]
    assert assessment_of(plan).counted_in is None


def test_a_referral_of_the_village_carries_a_need_on(plan, secretary, other_village):
    need = need_of(plan)
    ours, theirs = (make_referral(village=each) for each in (plan.care_unit.village, other_village))
    given = {"actor": secretary, "answer": "referral", "answer_note": "Puskesmas"}
    answer_need(need, referral=ours, **given)
    assert Need.objects.get().referral == ours
    with pytest.raises(DomainError, match="bukan rujukan desa ini"):
        answer_need(need, referral=theirs, **given)
    with pytest.raises(DomainError, match="Kosongkan rujukannya"):
        answer_need(need, referral=theirs, **given | {"answer": "advocacy"})
    answer_need(need, referral=ours, **given | {"answer": "advocacy"})
    assert Need.objects.get().referral is None
