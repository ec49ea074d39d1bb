import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from jobs.enums import JobState
from tests.factories.accounts import make_user
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db
ADDRESSES = ["detail", "panel", "retry"]


@pytest.fixture
def reader(as_role):
    return as_role(Role.SECRETARY)


def address(name, job):
    return reverse(f"jobs:{name}", args=[job.pk])


def test_my_files_need_the_same_few_queries_for_any_number(reader):
    counts = []
    for rows in (1, 3):
        JobFactory.create_batch(rows - len(counts), owner=reader.user)
        reader.get(reverse("jobs:mine"))
        with CaptureQueriesContext(connection) as queries:
            page = reader.get(reverse("jobs:mine")).content.decode()
        assert page.count("<progress") == rows
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_my_files_show_the_newest_first_and_nobody_elses(reader):
    JobFactory(title="Berkas lama", owner=reader.user, finished=True)
    JobFactory(title="Berkas baru", owner=reader.user, failed=True)
    JobFactory(title="Milik orang lain")

    page = reader.get(reverse("jobs:mine")).content.decode()

    assert page.index("Berkas baru") < page.index("Berkas lama")
    assert "Milik orang lain" not in page


def test_without_files_the_page_says_what_will_be_here(reader):
    assert "Belum ada berkas" in reader.get(reverse("jobs:mine")).content.decode()


def test_an_open_job_is_polled_a_finished_one_is_not(reader):
    job = JobFactory(owner=reader.user, running=True, done=1, total=3)
    open_panel = reader.get(address("panel", job), headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in open_panel
    assert 'value="1"' in open_panel

    done = JobFactory(owner=reader.user, finished=True)
    panel = reader.get(address("panel", done), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in panel
    assert 'href="/laporan/"' in panel


def test_without_htmx_a_link_shows_the_progress(reader):
    job = JobFactory(owner=reader.user, running=True)

    page = reader.get(address("detail", job)).content.decode()

    assert f'href="{address("detail", job)}"' in page
    assert "<h1>" in reader.get(address("panel", job)).content.decode()


def test_a_failed_job_tells_why_and_is_tried_again(reader, published, django_capture_on_commit_callbacks):
    job = JobFactory(owner=reader.user, failed=True)
    assert "Tempat penyimpanan penuh." in reader.get(address("detail", job)).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        response = reader.post(address("retry", job))

    job.refresh_from_db()
    assert (response.status_code, response.url) == (302, address("detail", job))
    assert job.state == JobState.QUEUED


def test_a_stale_click_ends_in_a_sentence(reader):
    job = JobFactory(owner=reader.user, finished=True)

    response = reader.post(address("retry", job), follow=True)

    assert "sudah dicoba lagi" in response.content.decode()


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.DINAS, Role.ADMIN])
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_job_of_somebody_else_is_not_there(reader, as_role, village, name, role):
    job = JobFactory(owner=make_user(Role.SECRETARY, village), failed=True)
    stranger = as_role(role)

    send = stranger.post if name == "retry" else stranger.get

    assert send(address(name, job)).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_job_that_does_not_exist(reader, name):
    send = reader.post if name == "retry" else reader.get

    assert send(reverse(f"jobs:{name}", args=[99])).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_wrong_method(reader, name):
    send = reader.get if name == "retry" else reader.post

    assert send(address(name, JobFactory(owner=reader.user))).status_code == 405


def test_the_wrong_method_on_the_list(reader):
    assert reader.post(reverse("jobs:mine")).status_code == 405


@pytest.mark.parametrize("name", ADDRESSES)
def test_without_signing_in(client, name):
    assert client.get(address(name, JobFactory())).status_code == 302
