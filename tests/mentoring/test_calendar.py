"""The month of a village or of one's own families, and the secret calendar for a telephone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.enums import Role
from core.periods import Period
from mentoring.models import CalendarFeed
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.exports import file_rows
from tests.factories.guiding import VisitFactory, planned_pair
from tests.factories.regions import make_village
from tests.mentoring.test_schedule import in_days, replace_plan

pytestmark = pytest.mark.django_db

MONTH, ADDRESS = reverse("mentoring:calendar"), reverse("mentoring:feed_address")


def html(client, **query):
    answer = client.get(MONTH, query)
    assert answer.status_code == 200
    return answer.content.decode()


def day_of(days):
    """That day, and the month it lies in."""
    day = in_days(days)
    return {"bulan": f"{day:%Y-%m}", "hari": day.isoformat()}


def test_a_day_lists_what_was_made_and_what_is_due(village, as_role):
    made, late, missed = (MentorshipFactory(village=village) for _ in range(3))
    VisitFactory(mentorship=made, visited_on=in_days(-3), planned=replace_plan(made, -3)[0])
    replace_plan(late, -3, 9)
    replace_plan(missed, -3, -1)
    page = html(as_role(Role.SECRETARY), **day_of(-3))
    for mentorship, words in ((made, "Sudah dikunjungi"), (late, "Terlambat"), (missed, "Terlewat")):
        line = next(part for part in page.split("<li") if f">{mentorship.plasma.head_name}</a>" in part)
        assert words in line


def test_the_file_holds_the_day_or_the_month(village, as_role):
    mentorship = MentorshipFactory(village=village)
    replace_plan(mentorship, 3, 90)
    client, address = as_role(Role.SECRETARY), reverse("mentoring:export_calendar")
    asked = day_of(3)
    for query in (asked, {"bulan": asked["bulan"]}):
        [row] = file_rows(client, address, **query)
        assert (row["Keluarga plasma"], row["Keadaan"]) == (mentorship.plasma.head_name, "Kunjungan ke-1")
        assert (row["Desa"], row["Kecamatan"]) == ("Desa Tablolong", "Kecamatan Kupang Barat")
    assert address in html(client, **asked)
    assert file_rows(as_role(Role.MENTOR), address, **asked) == []
    assert as_role(Role.TREASURER).get(address).status_code == 403


def test_the_grid_counts_each_day(village, as_role):
    for _ in range(2):
        replace_plan(MentorshipFactory(village=village), 3)
    page = as_role(Role.SECRETARY).get(MONTH, day_of(3))
    days = {each.day: each for week in page.context["weeks"] for each in week}
    assert (days[in_days(3)].ahead, days[in_days(3)].total) == (2, 2)


def test_a_mentor_sees_the_own_month(village, as_role):
    client = as_role(Role.MENTOR)
    own, other = MentorshipFactory(village=village, mentor=client.user), MentorshipFactory(village=village)
    for mentorship in (own, other):
        replace_plan(mentorship, 2)
    page = html(client, **day_of(2))
    assert own.plasma.head_name in page
    assert other.plasma.head_name not in page


def test_a_tksk_chooses_the_village(village, as_role):
    second = make_village("53.01.05.2010")
    here, there = MentorshipFactory(village=village), MentorshipFactory(village=second)
    for mentorship in (here, there):
        replace_plan(mentorship, 2)
    client = as_role(Role.TKSK)
    first, chosen = html(client, **day_of(2)), html(client, **day_of(2), desa=village.pk)
    assert there.plasma.head_name in first
    assert here.plasma.head_name in chosen
    assert there.plasma.head_name not in chosen
    assert here.plasma.head_name not in html(client, **day_of(2), desa="73.09.13.2001")


@pytest.mark.parametrize("query", [{"bulan": "kemarin"}, {"bulan": "2026-T3"}, {"hari": "32"}, {"desa": "x"}])
def test_nonsense_shows_this_month(village, as_role, query):
    assert Period.of("M", timezone.localdate()).label in html(as_role(Role.SECRETARY), **query)


def test_a_busy_month_asks_for_a_day(village, as_role, django_assert_max_num_queries):
    for _ in range(45):
        replace_plan(MentorshipFactory(village=village), 2)
    client, this = as_role(Role.SECRETARY), day_of(2)
    with django_assert_max_num_queries(10):
        page = html(client, bulan=this["bulan"])
    assert "Pilih satu hari" in page
    with django_assert_max_num_queries(10):
        assert "1–25 dari 45" in html(client, **this)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow(village, as_role, django_assert_num_queries, count):
    for _ in range(count):
        planned_pair(village)
    client = as_role(Role.SECRETARY)
    with django_assert_num_queries(9):
        html(client)


def test_who_opens_the_month(as_role):
    assert as_role(Role.VILLAGE_HEAD).get(MONTH).status_code == 200
    assert as_role(Role.TREASURER).get(MONTH).status_code == 403
    assert as_role(Role.SECRETARY).post(MONTH).status_code == 405


@pytest.fixture
def feed(village, as_role):
    """(the mentor's client, its address as a path)."""
    client = as_role(Role.MENTOR)
    client.post(reverse("mentoring:renew_feed"))
    return client, reverse("mentoring:feed", args=[CalendarFeed.objects.get().key])


def test_the_calendar_tells_days_and_codes_and_nobody(village, client, feed):
    mentor, url = feed
    mine = MentorshipFactory(village=village, mentor=mentor.user, plasma__head_name="Obaja Tefnai")
    replace_plan(mine, -2, 5, 90)
    replace_plan(MentorshipFactory(village=village), 5)
    answer = client.get(url)
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).events
    assert {(event.start, event.summary) for event in events} == {
        (in_days(-2), f"Kunjungan {mine.code}"), (in_days(5), f"Kunjungan {mine.code}"),
    }  # fmt: skip
    for hidden in ("Obaja", "Tefnai", mine.plasma.file_number, mentor.user.name, village.name):
        assert hidden not in answer.content.decode()
    assert client.post(url).status_code == 405


def test_what_was_visited_or_ended_is_not_on_it(village, client, feed):
    mentor, url = feed
    done, ended = (MentorshipFactory(village=village, mentor=mentor.user) for _ in range(2))
    VisitFactory(mentorship=done, planned=replace_plan(done, -1)[0])
    replace_plan(ended, 5)
    ended.ends_on, ended.end = timezone.localdate(), "moved"
    ended.save()
    assert Calendar.from_ical(client.get(url).content).events == []


def test_an_address_is_renewed_and_taken_back(client, feed):
    mentor, url = feed
    assert url in mentor.get(ADDRESS).content.decode()
    mentor.post(reverse("mentoring:renew_feed"))
    assert client.get(url).status_code == 404
    renewed = reverse("mentoring:feed", args=[CalendarFeed.objects.get().key])
    assert client.get(renewed).status_code == 200
    mentor.post(reverse("mentoring:stop_feed"))
    assert client.get(renewed).status_code == 404
    assert "Belum ada alamat" in mentor.get(ADDRESS).content.decode()


def test_who_left_the_post_has_no_calendar(client, feed):
    mentor, url = feed
    # Nobody is signed in, so the day is Jakarta's, for an hour behind the village's.
    mentor.user.assignments.update(ends_on=timezone.localdate() - timedelta(days=2))
    assert client.get(url).status_code == 404


def test_the_calendar_takes_few_queries(village, client, feed, django_assert_num_queries):
    mentor, url = feed
    for _ in range(3):
        planned_pair(village, mentor=mentor.user)
        with django_assert_num_queries(3):
            client.get(url)


def test_an_address_is_for_who_records_visits(as_role):
    reader = as_role(Role.VILLAGE_HEAD)
    assert reader.get(ADDRESS).status_code == 403
    for name in ("renew_feed", "stop_feed"):
        assert reader.post(reverse(f"mentoring:{name}")).status_code == 403
        assert as_role(Role.MENTOR).get(reverse(f"mentoring:{name}")).status_code == 405
    make_user(Role.MENTOR)
    assert not CalendarFeed.objects.exists()
