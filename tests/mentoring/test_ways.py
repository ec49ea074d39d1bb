"""What is recorded of guidance is found again: the links, the lists and the words that lead to it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.periods import months_later
from families.enums import FamilyStatus
from families.models import Family
from fcu_project.menu import menu_for
from institutions.enums import MeetingKind
from mentoring.enums import CandidateState
from mentoring.models import Candidate, Graduation, Subject, Termination
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory, SelectionFactory, ready_family, train, unit_meeting
from tests.factories.families import FamilyFactory, make_status
from tests.factories.guiding import VisitFactory, days_ago, handed_over, planned_pair
from tests.factories.institutions import CareUnitFactory
from tests.factories.regions import make_village

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"mentoring:{name}", args=args)


def html(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def graduated(village, until=None, **family):
    """A pair that ended in graduation yesterday."""
    mentorship = MentorshipFactory(
        village=village, plasma=ready_family(village, **family), ends_on=days_ago(1), end="graduated"
    )
    Family.objects.filter(pk=mentorship.plasma_id).update(status=FamilyStatus.PIONEER)
    return Graduation.objects.create(
        mentorship=mentorship, decided_in=unit_meeting(village), assessment=mentorship.plasma.assessments.get(),
        decided_on=days_ago(1), watch_until=until or months_later(timezone.localdate(), 12),
        decided_by=make_user(Role.COORDINATOR, village),
    )  # fmt: skip


def terminated(village, way):
    mentorship = MentorshipFactory(village=village, ends_on=days_ago(1), end="terminated", end_note="Tidak maju")
    return Termination.objects.create(
        mentorship=mentorship, decided_on=days_ago(1), reason="Tidak ada kemajuan usaha.", way=way,
        plan="Rehabilitasi sosial di kabupaten.", decided_by=mentorship.paired_by,
    )  # fmt: skip


def test_a_graduation_is_found_from_the_pair_and_from_the_family(village, as_role):
    graduation, client = graduated(village), as_role(Role.SECRETARY)
    mentorship = graduation.mentorship

    assert graduation.get_absolute_url() in html(client, mentorship.get_absolute_url())
    assert graduation.get_absolute_url() in html(client, mentorship.plasma.get_absolute_url())


def test_the_board_lists_who_is_watched_and_until_when(village, other_village, as_role):
    late = graduated(village, head_name="Melki Nalle")
    first = graduated(village, until=timezone.localdate(), head_name="Yuliana Boimau")
    over = graduated(village, head_name="Sudah Selesai")
    Graduation.objects.filter(pk=over.pk).update(watch_result="steady", watched_on=timezone.localdate())
    graduated(other_village, head_name="Orang Jauh")
    client = as_role(Role.COORDINATOR)

    for page in (html(client, url("home")), html(client, url("watched"))):
        assert page.index("Yuliana Boimau") < page.index("Melki Nalle")
        assert late.get_absolute_url() in page
        assert first.get_absolute_url() in page
        assert "sudah waktunya ditutup" in page
        assert "Sudah Selesai" not in page
        assert "Orang Jauh" not in page
    assert as_role(Role.MENTOR).get(url("watched")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_watched_families_take_few_queries(village, as_role, django_assert_num_queries, count):
    for _ in range(count):
        graduated(village)
    client = as_role(Role.SECRETARY)
    with django_assert_num_queries(6):
        html(client, url("watched"))


def test_a_termination_says_what_comes_next(village, as_role):
    termination, client = terminated(village, "referral"), as_role(Role.SECRETARY)
    page = html(client, termination.mentorship.get_absolute_url())
    refer = reverse("referrals:for_family", args=[termination.mentorship.plasma_id])

    for words in ("Tidak ada kemajuan usaha.", "Dirujuk ke layanan", "Rehabilitasi sosial di kabupaten.", refer):
        assert words in page
    assert refer not in html(as_role(Role.VILLAGE_HEAD), termination.mentorship.get_absolute_url())
    other = terminated(village, "new_plan").mentorship
    assert "Tulis rujukan" not in html(client, other.get_absolute_url())


def test_who_lacks_what_is_told_of_every_village(village, as_role):
    second, far = make_village("53.01.05.2010"), make_village("73.09.13.2001")
    families = {
        place: FamilyFactory(village=place, status=FamilyStatus.PIONEER, head_name=name)
        for place, name in ((village, "Obaja Tefnai"), (second, "Melki Nalle"), (far, "Orang Jauh"))
    }
    train(second, families[second])
    for place in families:
        CareUnitFactory(village=place)
    page = html(as_role(Role.TKSK), url("trainings"))

    for words in ("Obaja Tefnai", "semua materi", "Melki Nalle", village.full_name, second.full_name):
        assert words in page
    assert "Orang Jauh" not in page
    assert "Melki Nalle" not in html(as_role(Role.TKSK), url("trainings"), desa=village.pk)
    assert "Obaja Tefnai" in html(as_role(Role.VILLAGE_HEAD), url("trainings"))


def test_a_long_list_of_who_lacks_what_says_that_it_is_cut(village, as_role, monkeypatch):
    monkeypatch.setattr("mentoring.views.training.MOST", 2)
    for _ in range(3):
        FamilyFactory(village=village, status=FamilyStatus.PIONEER)
    assert "2 keluarga pertama" in html(as_role(Role.TKSK), url("trainings"))


@pytest.mark.parametrize("count", [1, 3])
def test_who_lacks_what_takes_few_queries(village, as_role, django_assert_num_queries, count):
    for number in range(count):
        place = make_village(f"53.01.05.20{10 + number}")
        train(place, FamilyFactory(village=place, status=FamilyStatus.PIONEER), subjects=Subject.objects.all()[:1])
    client = as_role(Role.TKSK)
    with django_assert_num_queries(12):
        html(client, url("trainings"))


def test_progress_counts_the_visits_of_the_course(village, as_role):
    before, now = handed_over(village, None)
    VisitFactory(mentorship=before, visited_on=days_ago(20))
    VisitFactory(mentorship=now)
    earlier = MentorshipFactory(
        village=village, plasma=now.plasma, course_began_on=days_ago(900), ends_on=days_ago(300), end="withdrawn"
    )
    VisitFactory(mentorship=earlier, visited_on=days_ago(400))
    lines = as_role(Role.SECRETARY).get(url("progress")).context["lines"]

    assert {line.mentorship.pk: line.visits for line in lines} == {now.pk: 2, earlier.pk: 1}


def test_progress_is_told_of_one_village_or_one_family(village, as_role):
    here, there = (
        MentorshipFactory(village=place, plasma__head_name=name)
        for place, name in ((village, "Melki Nalle"), (make_village("53.01.05.2010"), "Yuliana Boimau"))
    )
    client = as_role(Role.TKSK)

    for query in ({"desa": village.pk}, {"q": "melki"}):
        page = html(client, url("progress"), **query)
        assert here.plasma.head_name in page
        assert there.plasma.head_name not in page
    assert "Tidak ada yang cocok" in html(client, url("progress"), q="tidak ada orangnya")


@pytest.mark.parametrize(
    ("role", "back"),
    [
        (Role.COORDINATOR, "mentoring:progress"),
        (Role.DISTRICT_HEAD, "dashboard:home"),
        (Role.MINISTRY, "dashboard:home"),
    ],
)
def test_from_the_cohorts_one_gets_back_to_a_page_that_opens(as_role, role, back):
    client = as_role(role)
    assert f'class="crumb" href="{reverse(back)}"' in html(client, url("cohorts"))
    assert client.get(reverse(back)).status_code == 200


def test_lk3_finds_the_cohorts_from_the_trainings(village, as_role):
    CareUnitFactory(village=village)
    assert url("cohorts") in html(as_role(Role.LK3), url("trainings"))


def test_the_page_of_a_round_reads_its_meetings_once(village, as_role, django_assert_max_num_queries):
    selection = SelectionFactory(village=village, focus_group=unit_meeting(village, MeetingKind.FOCUS_GROUP))
    meeting, client, counts = unit_meeting(village), as_role(Role.COORDINATOR), []
    for number in (1, 2):
        for _ in range(number):
            family = ready_family(village)
            Candidate.objects.create(
                selection=selection, family=family, state=CandidateState.CONSENTED, consent=family.consents.get()
            )
        html(client, selection.get_absolute_url())
        with django_assert_max_num_queries(100) as found:
            page = html(client, selection.get_absolute_url())
        counts.append(len(found))

    assert counts[0] == counts[1]
    assert page.count(f'<option value="{meeting.pk}">') == 3


def test_the_family_is_guided_by_somebody(village, as_role):
    mentorship = planned_pair(village)
    page = html(as_role(Role.SECRETARY), mentorship.plasma.get_absolute_url())
    assert f"Dibina oleh {mentorship.pioneer.head_name}" in page


def test_the_eight_tasks_are_counted_in_what_they_are(village, as_role):
    pioneer = make_status(FamilyFactory(village=village), FamilyStatus.PIONEER, on=days_ago(100))
    mentorship = MentorshipFactory(village=village, pioneer=pioneer)
    VisitFactory(mentorship=mentorship, topics=["social", "economic", "health"])
    page = html(as_role(Role.SECRETARY), url("eight_tasks"))

    assert "<dt>Menjadi contoh</dt><dd>ya</dd>" in page
    assert "<dt>Berbagi pengalaman dan keterampilan</dt><dd>3 bidang</dd>" in page
    assert "<dt>Membangun komunikasi</dt><dd>1 kali</dd>" in page


@pytest.mark.parametrize("role", [Role.DISTRICT_HEAD, Role.TREASURER, Role.DINAS_PROVINCE, Role.MINISTRY])
def test_who_sees_only_figures_finds_the_cohorts_in_the_menu(as_role, role):
    assert "mentoring:cohorts" in [item.url_name for item in menu_for(as_role(role).user)]
