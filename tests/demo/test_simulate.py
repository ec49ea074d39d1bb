import re
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Avg, F
from django.utils import timezone

from accounts.enums import Role
from cases.models import Case
from core.identity import decode
from core.periods import Period
from demo.simulation import simulate
from families.models import Assessment, Family, FamilyMember, Transfer
from families.queries import completeness_of
from families.services import register_family
from institutions.models import CareUnit
from referrals.models import Placement, Referral
from regions.models import Region
from reporting.figures import region_figures
from tests.factories.accounts import make_user
from tests.factories.families import member_data
from tests.factories.regions import make_village


def run(**options):
    out = StringIO()
    call_command("simulate", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def villages(db):
    return [make_village(f"53.01.05.20{number}") for number in (11, 12, 13)]


def test_fills_so_many_villages_with_so_many_families(villages):
    counts = simulate(2, 60, seed=1)
    assert counts["families"] == Family.objects.count() == 120
    assert Family.objects.values("village").distinct().count() == CareUnit.objects.count() == 2
    assert counts["members"] == FamilyMember.objects.count()
    assert Case.objects.count() == counts["cases"] > 0
    assert Referral.objects.count() == counts["referrals"] > 0


def test_the_same_seed_gives_the_same_families(villages):
    assert heads(seed=3) == heads(seed=3)
    assert heads(seed=3) != heads(seed=4)


def heads(seed):
    """Whom a simulation makes; nothing of it stays."""
    with transaction.atomic():
        simulate(1, 25, seed)
        made = list(Family.objects.order_by("pk").values_list("village", "head_name", "family_card_number"))
        transaction.set_rollback(True)
    return made


def test_villages_that_have_families_are_left_alone(villages):
    simulate(2, 5, seed=1)
    simulate(1, 5, seed=1)
    assert sorted(set(Family.objects.values_list("village", flat=True))) == [v.code for v in villages]
    with pytest.raises(CommandError, match="Only 0 villages"):
        run(villages=1, families_per_village=1)


def test_without_regions_it_makes_villages_of_its_own(db):
    simulate(11, 2, seed=1)
    assert Region.objects.filter(level="village", code__within="99").count() == 11


def test_a_region_narrows_the_choice(villages):
    make_village("73.09.13.2001")
    simulate(1, 2, seed=1, region="73")
    assert set(Family.objects.values_list("village", flat=True)) == {"73.09.13.2001"}


def test_numbers_are_valid_and_events_end_where_the_record_stands(villages):
    simulate(1, 80, seed=1)
    names = dict(Region.objects.values_list("code", "name"))
    today = timezone.localdate()
    for number in FamilyMember.objects.exclude(national_id="").values_list("national_id", flat=True):
        assert decode(number, today, names.get).problems == ()
    for referral in Referral.objects.prefetch_related("events"):
        assert referral.events.first().to_state == referral.state
        assert referral.version == referral.events.count()
    assert not Placement.objects.exclude(referral__village=F("referral__case__village")).exists()


def test_work_by_hand_goes_on_where_the_simulation_ended(villages):
    simulate(1, 10, seed=1, region=villages[0].code)
    secretary = make_user(Role.SECRETARY, villages[0])
    family = register_family(
        village=villages[0], data={"address": "Dekat dermaga"}, members=[member_data()], actor=secretary
    )
    assert re.fullmatch(r"53\.01\.05\.2011-0011", family.file_number)
    people = FamilyMember.objects.exclude(temporary_number="").values_list("temporary_number", flat=True)
    assert family.temporary_card_number not in Family.objects.exclude(pk=family.pk).values_list(
        "temporary_card_number", flat=True
    )
    assert len(people) == len(set(people))


def test_what_is_kept_beside_the_rows_is_what_the_services_would_keep(villages):
    simulate(1, 60, seed=2)
    for family in Family.objects.active():
        members = list(family.members.filter(left_on=None))
        kept = family.search_text
        family.make_searchable([text for each in members for text in (each.name, each.temporary_number)])
        assert family.search_text == kept
        assert completeness_of(family, members).percent == family.completeness
        assert [family.decile] == (list(family.deciles.values_list("value", flat=True)) or [None])
    for assessment in Assessment.objects.all():
        rated = assessment.ratings.order_by().values_list("indicator__dimension").annotate(mean=Avg("value"))
        kept = dict(assessment.family.dimension_means.values_list("dimension", "mean"))
        assert kept == {dimension: pytest.approx(round(Decimal(mean), 2)) for dimension, mean in rated}


def test_the_bulk_has_something_of_everything(villages):
    counts = simulate(3, 150, seed=1)
    for name in ("cards", "deciles", "housings", "money", "aid", "means", "problem_steps", "file_events", "consents"):
        assert counts[name] > 0, name
    assert Family.objects.filter(completeness__lt=80).exists()
    assert Family.objects.filter(completeness__gte=80).exists()
    assert Family.objects.exclude(phone="").first().phone.is_valid()
    assert all(family.latitude for family in Family.objects.exclude(longitude=None))


def test_a_family_that_came_from_elsewhere_lived_there_before(villages, monkeypatch):
    monkeypatch.setattr("demo.simulation.moves.ARRIVED_CHANCE", 0.5)
    simulate(2, 20, seed=1)
    transfer = Transfer.objects.select_related("family").first()
    family, periods = transfer.family, transfer.family.status_periods.order_by("starts_on")
    assert [period.village_id for period in periods] == [transfer.from_village_id, transfer.to_village_id]
    assert periods[1].starts_on == transfer.moved_on
    assert family.former_numbers == transfer.old_file_number
    assert family.former_numbers.startswith(transfer.from_village_id)
    assert family.former_numbers in family.search_text
    assert transfer.events.first().to_state == transfer.state
    assert transfer.events.count() == transfer.version


def test_reports_count_what_was_simulated(villages):
    simulate(1, 120, seed=1)
    village = Family.objects.first().village
    last = Period.quarter_of(timezone.localdate()).previous()
    counted = [region_figures((village.code,), period, village.zone_name) for period in (last, last.previous())]
    assert sum(figures["cases"]["intakes"] for figures in counted) > 0
    assert counted[0]["unit"]["meetings"]


def test_refused_where_real_people_are_served(settings, villages, monkeypatch):
    settings.FCU_DEMO = False
    with pytest.raises(CommandError, match="FCU_DEMO=1 or FCU_BENCH=1"):
        run()
    monkeypatch.setenv("FCU_BENCH", "1")
    assert "5 families" in run(villages=1, families_per_village=5)


def test_nonsense_is_refused_in_one_line(db):
    with pytest.raises(CommandError, match="At least one village"):
        run(villages=0)
