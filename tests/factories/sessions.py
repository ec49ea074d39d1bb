import factory
from django.utils import timezone

from referrals.enums import SessionKind
from referrals.models import CounsellingSession
from tests.factories.accounts import UserFactory


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CounsellingSession

    held_on = factory.LazyFunction(timezone.localdate)
    kind = SessionKind.CONSULTATION
    place = "Kantor LK3"
    people = 2
    done = "Mendengarkan kedua pihak."
    recorded_by = factory.SubFactory(UserFactory)
