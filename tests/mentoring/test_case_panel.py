"""The page of a case shows the mentoring visits of its family."""

import pytest

from accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.cases import CaseAccessFactory, CaseFactory
from tests.factories.guiding import TaskFactory, VisitFactory, days_ago

pytestmark = pytest.mark.django_db
TITLE = "Kunjungan pembinaan"
MOST_QUERIES = 13


@pytest.fixture
def mentorship(village):
    return MentorshipFactory(village=village)


@pytest.fixture
def case(mentorship):
    return CaseFactory(family=mentorship.plasma)


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


def page_of(case, client):
    return client.get(case.get_absolute_url()).content.decode()


def test_the_latest_visits_stand_on_the_page_of_the_case(case, mentorship, secretary):
    author = make_user(Role.MENTOR, mentorship.village, name="Selfina Sabuneno")
    visits = [VisitFactory(mentorship=mentorship, visited_on=days_ago(n), recorded_by=author) for n in range(7)]
    TaskFactory(agreed_at=visits[1], text="Mengurus akta kelahiran")
    page = page_of(case, secretary)

    assert [visit.get_absolute_url() in page for visit in visits] == [True] * 5 + [False] * 2
    for words in (TITLE, author.name, "Sosial", "Mengurus akta kelahiran", "Semua kunjungan"):
        assert words in page
    assert mentorship.get_absolute_url() in page


def test_a_visit_for_this_case_says_so(case, mentorship, secretary):
    visit = VisitFactory(mentorship=mentorship)
    assert "untuk kasus ini" not in page_of(case, secretary)

    visit.case = case
    visit.save()
    page = page_of(case, secretary)

    assert "untuk kasus ini" in page
    assert "Semua kunjungan" not in page


def test_there_is_nothing_where_there_are_no_visits(case, village, secretary):
    VisitFactory(mentorship=MentorshipFactory(village=village))

    assert TITLE not in page_of(case, secretary)


def test_who_may_not_see_the_visits_sees_none(case, mentorship, village, as_user):
    VisitFactory(mentorship=mentorship)
    lk3 = make_user(Role.LK3, village)
    CaseAccessFactory(case=case, user=lk3)

    assert TITLE not in page_of(case, as_user(lk3))


def test_a_sensitive_case_shows_the_visits_and_no_visit_shows_it(case, mentorship, village, as_user, as_role):
    case.sensitive = True
    case.save()
    visit = VisitFactory(mentorship=mentorship, case=case)

    assert visit.get_absolute_url() in page_of(case, as_role(Role.COORDINATOR))
    seen = as_role(Role.SECRETARY).get(visit.get_absolute_url()).content.decode()
    assert case.number not in seen
    assert case.get_absolute_url() not in seen


@pytest.mark.parametrize("rows", [1, 4])
def test_the_page_takes_few_queries_with_visits(rows, case, mentorship, secretary, django_assert_max_num_queries):
    for n in range(rows):
        TaskFactory(agreed_at=VisitFactory(mentorship=mentorship, visited_on=days_ago(n)))

    with django_assert_max_num_queries(MOST_QUERIES):
        assert secretary.get(case.get_absolute_url()).status_code == 200
