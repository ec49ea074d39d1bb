from datetime import timedelta

import factory
from django.utils import timezone

from institutions.enums import (
    ActivityKind,
    FoundingKind,
    InstitutionKind,
    MeetingKind,
    MemberKind,
    Post,
    Sector,
    UnitState,
)
from institutions.models import (
    Activity,
    AgendaItem,
    AnnualAgenda,
    Attendance,
    CareUnit,
    Decision,
    Decree,
    FoundingPaper,
    FoundingStep,
    Institution,
    InstitutionStaff,
    Meeting,
    Membership,
    Officer,
    ServiceOffer,
    WorkingGroup,
)
from tests.factories.accounts import UserFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.regions import make_village


def years_ago(years):
    return timezone.localdate() - timedelta(days=365 * years)


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    name = factory.Sequence(lambda n: f"Lembaga {n:03}")
    kind = InstitutionKind.POSYANDU
    region = factory.LazyFunction(make_village)


class ServiceOfferFactory(factory.django.DjangoModelFactory):
    """``problems=["PPKS-08", …]`` or categories: for whom it is."""

    class Meta:
        model = ServiceOffer
        skip_postgeneration_save = True

    institution = factory.SubFactory(InstitutionFactory)
    sector = Sector.SOCIAL
    name = factory.Sequence(lambda n: f"Layanan {n:03}")

    @factory.post_generation
    def problems(self, create, extracted):
        if create and extracted:
            self.problems.set(extracted)


class InstitutionStaffFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InstitutionStaff

    institution = factory.SubFactory(InstitutionFactory)
    user = factory.SubFactory(UserFactory)


class CareUnitFactory(factory.django.DjangoModelFactory):
    """A confirmed FCU; ``state=UnitState.FORMING`` for one without a decree."""

    class Meta:
        model = CareUnit

    village = factory.LazyFunction(make_village)
    name = factory.LazyAttribute(lambda unit: f"FCU {unit.village.name}")
    address = "Kantor desa"
    founded_on = factory.LazyFunction(lambda: years_ago(3))
    state = UnitState.CONFIRMED


class DecreeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decree

    care_unit = factory.SubFactory(CareUnitFactory)
    number = factory.Sequence(lambda n: f"SK/{n:03}/2024")
    decided_on = factory.LazyFunction(lambda: years_ago(2))
    signed_by = "Yohanis Nalle"


class FoundingStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FoundingStep

    care_unit = factory.SubFactory(CareUnitFactory)
    kind = FoundingKind.FORMATION
    held_on = factory.LazyFunction(lambda: years_ago(3))
    place = "Balai desa"
    led_by = "Kepala Desa"
    recorded_by = factory.SubFactory(UserFactory)


class FoundingPaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FoundingPaper

    step = factory.SubFactory(FoundingStepFactory)
    file = factory.SubFactory(StoredFileFactory)
    caption = "Daftar hadir"
    added_by = factory.SelfAttribute("step.recorded_by")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    care_unit = factory.SubFactory(CareUnitFactory)
    kind = MemberKind.INDIVIDUAL
    name = factory.Sequence(lambda n: f"Anggota {n:03}")
    position = "Tokoh masyarakat"
    joined_on = factory.LazyFunction(lambda: years_ago(2))


class OfficerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Officer

    membership = factory.SubFactory(MembershipFactory)
    care_unit = factory.LazyAttribute(lambda officer: officer.membership.care_unit)
    post = Post.COORDINATOR
    starts_on = factory.LazyFunction(lambda: years_ago(1))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    care_unit = factory.SubFactory(CareUnitFactory)
    number = factory.LazyAttribute(lambda meeting: meeting.care_unit.meetings.count() + 1)
    kind = MeetingKind.ROUTINE
    held_on = factory.LazyFunction(timezone.localdate)
    place = "Balai desa"
    leader = "Selfina Lakapu"
    agenda = "Membahas keluarga sasaran"
    recorded_by = factory.SubFactory(UserFactory)


class AttendanceFactory(factory.django.DjangoModelFactory):
    """A member was there; ``GuestFactory`` for somebody from outside."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    membership = factory.SubFactory(MembershipFactory, care_unit=factory.SelfAttribute("..meeting.care_unit"))


class GuestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    guest_name = factory.Sequence(lambda n: f"Tamu {n:03}")
    guest_from = "Puskesmas Batakte"


class WorkingGroupFactory(factory.django.DjangoModelFactory):
    """``members=[…]``: those besides the chair."""

    class Meta:
        model = WorkingGroup
        skip_postgeneration_save = True

    care_unit = factory.SubFactory(CareUnitFactory)
    chair = factory.SubFactory(MembershipFactory, care_unit=factory.SelfAttribute("..care_unit"))
    name = factory.Sequence(lambda n: f"Pokja {n:03}")
    purpose = "Memilih keluarga pionir dan plasma"
    starts_on = factory.LazyFunction(lambda: years_ago(1))

    @factory.post_generation
    def members(self, create, extracted):
        if create:
            self.members.set([self.chair, *(extracted or ())])


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory)
    text = factory.Sequence(lambda n: f"Keputusan {n:03}")
    position = factory.LazyAttribute(lambda decision: decision.meeting.decisions.count() + 1)


class AnnualAgendaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AnnualAgenda
        django_get_or_create = ("care_unit", "year")

    care_unit = factory.SubFactory(CareUnitFactory)
    year = factory.LazyFunction(lambda: timezone.localdate().year)


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """Of this year's agenda, the whole year long."""

    class Meta:
        model = AgendaItem

    agenda = factory.SubFactory(AnnualAgendaFactory)
    kind = ActivityKind.GUIDANCE
    name = factory.Sequence(lambda n: f"Mata agenda {n:03}")
    first_month = 1
    last_month = 12


class ActivityFactory(factory.django.DjangoModelFactory):
    """Carried out today; ``is_planned=True`` for one to come."""

    class Meta:
        model = Activity

    care_unit = factory.SubFactory(CareUnitFactory)
    kind = ActivityKind.GUIDANCE
    name = factory.Sequence(lambda n: f"Kegiatan {n:03}")
    held_on = factory.LazyFunction(timezone.localdate)
    place = "Balai desa"
    led_by = "Selfina Lakapu"
    recorded_by = factory.SubFactory(UserFactory)
