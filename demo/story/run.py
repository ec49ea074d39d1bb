from datetime import timedelta
from random import Random

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.enums import DEMO_ACCOUNTS
from accounts.models import User
from core.exceptions import DomainError
from demo.diary import Diary
from demo.households import HouseholdMaker
from demo.numbers import Numbering
from demo.story.accounts import make_cast, make_national_accounts
from demo.story.agenda import begin_agenda
from demo.story.becoming import begin_becoming
from demo.story.cases import begin_cases
from demo.story.directory import open_directory
from demo.story.families import begin_families
from demo.story.groups import begin_groups
from demo.story.guiding import begin_guiding
from demo.story.importing import begin_importing
from demo.story.indicators import begin_indicators
from demo.story.ledger import begin_ledger
from demo.story.life import begin_life
from demo.story.monitoring import begin_monitoring
from demo.story.papers import begin_papers
from demo.story.places import PLACES
from demo.story.planning import begin_planning
from demo.story.programmes import begin_programmes
from demo.story.reports import begin_reports
from demo.story.stimulus import begin_stimulus
from demo.story.targets import begin_targets
from demo.story.tier_events import begin_tier_events
from demo.story.units import FOUNDED, found, meet_monthly, plan_next
from demo.story.world import World
from documents.models import Document
from documents.queries import rendering_key
from jobs.models import Job
from jobs.services import run_job
from notices.models import Notice
from regions.models import Region
from reporting.models import Report

SEED = 2026
READ_AFTER = timedelta(days=10)
NO_REGIONS = "The regions are missing: run load_regions first."


def is_seeded():
    return User.objects.filter(username__in=DEMO_ACCOUNTS).exists()


@transaction.atomic
def seed():
    """The whole demo, told in the order of time and dated relative to today, so that it never grows old."""
    today = timezone.localdate()
    diary = Diary(today)
    make_national_accounts(today)
    for number, place in enumerate(PLACES):
        _begin(diary, place, today, Random(SEED + number))  # noqa: S311 -- repeatable, not secret
    diary.tell()
    _read_old_notices()


def render_reports():
    """The papers of the reports at once, for whoever downloads one first; the letters are left to the worker."""
    papers = Document.objects.filter(subject_type=Report._meta.label_lower).values_list("pk", flat=True)
    for job in Job.objects.filter(key__in=map(rendering_key, papers)):
        run_job(job.pk)


def _begin(diary, place, today, rng):
    village = Region.objects.select_related("parent__parent").filter(pk=place.village).first()
    if village is None:
        raise DomainError(NO_REGIONS)
    makers = HouseholdMaker(rng, place.pool, Numbering(), village.code[:8], today)
    world = World(place, village, make_cast(place, today), rng, makers, today)
    founded = today - FOUNDED
    diary.begin(founded - timedelta(days=1), world.cast, open_directory(world))
    diary.begin(founded, world.cast, found(world))
    diary.begin(today - timedelta(days=600), world.cast, meet_monthly(world))
    begin_indicators(diary, world)
    diary.begin(today - timedelta(days=4), world.cast, plan_next(world))
    begin_agenda(diary, world)
    begin_families(diary, world)
    begin_papers(diary, world)
    begin_life(diary, world)
    begin_guiding(diary, world)
    begin_becoming(diary, world)
    begin_cases(diary, world)
    begin_planning(diary, world)
    begin_programmes(diary, world)
    begin_ledger(diary, world)
    begin_stimulus(diary, world)
    begin_groups(diary, world)
    begin_tier_events(diary, world)
    begin_monitoring(diary, world)
    begin_targets(diary, world)
    begin_reports(diary, world)
    begin_importing(diary, world)


def _read_old_notices():
    """People look at what they are told, a day later; the newest are still unread."""
    old = Notice.objects.filter(created_at__lt=timezone.now() - READ_AFTER)
    old.update(read_at=F("created_at") + timedelta(days=1), mailed_at=F("created_at"))
