"""Reminders: to the right people, once, in words that name no family outside, in a fixed number of statements."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Assignment
from cases.models import Case
from institutions.models import InstitutionStaff
from notices.models import Notice
from referrals.enums import ReferralState, ReminderKind, Tier
from referrals.models import Referral, Reminder
from referrals.services import reminding
from referrals.services.reminding import remind
from referrals.tasks import remind as task
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory
from tests.factories.regions import make_village
from tests.referrals.waiting import due_in

pytestmark = pytest.mark.django_db
S, K = ReferralState, ReminderKind


def told():
    return {(notice.user.name, notice.text) for notice in Notice.objects.select_related("user")}


def names():
    return set(Notice.objects.values_list("user__name", flat=True))


UNIT = {"Marlinda Koa", "Daud Nenobais"}
TKSK, LK3, PROVIDER, DINAS = {"Ferdi Sabuin"}, {"Ruth Pandie"}, {"Yusuf Baitanu"}, {"Alfons Taneo"}


@pytest.fixture
def dinas(chain):
    return make_user(Role.DINAS, chain.village, name="Alfons Taneo")


@pytest.mark.parametrize(
    ("state", "fields", "days", "kind", "people"),
    [
        (S.SUBMITTED, {}, 1, K.NEAR, TKSK),
        (S.SUBMITTED, {}, -1, K.LATE, TKSK),
        (S.ESCALATED, {}, 0, K.NEAR, LK3),
        (S.ESCALATED, {}, -1, K.LATE, LK3),
        (S.ESCALATED, {}, -6, K.TWICE, DINAS),
        (S.DECLINED, {}, -1, K.LATE, TKSK),
        (S.DECLINED, {"tier": Tier.REGENCY}, -1, K.LATE, LK3),
        (S.DECLINED, {"tier": Tier.REGENCY}, -4, K.TWICE, DINAS),
        (S.PLACED, {}, 1, K.NEAR, PROVIDER),
        (S.PLACED, {}, -7, K.LATE, PROVIDER),
        (S.PLACED, {}, -8, K.TWICE, TKSK),
        (S.PLACED, {"tier": Tier.REGENCY}, -8, K.TWICE, LK3),
        (S.IN_SERVICE, {}, -31, K.TWICE, TKSK),
        (S.COMPLETED, {}, -1, K.LATE, UNIT),
        (S.COMPLETED, {}, -15, K.TWICE, TKSK),
    ],
)
def test_who_has_it_is_told_and_then_the_tier_above(dinas, file_in, state, fields, days, kind, people):
    file = due_in(file_in(state, **fields), days)

    task()

    assert names() == people
    assert Reminder.objects.get().kind == kind
    assert Reminder.objects.get().number == file.version


@pytest.mark.parametrize(("state", "days"), [(S.SUBMITTED, 2), (S.PLACED, 3), (S.CLOSED, -9)])
def test_what_is_on_track_or_done_is_left_in_peace(dinas, file_in, state, days):
    due_in(file_in(state), days)
    remind()
    assert not Notice.objects.exists()


def test_once_for_a_kind_and_anew_after_the_next_step(chain, file_in, caplog):
    file = due_in(file_in(S.SUBMITTED), 1)
    for days, notices in [(1, 1), (1, 1), (-1, 2), (-1, 2)]:
        due_in(file, days)
        remind()
        assert Notice.objects.count() == notices
    Referral.objects.filter(pk=file.pk).update(version=file.version + 2)
    remind()
    assert Notice.objects.count() == 3
    assert not caplog.messages, "what was told is not looked at again"


def test_one_notice_tells_of_several_files(chain, file_in):
    files = [due_in(file_in(S.SUBMITTED), -2) for _ in range(3)]
    remind()
    notice = Notice.objects.get()
    assert (notice.text, notice.url) == ("3 rujukan lewat batas waktu.", reverse("referrals:all") + "?waktu=lewat")
    assert Reminder.objects.filter(referral__in=files).count() == 3


def test_words_keep_the_family_inside(dinas, chain, file_in):
    due_in(file_in(S.SUBMITTED), -1)
    due_in(file_in(S.PLACED), -1)
    due_in(file_in(S.ESCALATED), -60)
    remind()
    inside = Notice.objects.get(user=chain.tksk)
    assert chain.family.head_name in inside.text
    others = Notice.objects.exclude(pk=inside.pk)
    assert others.count() == 2
    assert not any(chain.family.head_name in notice.text for notice in others)
    assert not any(chain.family.head_name in notice.mail_text for notice in Notice.objects.all())
    assert Notice.objects.get(user=dinas).url == reverse("referrals:posts")


def test_of_a_sensitive_case_only_who_may_open_it_hears_and_no_name(chain, file_in):
    Case.objects.filter(pk=chain.case.pk).update(sensitive=True)
    due_in(file_in(S.COMPLETED, author=chain.mentor), -1)
    remind()
    assert names() == {"Daud Nenobais", "Selfina Sabuneno"}
    assert not any(chain.family.head_name in text for _, text in told())


def test_a_provider_without_an_account_is_answered_for(chain, file_in):
    InstitutionStaff.objects.all().delete()
    due_in(file_in(S.PLACED), -1)
    remind()
    assert names() == TKSK


def test_of_an_empty_desk_the_dinas_hears_in_figures(dinas, chain, file_in):
    chain.tksk.assignments.all().delete()
    due_in(file_in(S.SUBMITTED), 1)
    remind()
    assert not Notice.objects.exists()
    due_in(Referral.objects.get(), -1)
    remind()
    assert told() == {("Alfons Taneo", "1 rujukan lewat batas waktu di pos yang kosong.")}


def test_a_deputy_is_reminded_like_a_holder(chain, file_in):
    due_in(file_in(S.SUBMITTED), -1)
    Assignment.objects.filter(user=chain.tksk).update(acting=True)
    remind()
    assert names() == TKSK


def test_neighbours_and_other_regencies_hear_nothing(chain, file_in):
    for code in ("53.01.06.2001", "73.09.13.2001"):
        for role in (Role.TKSK, Role.LK3, Role.SECRETARY, Role.DINAS):
            if (role, code[:5]) != (Role.LK3, "53.01"):
                make_user(role, make_village(code), name="Orang lain")
    due_in(file_in(S.SUBMITTED), -1)
    due_in(file_in(S.ESCALATED), -1)
    due_in(file_in(S.COMPLETED), -1)
    remind()
    assert "Orang lain" not in names()


def test_one_regency_that_fails_holds_up_no_other(chain, file_in, other_village, monkeypatch, caplog):
    due_in(file_in(S.SUBMITTED), -1)
    tksk = make_user(Role.TKSK, other_village, name="Sitti Rahma")
    due_in(file_in(S.SUBMITTED, case=CaseFactory(family__village=other_village)), -1)
    original = reminding._not_yet_told
    monkeypatch.setattr(
        reminding, "_not_yet_told", lambda code, day: 1 / 0 if code == "53.01" else original(code, day)
    )
    remind()
    assert Notice.objects.get().user == tksk
    assert caplog.messages == ["reminders of 53.01 failed (ZeroDivisionError)"]


@pytest.mark.parametrize("state", [S.SUBMITTED, S.PLACED, S.COMPLETED])
def test_statements_do_not_grow_with_the_files(chain, file_in, state):
    counts = []
    for files in (2, 6):
        for _ in range(files):
            due_in(file_in(state), -1)
        with CaptureQueriesContext(connection) as statements:
            remind()
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 14


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_once(chain, file_in):
    due_in(file_in(S.SUBMITTED), -1)
    barrier = Barrier(2)

    def work():
        barrier.wait()
        try:
            remind()
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert Notice.objects.count() == 1
