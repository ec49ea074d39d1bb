"""The board of a village, a mentor's own families, who waits for a pioneer, the page of a pair, the family's page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from families.enums import FamilyStatus
from families.models import Family
from families.services.holds import holds_on
from mentoring.models import MentoringRule
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.families import FamilyFactory
from tests.factories.guiding import TaskFactory, VisitFactory, days_ago, make_plasma, planned_pair
from tests.mentoring.test_schedule import replace_plan

pytestmark = pytest.mark.django_db

HOME = reverse("mentoring:home")
MOST_QUERIES = 10


def html(client, url=HOME, **query):
    answer = client.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_board_says_who_guides_whom_and_how_it_stands(village, as_role):
    mentorship = MentorshipFactory(village=village, pioneer__head_name="Obaja Tefnai", plasma__head_name="Melki Nalle")
    MentoringRule.objects.create(village=village, most_families=3)
    replace_plan(mentorship, -20, -10, -2, 5)
    TaskFactory(agreed_at=VisitFactory(mentorship=mentorship, visited_on=days_ago(30)))
    make_plasma(village, head_name="Yuliana Boimau")
    page = html(as_role(Role.COORDINATOR))
    for words in ("Obaja Tefnai", "membina 1 dari 3", "Melki Nalle", "terlambat 2 hari", "terlewat 2", "1 tugas"):
        assert words in page
    assert page.index("Yuliana Boimau") < page.index("Obaja Tefnai")
    assert "Pasangkan" in page
    assert "Pasangkan" not in html(as_role(Role.VILLAGE_HEAD))


def test_the_filters_of_the_board(village, as_role):
    late, steady = (MentorshipFactory(village=village, plasma__head_name=name) for name in ("Telat", "Rajin"))
    replace_plan(late, -20, -2, 5)
    replace_plan(steady, 5)
    old = MentorshipFactory(village=village, plasma__head_name="Lama", course_began_on=days_ago(560))
    ended = MentorshipFactory(village=village, plasma__head_name="Usai", ends_on=timezone.localdate(), end="moved")
    client = as_role(Role.TKSK)
    found = {key: html(client, keadaan=key) for key in ("", "terlambat", "terlewat", "lewat", "berakhir", "ngawur")}
    names = {
        key: {m.plasma.head_name for m in (late, steady, old, ended) if f">{m.plasma.head_name}</a>" in page}
        for key, page in found.items()
    }
    assert names == {
        "": {"Telat", "Rajin", "Lama"}, "terlambat": {"Telat"}, "terlewat": {"Telat"}, "lewat": {"Lama"},
        "berakhir": {"Usai"}, "ngawur": {"Telat", "Rajin", "Lama"},
    }  # fmt: skip
    assert ">Rajin</a>" in html(client, q="rajin")
    assert "Tidak ada yang cocok" in html(client, q="tidak ada orangnya")


def test_nothing_of_another_regency_is_on_the_board(other_village, as_role):
    MentorshipFactory(village=other_village, plasma__head_name="Orang Jauh")
    make_plasma(other_village, head_name="Juga Jauh")
    page = html(as_role(Role.DINAS))
    assert "Jauh" not in page
    assert "Belum ada pembinaan" in page


def test_who_opens_the_board(as_role):
    for role in (Role.TREASURER, Role.DISTRICT_HEAD, Role.PROVIDER, Role.MINISTRY):
        assert as_role(role).get(HOME).status_code == 403
    assert as_role(Role.SECRETARY).post(HOME).status_code == 405


def test_a_village_with_two_hundred_families_is_a_small_page(village, as_role, django_assert_max_num_queries):
    pioneers = [FamilyFactory(village=village, status=FamilyStatus.PIONEER) for _ in range(2)]
    for number in range(60):
        planned_pair(village, began=3, pioneer=pioneers[number % 2])
    for _ in range(7):
        make_plasma(village)
    for role in (Role.COORDINATOR, Role.TKSK, Role.DINAS):
        client = as_role(role)
        with django_assert_max_num_queries(MOST_QUERIES):
            page = html(client)
        assert page.count("hari lagi") == 50
        assert "dari 60" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_rows(village, as_role, django_assert_num_queries, count):
    client, mentor = as_role(Role.SECRETARY), make_user(Role.MENTOR, village)
    for _ in range(count):
        planned_pair(village, mentor=mentor)
        make_plasma(village)
    with django_assert_num_queries(10):
        html(client)
    with django_assert_num_queries(6):
        html(client, reverse("mentoring:waiting"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_mentors_list_takes_few_queries(village, as_role, django_assert_num_queries, count):
    client = as_role(Role.MENTOR)
    for _ in range(count):
        planned_pair(village, mentor=client.user)
    with django_assert_num_queries(6):
        html(client)


def test_a_mentor_sees_the_own_families_the_late_first(village, as_role):
    client = as_role(Role.MENTOR)
    assert "Belum ada keluarga dampingan" in html(client)
    steady, late = (MentorshipFactory(village=village, mentor=client.user) for _ in range(2))
    replace_plan(steady, 1)
    replace_plan(late, -2, 9)
    stranger = MentorshipFactory(village=village)
    gone = MentorshipFactory(village=village, mentor=client.user, ends_on=timezone.localdate(), end="moved")
    page = html(client)
    assert page.index(str(late.plasma)) < page.index(str(steady.plasma))
    for other in (stranger, gone):
        assert str(other.plasma) not in page
        assert client.get(other.get_absolute_url()).status_code == 404


def test_who_waits_for_a_pioneer(village, as_role):
    make_plasma(village, head_name="Yuliana Boimau")
    MentorshipFactory(village=village, plasma__head_name="Melki Nalle")
    page = html(as_role(Role.COORDINATOR), reverse("mentoring:waiting"))
    assert "Yuliana Boimau" in page
    assert "Melki Nalle" not in page
    assert "Pasangkan" not in html(as_role(Role.TKSK), reverse("mentoring:waiting"))
    assert as_role(Role.MENTOR).get(reverse("mentoring:waiting")).status_code == 403
    Family.objects.update(closed_on=timezone.localdate(), closed_reason="moved")
    assert "Semua sudah dipasangkan" in html(as_role(Role.COORDINATOR), reverse("mentoring:waiting"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_pair(village, other_village, as_role, django_assert_num_queries, count):
    mentorship = planned_pair(village, began=550)
    for number in range(count):
        TaskFactory(agreed_at=VisitFactory(mentorship=mentorship, visited_on=days_ago(number)))
    client, url = as_role(Role.COORDINATOR), mentorship.get_absolute_url()
    with django_assert_num_queries(12):
        page = html(client, url)
    for words in ("Sudah lewat 18 bulan", "Mengurus akta kelahiran", "Catat kunjungan", "Ganti keluarga pionir"):
        assert words in page
    assert "Ganti keluarga pionir" not in html(as_role(Role.SECRETARY), url)
    assert "Catat kunjungan" not in html(as_role(Role.DINAS), url)
    assert as_role(Role.COORDINATOR, other_village).get(url).status_code == 404
    assert client.get(reverse("mentoring:detail", args=[999_999])).status_code == 404
    assert client.post(url).status_code == 405


def test_the_familys_page_tells_of_guidance(village, as_role):
    coordinator, mentorship = as_role(Role.COORDINATOR), planned_pair(village)
    plasma, pioneer = mentorship.plasma, mentorship.pioneer
    assert f"Dibina oleh {pioneer.head_name}" in html(coordinator, plasma.get_absolute_url())
    assert "Membina 1 keluarga" in html(coordinator, pioneer.get_absolute_url())
    waiting = make_plasma(village).get_absolute_url()
    assert "Belum dibina keluarga pionir" in html(coordinator, waiting)
    assert "Belum dibina keluarga pionir" not in html(as_role(Role.SECRETARY), waiting)
    assert "h-bina" not in html(coordinator, FamilyFactory(village=village).get_absolute_url())


def test_a_family_under_guidance_stays_in_its_village(village, as_role):
    mentorship = MentorshipFactory(village=village)
    coordinator, treasurer = as_role(Role.COORDINATOR).user, make_user(Role.TREASURER, village)
    assert "masih dibina" in holds_on(mentorship.plasma, coordinator)[0]
    assert "masih membina" in holds_on(mentorship.pioneer, coordinator)[0]
    assert holds_on(mentorship.plasma, treasurer) != []
    assert "dibina" not in " ".join(holds_on(mentorship.plasma, treasurer))
    mentorship.ends_on, mentorship.end = timezone.localdate(), "moved"
    mentorship.save()
    assert holds_on(mentorship.plasma, coordinator) == []
