"""What waits with the programmes stands on the home of the Dinas."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from programmes.enums import ProgrammeState
from tests.factories.programmes import ActivityOfProgrammeFactory, ProgrammeFactory, ProgressFactory, ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(village):
    programme = ProgrammeFactory(state=ProgrammeState.RUNNING, name="Kebun gizi")
    ActivityOfProgrammeFactory(programme=programme)
    return programme


def test_late_reviews_are_one_line_a_programme(as_role, running):
    for days in (3, 40):
        ReviewFactory(programme=running, due_on=timezone.localdate() - timedelta(days=days))
    ReviewFactory(programme=ProgrammeFactory(state=ProgrammeState.STOPPED, name="Terhenti"))
    html = as_role(Role.DINAS).get("/").content.decode()
    assert "2 pemantauan atau evaluasi belum dicatat: Kebun gizi" in html
    assert "terlambat 40 hari" in html
    assert "Terhenti" not in html


def test_a_month_without_progress_is_asked_for_until_it_is_recorded(as_role, running, other_village):
    client = as_role(Role.DINAS)
    assert "belum dicatat: Kebun gizi" in client.get("/").content.decode()
    assert "Kebun gizi" not in as_role(Role.DINAS, other_village).get("/").content.decode()
    assert "Kebun gizi" not in as_role(Role.TKSK).get("/").content.decode()
    ProgressFactory(activity=running.activities.get())
    assert "Kebun gizi" not in client.get("/").content.decode()
