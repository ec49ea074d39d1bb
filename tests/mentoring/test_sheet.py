"""The sheet that is filled in by hand: the head and the RT, what was agreed, and room to write."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError
from core.formatting import date_long
from documents.models import Document
from mentoring.services.sheets import issue_sheet, issue_sheets
from tests.factories.accounts import make_user
from tests.factories.documents import make_file, read_paper
from tests.factories.guiding import TaskFactory, VisitFactory, days_ago, planned_pair
from tests.mentoring.test_schedule import in_days, replace_plan

pytestmark = pytest.mark.django_db

ALL = reverse("mentoring:sheets")


@pytest.fixture
def mentor(village):
    return make_user(Role.MENTOR, village)


def test_a_sheet_names_the_head_and_the_rt_alone(village, mentor):
    mentorship = planned_pair(village, mentor=mentor, plasma__head_name="Melki Nalle", plasma__rt="004")
    replace_plan(mentorship, 5)
    visit = VisitFactory(mentorship=mentorship, visited_on=days_ago(9), found="Rahasia keluarga")
    TaskFactory(agreed_at=visit, text="Mengurus akta")
    pages, words = read_paper(issue_sheet(mentorship, actor=mentor))
    assert pages == 1
    for told in ("Melki Nalle, RT 004", "Mengurus akta", date_long(in_days(5)), "Yang ditemukan"):
        assert told in words
    for hidden in ("Rahasia", mentorship.plasma.file_number, mentorship.plasma.family_card_number):
        assert hidden not in words


def test_all_of_a_mentor_in_one_paper(village, mentor):
    for name in ("Melki Nalle", "Yuliana Boimau"):
        planned_pair(village, mentor=mentor, plasma__head_name=name)
    planned_pair(village, plasma__head_name="Orang Lain")
    paper = issue_sheets("", actor=mentor)
    assert {family["head"] for family in paper.content["families"]} == {"Melki Nalle", "Yuliana Boimau"}
    assert len(issue_sheets(village.pk, actor=make_user(Role.SECRETARY, village)).content["families"]) == 3


def test_without_families_there_is_no_paper(village, other_village, mentor):
    planned_pair(village)
    with pytest.raises(DomainError, match="Belum ada keluarga"):
        issue_sheets("", actor=mentor)
    with pytest.raises(PermissionDenied):
        issue_sheet(planned_pair(village), actor=make_user(Role.VILLAGE_HEAD, village))
    with pytest.raises(DomainError):
        issue_sheets(other_village.pk, actor=make_user(Role.SECRETARY, village))


def test_the_pages_make_and_hand_out_a_sheet(village, as_role):
    client = as_role(Role.MENTOR)
    mentorship = planned_pair(village, mentor=client.user)
    one = reverse("mentoring:sheet", args=[mentorship.pk])
    for url, back in ((one, mentorship.get_absolute_url()), (ALL, reverse("mentoring:home"))):
        assert client.get(url).status_code == 404
        assert client.post(url).url == back
        assert client.get(url).url == back
    for paper in Document.objects.all():
        make_file(paper)
    for url in (one, ALL):
        answer = client.get(url)
        assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
        assert mentorship.plasma.head_name not in answer["Content-Disposition"]


def test_who_has_sheets(village, other_village, as_role):
    url = reverse("mentoring:sheet", args=[planned_pair(village).pk])
    assert as_role(Role.VILLAGE_HEAD).post(url).status_code == 403
    assert as_role(Role.VILLAGE_HEAD).post(ALL).status_code == 403
    assert as_role(Role.SECRETARY, other_village).post(url).status_code == 404
    assert as_role(Role.MENTOR).post(url).status_code == 404
    assert as_role(Role.SECRETARY).put(url).status_code == 405
    assert as_role(Role.SECRETARY).post(reverse("mentoring:sheet", args=[999_999])).status_code == 404
    assert as_role(Role.MENTOR).post(ALL, follow=True).status_code == 200
