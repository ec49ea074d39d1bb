"""Programmes as the services leave them."""

from datetime import timedelta

import factory
from django.utils import timezone

from core.periods import months_later
from institutions.enums import FundSource, Sector
from programmes.enums import ProgrammeState, ReferenceKind, ReviewKind
from programmes.models import MonthlyProgress, Programme, ProgrammeActivity, ProgrammeReview
from tests.factories.accounts import UserFactory
from tests.factories.regions import make_region


def month_start(ago):
    """The first day of the month ``ago`` months before this one; ahead where it is negative."""
    return months_later(timezone.localdate().replace(day=1), -ago)


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """Of Kecamatan Kupang Barat, since three months, for 18 months; ``villages`` as a list."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    region = factory.LazyFunction(lambda: make_region("53.01.05"))
    name = factory.Sequence(lambda n: f"Pemberdayaan pesisir {n + 1}")
    agency_name = "Dinas Perikanan"
    sector = Sector.ECONOMY
    goal = "Penghasilan keluarga nelayan naik"
    target_group = "Keluarga nelayan"
    target_number = 90
    budget = 100_000_000
    source = FundSource.REGENCY
    reference_kind = ReferenceKind.DPA
    reference = "1.06.01/2026"
    starts_on = factory.LazyFunction(lambda: month_start(3))
    ends_on = factory.LazyAttribute(lambda each: months_later(each.starts_on, 18) - timedelta(days=1))
    recorded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def villages(programme, wanted, extracted, **fields):
        if wanted and extracted:
            programme.villages.set(extracted)


class ActivityOfProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeActivity

    programme = factory.SubFactory(ProgrammeFactory, state=ProgrammeState.RUNNING)
    name = factory.Sequence(lambda n: f"Pelatihan {n + 1}")
    unit = "orang"
    target = 60
    budget = 40_000_000
    starts_on = factory.LazyAttribute(lambda each: each.programme.starts_on)
    ends_on = factory.LazyAttribute(lambda each: each.programme.ends_on)


class ProgressFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MonthlyProgress

    activity = factory.SubFactory(ActivityOfProgrammeFactory)
    month = factory.LazyFunction(lambda: month_start(1))
    done = 20
    spent = 5_000_000
    recorded_by = factory.SubFactory(UserFactory)


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeReview

    programme = factory.SubFactory(ProgrammeFactory, state=ProgrammeState.RUNNING)
    kind = ReviewKind.MONITORING
    due_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=3))


def programme_records(village, unit, family):
    """For the walk over all addresses: one of each."""
    programme = ProgrammeFactory(region=village.parent, state=ProgrammeState.RUNNING, villages=[village])
    return {
        "programmes:pk": programme,
        "programmes:region": village.parent,
        "programmes:activity": ActivityOfProgrammeFactory(programme=programme),
        "programmes:review": ReviewFactory(programme=programme),
    }
