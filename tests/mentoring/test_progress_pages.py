"""How far families have come, the cohorts and the eight tasks, on their pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.periods import months_later
from tests.factories.becoming import MentorshipFactory, ready_family
from tests.factories.families import MoneyFactory
from tests.factories.regions import make_village

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"mentoring:{name}", args=args)


@pytest.fixture
def mentorship(village):
    return MentorshipFactory(
        village=village, plasma=ready_family(village), course_began_on=months_later(timezone.localdate(), -18)
    )


def test_progress_tells_from_start_to_now(village, mentorship, as_role):
    MoneyFactory(family=mentorship.plasma, income=500_000, noted_on=mentorship.course_began_on)
    MoneyFactory(family=mentorship.plasma, income=750_000)

    page = as_role(Role.TKSK, village.parent).get(url("progress")).content.decode()

    assert mentorship.plasma.head_name in page
    assert "+250.000 (50%)" in page


def test_a_regency_chooses_among_the_villages_where_families_are_guided(village, mentorship, as_role):
    make_village("53.01.04.2003")  # the first of the regency, without any pair
    client = as_role(Role.DINAS, village.parent.parent)

    for name in ("eight_tasks", "calendar"):
        page = client.get(url(name))
        assert page.context["villages"] == [(village.pk, village.full_name)]
        assert page.context["village"] == village.pk


def test_without_any_pair_the_pages_of_progress_say_so(as_role):
    client = as_role(Role.COORDINATOR)

    assert "Belum ada keluarga pionir yang membina" in client.get(url("eight_tasks")).content.decode()
    assert "Belum ada angkatan" in client.get(url("cohorts")).content.decode()


def test_cohorts_and_eight_tasks_open(village, mentorship, as_role):
    client = as_role(Role.DINAS, village.parent.parent)

    assert "1 berjalan" in client.get(url("cohorts")).content.decode()
    page = client.get(url("eight_tasks")).content.decode()
    assert mentorship.pioneer.head_name in page
    assert client.get(url("eight_tasks"), {"masa": "2026-T3", "desa": village.pk}).status_code == 200
    assert client.get(url("eight_tasks"), {"masa": "kemarin"}).status_code == 404
    assert client.get(url("eight_tasks"), {"desa": "73.09.13.2001"}).status_code == 404
