import factory
from django.utils import timezone

from programmes.enums import EventKind, EventLevel
from programmes.models import TierEvent
from programmes.queries.events import LEVELS
from tests.factories.accounts import UserFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.groups import days_ago
from tests.factories.regions import make_village


class TierEventFactory(factory.django.DjangoModelFactory):
    """Held a week ago by the regency of Desa Tablolong; ``reached``: the regions that took part."""

    class Meta:
        model = TierEvent
        skip_postgeneration_save = True

    kind = EventKind.SOCIALISATION
    region = factory.LazyFunction(lambda: make_village().parent.parent)
    level = factory.LazyAttribute(lambda event: LEVELS[event.region.level] if event.region else EventLevel.CENTRE)
    title = factory.Sequence(lambda n: f"Sosialisasi FCU {n + 1}")
    held_on = factory.LazyFunction(lambda: days_ago(7))
    place = "Aula kantor camat"
    held_by = "Dinas Sosial"
    subjects = "Tugas dan susunan FCU"
    men = 12
    women = 18
    recorded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def reached(event, wanted, extracted):
        for region in extracted or ():
            event.reached.create(region=region)


def event_form(**fields):
    """What a browser sends for a planned event."""
    return {
        "kind": "guidance", "title": "Bimbingan teknis asesmen", "held_on": f"{timezone.localdate():%d-%m-%Y}",
        "place": "Balai desa", "held_by": "TKSK", "speakers": "", "subjects": "Cara mengisi asesmen", "men": "",
        "women": "", "guests": "", "evaluation": "", "follow_up": "", "follow_up_by": "", "follow_up_due": "",
        **fields,
    }  # fmt: skip


def event_records(village):
    """For the walk over all addresses."""
    event = TierEventFactory(region=village, reached=[village])
    paper = event.papers.create(kind="document", file=StoredFileFactory(), added_by=event.recorded_by)
    names = (
        "event", "change_event", "call_off_event", "event_follow_up", "set_reach", "issue_event_paper",
        "event_letter", "add_event_paper", "event_paper", "remove_event_paper",
    )  # fmt: skip
    return {**{f"programmes:{name}": event for name in names}, "programmes:file_pk": paper}
