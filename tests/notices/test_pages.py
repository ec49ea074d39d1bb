import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from notices.models import Notice
from tests.factories.notices import NoticeFactory

pytestmark = pytest.mark.django_db
LIST = "/pemberitahuan/"


@pytest.fixture
def reader(as_role):
    return as_role(Role.SECRETARY)


def open_url(notice):
    return reverse("notices:open", args=[notice.pk])


def test_the_list_needs_the_same_few_queries_for_any_number(reader):
    counts = []
    for rows in (1, 3):
        NoticeFactory.create_batch(rows - len(counts), user=reader.user)
        reader.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            page = reader.get(LIST).content.decode()
        assert page.count('<li class="task">') == rows
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_the_newest_first_and_what_is_unread_is_marked(reader):
    NoticeFactory(user=reader.user, text="Yang lama", read=True)
    NoticeFactory(user=reader.user, text="Yang baru")
    NoticeFactory(text="Milik orang lain")

    page = reader.get(LIST).content.decode()

    assert page.index("Yang baru") < page.index("Yang lama")
    assert page.count("Belum dibaca:") == 1
    assert "1 belum dibaca" in page
    assert "Milik orang lain" not in page


def test_an_empty_list_says_what_will_be_here(reader):
    assert "Belum ada pemberitahuan" in reader.get(LIST).content.decode()


def test_opening_marks_as_read_and_leads_on(reader):
    notice = NoticeFactory(user=reader.user)
    other = NoticeFactory(user=reader.user)

    response = reader.post(open_url(notice))

    assert (response.status_code, response.url) == (302, "/berkas/")
    assert list(Notice.objects.unread()) == [other]


@pytest.mark.parametrize("url", ["", "https://jahat.id/", "//jahat.id/"])
def test_opening_never_leads_away_from_here(reader, url):
    assert reader.post(open_url(NoticeFactory(user=reader.user, url=url))).url == LIST


def test_the_first_reading_is_the_one_that_counts(reader):
    notice = NoticeFactory(user=reader.user, read=True)

    reader.post(open_url(notice))

    assert Notice.objects.get().read_at == notice.read_at


def test_all_of_mine_can_be_marked_at_once(reader):
    NoticeFactory.create_batch(2, user=reader.user)
    theirs = NoticeFactory()

    assert reader.post(reverse("notices:read_all")).url == LIST

    assert list(Notice.objects.unread()) == [theirs]


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ADMIN])
def test_a_notice_of_somebody_else_is_not_there(as_role, role):
    notice = NoticeFactory()

    assert as_role(role).post(open_url(notice)).status_code == 404
    assert Notice.objects.unread().exists()


def test_a_notice_that_does_not_exist(reader):
    assert reader.post(reverse("notices:open", args=[99])).status_code == 404


def test_the_wrong_method(reader):
    assert reader.get(open_url(NoticeFactory(user=reader.user))).status_code == 405
    assert reader.get(reverse("notices:read_all")).status_code == 405
    assert reader.post(LIST).status_code == 405


def test_without_signing_in(client):
    assert client.get(LIST).status_code == 302
    assert client.post(open_url(NoticeFactory())).status_code == 302
    assert Notice.objects.unread().exists()
