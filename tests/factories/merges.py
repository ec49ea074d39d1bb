"""Two files of one family, filled with rows of every app that hangs rows on a family, and their merge."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from families.enums import Relation, Sex
from families.models import AidProgramme, AidReceived, Decile, FamilyPaper, FamilyShare, Housing, Merge, MoneyRecord
from families.services import (
    PersonChoice,
    add_strength,
    merge_families,
    record_assessment,
    record_consent,
    record_problem,
    register_family,
)
from institutions.enums import MemberKind
from institutions.models import CareUnit
from mentoring.models import Candidate, Selection
from tests.factories.accounts import UserFactory
from tests.factories.becoming import MentorshipFactory, SelectionFactory, train
from tests.factories.cases import CaseFactory, IntakeFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.families import CopyFactory, FamilyFactory, category, make_card_number, member_data, national_set
from tests.factories.groups import MemberFactory
from tests.factories.guiding import TaskFactory, VisitFactory
from tests.factories.institutions import CareUnitFactory, MembershipFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.stimulus import make_proposal
from tests.factories.workplans import ActionItemFactory
from workplans.models import ActionItem

BORN = date(1985, 4, 17)
CHILD_BORN = date(2012, 8, 5)


class MergeFactory(factory.django.DjangoModelFactory):
    """The row alone; families.services.merge_families does the rest."""

    class Meta:
        model = Merge

    kept = factory.SubFactory(FamilyFactory)
    absorbed = factory.SubFactory(FamilyFactory)
    merged_by = factory.SubFactory(UserFactory)


def register(village, actor, *people, **data):
    """A file by the service. People: see member_data; without any, Obaja and Melki."""
    people = people or (
        member_data("Obaja Tefnai", sex=Sex.MALE, birth_date=BORN),
        member_data("Melki Tefnai", Relation.CHILD, sex=Sex.MALE, birth_date=CHILD_BORN),
    )
    data = {"address": "Dekat dermaga", "rt": "004", "family_card_number": make_card_number(), **data}
    return register_family(village=village, data=data, members=list(people), actor=actor)


def person(family, name):
    return family.members.get(name__startswith=name)


def fill(family, actor, *, problem="PPKS-24", day=None):
    """One row of everything that can hang on a file: those of the child bear its name. → the child"""
    day, child = day or timezone.localdate(), family.members.get(relation=Relation.CHILD)
    first = record_problem(family, category=category(problem), member=child, actor=actor)
    add_strength(family, text="Pandai menenun", actor=actor)
    record_assessment(
        family, indicator_set=national_set(), assessed_on=day, actor=actor,
        ratings={indicator.pk: 2 for indicator in national_set().indicators.all()},
    )  # fmt: skip
    consent = record_consent(
        family, purpose="referral", method="signed", given_by="Obaja", guardian="ayah", member=child, actor=actor
    )
    MoneyRecord.objects.create(family=family, noted_on=day, income=1_150_000, recorded_by=actor)
    Housing.objects.create(family=family, noted_on=day, recorded_by=actor)
    Decile.objects.create(family=family, value=2, stated_on=day, source="DTSEN", recorded_by=actor)
    AidReceived.objects.create(
        family=family, member=child, programme=AidProgramme.objects.first(), starts_on=day, recorded_by=actor
    )
    FamilyPaper.objects.create(family=family, kind="family_card", file=StoredFileFactory(), added_by=actor)
    FamilyShare.objects.create(family=family, user=UserFactory(), reason="Kasus")
    CopyFactory(family=family)
    _fill_above(family, child, first, consent)
    return child


def _fill_guidance(family, case):
    """As a plasma family and as a pioneer family, and on the way to becoming one."""
    visit = VisitFactory(mentorship=MentorshipFactory(village=family.village, plasma=family), case=case)
    TaskFactory(agreed_at=visit)
    MentorshipFactory(village=family.village, pioneer=family)
    selection = Selection.objects.first() or SelectionFactory(village=family.village)
    Candidate.objects.create(selection=selection, family=family)
    train(family.village, family)


def _fill_above(family, child, problem, consent):
    case = CaseFactory(family=family, intake=IntakeFactory(family=family, village=family.village))
    case.members.add(child)
    case.problems.add(problem)
    ReferralFactory(case=case, member=child, consent=consent).problems.add(problem)
    _fill_guidance(family, case)
    unit = CareUnit.objects.first() or CareUnitFactory()
    MembershipFactory(care_unit=unit, kind=MemberKind.PIONEER, family=family, position="")
    # The same activity of the plan is for both: one target is enough for the file that stays.
    action = ActionItem.objects.first() or ActionItemFactory(plan__care_unit=unit)
    action.targets.create(family=family)
    make_proposal(family=family)
    MemberFactory(group__village=family.village, person=child)


def same_people(kept, absorbed, **take):
    """Who has a first name of ``kept`` is the same one, others join. ``take``: first name → fields."""
    ours, choices = {member.name.split()[0]: member.pk for member in kept.members.all()}, []
    for member in absorbed.members.filter(left_on=None):
        first = member.name.split()[0]
        choices.append(PersonChoice(member.pk, same_as=ours.get(first), take=frozenset(take.get(first, ()))))
    return choices


def merge(kept, absorbed, actor, *, take=(), people=None):
    for family in (kept, absorbed):
        family.refresh_from_db()
    return merge_families(
        kept, absorbed, seen=(kept.version, absorbed.version), take=frozenset(take),
        people=same_people(kept, absorbed) if people is None else people, actor=actor,
    )[0]  # fmt: skip


def yesterday():
    return timezone.localdate() - timedelta(days=1)
