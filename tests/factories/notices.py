import factory
from django.utils import timezone

from notices.models import Notice
from tests.factories.accounts import UserFactory


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Rujukan keluarga Tefnai nomor {n} disetujui")
    mail_text = "Ada rujukan yang diputuskan"
    url = "/berkas/"

    class Params:
        read = factory.Trait(read_at=factory.LazyFunction(timezone.now))
        mailed = factory.Trait(mailed_at=factory.LazyFunction(timezone.now))
