from datetime import date, timedelta

import factory
from django.utils import timezone

from cases.enums import CaseState, Doer, IntakeSource, ReportReceiver, ServiceKind
from cases.models import (
    Case,
    CaseAccess,
    CaseConference,
    CaseNote,
    Goal,
    IncidentalReport,
    Intake,
    NotePhoto,
    PlanAction,
    ServiceGiven,
)
from tests.factories.accounts import UserFactory
from tests.factories.documents import DocumentFactory, StoredFileFactory
from tests.factories.families import ConsentFactory, FamilyFactory
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
    closed_on = None
    version = factory.LazyAttribute(lambda case: 2 if case.closed_on else 1)

    @factory.post_generation
    def history(case, create, extracted, **kwargs):
        """Its opening and, where it is over, its end."""
        if not create:
            return
        case.events.create(
            number=1, step="open", from_state="", to_state=CaseState.RECORDED, actor=case.opened_by, on=case.opened_on
        )
        if case.closed_on:
            case.events.create(
                number=2, step="close", from_state=CaseState.IN_HANDLING, to_state=case.state, actor=case.handler,
                on=case.closed_on, result=case.result,
            )  # fmt: skip


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


class NotePhotoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NotePhoto

    note = factory.SubFactory(CaseNoteFactory)
    file = factory.SubFactory(StoredFileFactory, name="foto.jpg", content_type="image/jpeg")


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    case = factory.SubFactory(CaseFactory)
    words = factory.Sequence(lambda n: f"Kami ingin anak sekolah lagi ({n})")


class PlanActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanAction

    case = factory.SubFactory(CaseFactory)
    what = factory.Sequence(lambda n: f"Mengurus akta ke kantor desa ({n})")
    doer = Doer.FAMILY
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    planned_by = factory.SelfAttribute("case.handler")


class CaseConferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseConference

    case = factory.SubFactory(CaseFactory)
    held_on = date(2026, 8, 12)
    place = "Balai desa"
    people = "Maria Lopo, Puskesmas"
    minutes = "Disepakati siapa mengerjakan apa."
    consent = factory.SubFactory(ConsentFactory, family=factory.SelfAttribute("..case.family"))
    recorded_by = factory.SelfAttribute("case.handler")


class CaseAccessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseAccess

    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory)
    reason = "Mendampingi anak"
    granted_by = factory.SelfAttribute("case.handler")
    until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class IncidentalReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IncidentalReport

    case = factory.SubFactory(CaseFactory)
    receiver = ReportReceiver.TKSK
    region = factory.SelfAttribute("case.village.parent")
    number = factory.Sequence(lambda n: f"463/{n:03}/2011/VIII/2026")
    asked = "Pendampingan pekerja sosial."
    consent = factory.SubFactory(ConsentFactory, family=factory.SelfAttribute("..case.family"))
    document = factory.SubFactory(
        DocumentFactory,
        kind="incidental_report",
        content={"facts": [], "consent_on": "2026-08-04", "services": [], "actions": []},
    )
    sent_by = factory.SelfAttribute("case.handler")
