from datetime import date

import factory

from cases.enums import CaseState, IntakeSource, ServiceKind
from cases.models import Case, CaseNote, Intake, ServiceGiven
from tests.factories.accounts import UserFactory
from tests.factories.families import FamilyFactory
from tests.factories.regions import make_village


class IntakeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Intake

    village = factory.LazyFunction(make_village)
    received_on = date(2026, 8, 3)
    source = IntakeSource.POST
    reporter = factory.Sequence(lambda n: f"Pelapor {n}")
    need = "Anak belum punya akta kelahiran."
    taken_by = factory.SubFactory(UserFactory)


class CaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Case
        skip_postgeneration_save = True

    family = factory.SubFactory(FamilyFactory)
    village = factory.SelfAttribute("family.village")
    number = factory.Sequence(lambda n: f"K-2026-{n:03}")
    summary = "Anak putus sekolah, orang tua mencari pekerjaan."
    handler = factory.SubFactory(UserFactory)
    opened_by = factory.SelfAttribute("handler")
    opened_on = date(2026, 8, 4)
    state = CaseState.IN_HANDLING

    @factory.post_generation
    def opening(case, create, extracted, **kwargs):
        if create:
            case.events.create(number=1, step="open", from_state="", to_state=CaseState.RECORDED, actor=case.opened_by)


class ServiceGivenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceGiven

    case = factory.SubFactory(CaseFactory)
    kind = ServiceKind.GUIDANCE
    given_on = date(2026, 8, 10)
    description = "Bimbingan pengasuhan"
    given_by = factory.SelfAttribute("case.handler")


class CaseNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseNote

    case = factory.SubFactory(CaseFactory)
    text = factory.Sequence(lambda n: f"Catatan ke-{n}")
    author = factory.SelfAttribute("case.handler")
