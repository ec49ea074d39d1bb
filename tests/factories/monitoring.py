"""Visits, plans and findings as the services leave them; the nation's instruments are reference data."""

from datetime import timedelta

import factory
from django.utils import timezone

from accounts.enums import Role
from monitoring.enums import AnswerKind, Aspect, VisitKind, VisitState
from monitoring.models import Finding, Instrument, PlannedSupervision, SupervisionVisit, VisitAnswer
from tests.factories.accounts import UserFactory, make_user
from tests.factories.institutions import CareUnitFactory


def national(kind=VisitKind.MONITORING):
    return Instrument.objects.get(region=None, kind=kind)


class VisitFactory(factory.django.DjangoModelFactory):
    """A draft of today at the FCU of Desa Tablolong; ``sent=True`` for one that was sent."""

    class Meta:
        model = SupervisionVisit

    class Params:
        sent = factory.Trait(state=VisitState.SENT, sent_on=factory.LazyFunction(timezone.localdate))

    kind = VisitKind.MONITORING
    care_unit = factory.SubFactory(CareUnitFactory)
    region = factory.LazyAttribute(lambda visit: visit.care_unit.village)
    instrument = factory.LazyAttribute(lambda visit: national(visit.kind))
    visited_on = factory.LazyFunction(timezone.localdate)
    officers = "Ferdi Sabuin"
    recorded_by = factory.LazyAttribute(lambda visit: make_user(Role.TKSK, visit.region))


class FindingFactory(factory.django.DjangoModelFactory):
    """Told with a visit that was sent; ``told_on=None`` for one of a draft."""

    class Meta:
        model = Finding

    visit = factory.SubFactory(VisitFactory, sent=True)
    aspect = Aspect.ADMINISTRATION
    text = factory.Sequence(lambda n: f"Buku tamu belum diisi {n + 1}")
    recommendation = "Isi setiap ada tamu."
    responsible = "Sekretaris"
    told_on = factory.LazyFunction(timezone.localdate)


class PlannedSupervisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlannedSupervision

    kind = VisitKind.MONITORING
    care_unit = factory.SubFactory(CareUnitFactory)
    region = factory.LazyAttribute(lambda planned: planned.care_unit.village)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    officer = factory.LazyAttribute(lambda planned: make_user(Role.TKSK, planned.region))
    planned_by = factory.SubFactory(UserFactory)


def answer_all(visit, score=3):
    """Every question of the visit's instrument answered."""
    VisitAnswer.objects.bulk_create(
        VisitAnswer(visit=visit, question=question, **_given(question, score))
        for question in visit.instrument.questions.all()
    )
    return visit


def _given(question, score):
    if question.answer == AnswerKind.TEXT:
        return {"text": "Tidak ada."}
    return {"score": score if question.answer == AnswerKind.SCALE else 1}


def monitoring_records(unit):
    """For the walk over all addresses: a visit that was sent, with a finding, a plan and a regency's draft."""
    visit = answer_all(VisitFactory(care_unit=unit, sent=True))
    regency = unit.village.parent.parent
    draft = Instrument.objects.create(kind="monitoring", version=f"{regency.pk}-x-1", region=regency, title="Konsep")
    question = draft.questions.create(position=1, aspect=Aspect.FACILITIES, text="Papan terpasang")
    finding = FindingFactory(visit=visit)
    names = (
        "visit", "fill", "keep", "change_visit", "discard_visit", "visit_step", "visit_paper", "change_finding",
        "remove_finding",
    )  # fmt: skip
    return {
        **{f"monitoring:{name}": visit for name in names},
        "monitoring:pk": unit,
        "monitoring:finding": finding,
        "monitoring:finding_pk": finding,
        "monitoring:call_off_plan": PlannedSupervisionFactory(care_unit=unit),
        "monitoring:instrument": draft,
        "monitoring:question": question,
    }
