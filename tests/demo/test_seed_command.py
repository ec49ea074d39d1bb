from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from core.periods import Period
from demo.clock import clock_at
from families.models import Family
from referrals.enums import ReferralState
from referrals.models import Referral
from reporting.enums import ReportState
from reporting.models import Report
from tests.factories.regions import make_village

# On PostgreSQL the browser tests load the demo.
pytestmark = pytest.mark.once_on_sqlite

FIRST_DAY_OF_A_QUARTER = datetime(2027, 1, 1, 3, tzinfo=UTC)


@pytest.fixture
def regions(village):
    make_village("73.09.13.2001")


def run(*arguments):
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def test_it_is_whole_on_the_first_day_of_a_quarter_too_and_a_second_run_does_nothing(regions):
    with clock_at(FIRST_DAY_OF_A_QUARTER):
        run()
        last = Period.quarter_of(timezone.localdate()).previous()
        received = Report.objects.filter(period=last.code, state=ReportState.RECEIVED)
        assert list(received.values_list("document__state", flat=True)) == ["ready", "ready"]
        assert set(Referral.objects.values_list("state", flat=True)) == set(ReferralState.values)
        counts = User.objects.count(), Family.objects.count(), Referral.objects.count()
        assert run() == "The demo is there already.\n"
        assert counts == (User.objects.count(), Family.objects.count(), Referral.objects.count())


def test_refused_where_real_people_are_served(settings, regions):
    settings.FCU_DEMO = False
    for arguments in ([], ["--list"]):
        with pytest.raises(CommandError, match="FCU_DEMO=1"):
            run(*arguments)
    assert not User.objects.exists()


def test_without_regions_nothing_is_written(db):
    with pytest.raises(CommandError, match="load_regions"):
        run()
    assert not User.objects.exists()
