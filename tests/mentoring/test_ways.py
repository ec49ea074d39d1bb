"""What is recorded of guidance is found again: the links, the lists and the words that lead to it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.enums import Role
from core.periods import months_later
from families.enums import FamilyStatus
from families.models import Family
from fcu_project.menu import menu_for
from institutions.enums import MeetingKind
from mentoring.documents.calendar import visit_calendar
from mentoring.enums import CandidateState
from mentoring.models import Candidate, Graduation, Subject, Termination
from mentoring.queries.visits import with_course
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory, SelectionFactory, ready_family, train, unit_meeting
from tests.factories.families import FamilyFactory, make_status
from tests.factories.guiding import TaskFactory, VisitFactory, days_ago, planned_pair, visit_form
from tests.factories.institutions import CareUnitFactory
from tests.factories.regions import make_village
from tests.mentoring.test_schedule import in_days, replace_plan

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


def handed_over(village, mentor):
    """(before, now): the same course with another pioneer family and mentor since ten days."""
    before = MentorshipFactory(village=village, ends_on=days_ago(10), end="changed")
    now = MentorshipFactory(
        village=village, plasma=before.plasma, course_began_on=before.course_began_on, starts_on=days_ago(10),
        mentor=mentor,
    )  # fmt: skip
    return before, now


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
