"""Visits that were made or typed are where one looks for them."""

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.enums import Role
from mentoring.documents.calendar import visit_calendar
from mentoring.queries.visits import with_course
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.guiding import TaskFactory, VisitFactory, days_ago, handed_over, visit_form
from tests.mentoring.test_schedule import in_days, replace_plan
from tests.mentoring.test_ways import html, url

pytestmark = pytest.mark.django_db


def test_the_month_keeps_the_visits_of_a_pair_that_ended(village, as_role):
    ended = MentorshipFactory(village=village, ends_on=days_ago(2), end="moved", plasma__head_name="Melki Nalle")
    visit = VisitFactory(mentorship=ended, visited_on=days_ago(3))
    replace_plan(ended, -3, 40)
    day = visit.visited_on
    page = html(as_role(Role.SECRETARY), url("calendar"), bulan=f"{day:%Y-%m}", hari=day.isoformat())

    assert visit.get_absolute_url() in page
    assert "Terlambat" not in page[page.index('id="hari"') :]
    assert "Terlewat" not in page[page.index('id="hari"') :]


def test_a_new_mentor_reads_the_visits_of_the_pioneer_before_without_links(village, as_role):
    client = as_role(Role.MENTOR)
    before, now = handed_over(village, client.user)
    old, new = VisitFactory(mentorship=before, visited_on=days_ago(20)), VisitFactory(mentorship=now)
    page = html(client, now.get_absolute_url())

    assert before.pioneer.head_name in page
    assert old.get_absolute_url() not in page
    assert new.get_absolute_url() in page
    assert old.get_absolute_url() in html(as_role(Role.SECRETARY), now.get_absolute_url())


def test_the_last_visit_and_the_open_tasks_are_those_of_the_course(village, as_role):
    client = as_role(Role.MENTOR)
    before, now = handed_over(village, client.user)
    TaskFactory(agreed_at=VisitFactory(mentorship=before, visited_on=days_ago(20)))
    earlier = MentorshipFactory(
        village=village, plasma=now.plasma, course_began_on=days_ago(900), ends_on=days_ago(300), end="withdrawn"
    )
    TaskFactory(agreed_at=VisitFactory(mentorship=earlier, visited_on=days_ago(400)))
    counted = with_course(type(now).objects.filter(pk=now.pk), timezone.localdate()).get()

    assert (counted.last_on, counted.tasks_open) == (days_ago(20), 1)
    assert "belum pernah" not in html(client, now.get_absolute_url())


def test_a_refused_visit_goes_on_being_kept(village, as_role):
    client = as_role(Role.MENTOR)
    address = url("record_visit", MentorshipFactory(village=village, mentor=client.user).pk)
    sent = visit_form(found="", place="Di kebun")
    refused = client.post(address, sent)
    draft = refused.context["draft_url"]

    assert refused.status_code == 422
    assert str(sent["form_token"]) in draft
    assert f'data-draft-url="{draft}"' in refused.content.decode()
    assert client.post(draft, {"found": "Baru setengah"}).status_code == 204
    assert "Baru setengah" in html(client, address)


def test_what_was_typed_over_a_visit_is_there_again(village, as_role):
    client = as_role(Role.MENTOR)
    mentorship = MentorshipFactory(village=village, mentor=client.user)
    visit = VisitFactory(mentorship=mentorship, recorded_by=client.user, found="Lama", who=["Keluarga pionir"])
    address = url("change_visit", visit.pk)
    draft = client.get(address).context["draft_url"]
    token = draft.rstrip("/").rpartition("/")[2]
    typed = visit_form(form_token=token, version=1, found="Baru setengah")
    client.post(draft, typed)
    again = client.get(address)

    assert "Baru setengah" in again.content.decode()
    assert again.context["form"]["who"].value() == []
    assert str(client.post(address, typed | {"found": ""}).context["draft_url"]) == draft
    assert client.post(address, typed).status_code == 302
    assert "isian yang Anda tinggalkan" not in html(client, address)


def test_a_draft_over_what_changed_since_is_left_aside(village, as_role):
    client = as_role(Role.MENTOR)
    mentorship = MentorshipFactory(village=village, mentor=client.user)
    visit = VisitFactory(mentorship=mentorship, recorded_by=client.user, found="Lama")
    address = url("change_visit", visit.pk)
    client.post(client.get(address).context["draft_url"], visit_form(version=1, found="Baru setengah"))
    client.post(address, visit_form(version=1, found="Dari tab lain"))
    page = html(client, address)

    assert "Dari tab lain" in page
    assert "Baru setengah" not in page


def test_a_missed_visit_is_not_due_on_the_telephone(village, as_role):
    mentor = make_user(Role.MENTOR, village)
    replace_plan(MentorshipFactory(village=village, mentor=mentor), -9, -2, 5)
    events = Calendar.from_ical(visit_calendar(mentor)).events
    assert [event.start for event in events] == [in_days(-2), in_days(5)]
