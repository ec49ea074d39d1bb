"""The plan of sessions, and what is recorded, moved and called off."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import months_later
from documents.models import Document
from programmes.enums import ProgrammeState, SessionKind, SessionState
from programmes.models import TrainingSession
from programmes.queries.members import members_of, taking_part
from programmes.queries.sessions import by_kind, rungs_of, sessions_of
from programmes.services.session_papers import issue_attendance_list
from programmes.services.sessions import add_session, call_off_session, move_session, plan_sessions, record_session
from tests.factories.accounts import make_user
from tests.factories.groups import GroupFactory, MemberFactory, OtherMemberFactory, SessionFactory, days_ago

pytestmark = pytest.mark.django_db
HELD = {"subject": "Ikan asin", "teacher": "Ibu Marta", "place": "Balai desa", "contribution": "", "evaluation": ""}


@pytest.fixture
def group(village):
    return GroupFactory(village=village)


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


@pytest.fixture
def session(group):
    return SessionFactory(group=group)


def record(session, secretary, present=(), **data):
    data = {**HELD, "held_on": days_ago(1), **data}
    return record_session(session, present=present, actor=secretary, **data)


def test_the_plan_is_made_once(group, secretary):
    SessionFactory(group=group)
    assert len(plan_sessions(group, starts_on=days_ago(180), actor=secretary)) == 30
    with pytest.raises(DomainError, match="sudah punya rencana"):
        plan_sessions(group, starts_on=days_ago(180), actor=secretary)
    assert group.sessions.count() == 31


def test_the_plan_stays_within_the_programme(group, secretary):
    programme = group.programme
    for start in (days_ago(201), months_later(programme.ends_on, -11)):
        with pytest.raises(DomainError, match="di dalam masa program"):
            plan_sessions(group, starts_on=start, actor=secretary)
    assert not group.sessions.exists()


def test_a_session_is_added_with_the_next_number_of_its_phase(group, secretary):
    plan_sessions(group, starts_on=days_ago(180), actor=secretary)
    added = [
        add_session(group, kind=kind, phase=phase, planned_on=days_ago(0), actor=secretary)
        for kind, phase in ((SessionKind.SKILLS, 2), (SessionKind.MARKETING, 3), (SessionKind.COUNSELLING, 1))
    ]
    assert [(one.phase, one.number) for one in added] == [(2, 4), (1, 7), (1, 1)]
    with pytest.raises(DomainError, match="di dalam masa program"):
        add_session(group, kind=SessionKind.SKILLS, planned_on=days_ago(201), actor=secretary)


def test_a_planned_session_is_moved_or_called_off(session, secretary):
    move_session(session, planned_on=days_ago(-3), actor=secretary, seen=1)
    with pytest.raises(StaleState):
        move_session(session, planned_on=days_ago(-4), actor=secretary, seen=1)
    with pytest.raises(DomainError, match="di dalam masa program"):
        move_session(session, planned_on=days_ago(500), actor=secretary)
    called_off = call_off_session(session, reason="Gelombang tinggi", actor=secretary, seen=2)
    assert called_off.state == SessionState.CALLED_OFF
    for act in (
        lambda: move_session(session, planned_on=days_ago(-3), actor=secretary),
        lambda: call_off_session(session, reason="Lagi", actor=secretary),
        lambda: record(session, secretary),
    ):
        with pytest.raises(DomainError, match="sudah dibatalkan"):
            act()
    with pytest.raises(DomainError, match="dibatalkan"):
        issue_attendance_list(session, actor=secretary)


def test_a_session_is_recorded_and_put_right(session, secretary, group):
    one, other = OtherMemberFactory(group=group), MemberFactory(group=group)
    record(session, secretary, [one], suggested=[other], seen=1)
    assert dict(session.attendances.values_list("member", "suggested")) == {one.pk: False, other.pk: True}
    told = LogEntry.objects.get_for_object(session).filter(action=LogEntry.Action.UPDATE)
    assert told.filter(changes__has_key="attendances").count() == 1
    with pytest.raises(StaleState):
        record(session, secretary, [], seen=1)
    record(session, secretary, [one], suggested=[one], seen=2, teacher="Pak Obed")
    session.refresh_from_db()
    assert (session.state, session.teacher) == (SessionState.HELD, "Pak Obed")
    assert dict(session.attendances.values_list("member", "suggested")) == {one.pk: True}
    with pytest.raises(DomainError, match="sudah dilaksanakan"):
        move_session(session, planned_on=days_ago(-3), actor=secretary)


def test_only_who_belonged_on_that_day_was_there(session, secretary, group):
    late, gone = OtherMemberFactory(group=group, joined_on=days_ago(3)), OtherMemberFactory(group=group)
    gone.left_on, gone.left_reason = days_ago(10), "Pindah"
    gone.save()
    stranger = OtherMemberFactory()
    for member in (late, stranger):
        with pytest.raises(DomainError, match="bukan anggota kelompok ini"):
            record(session, secretary, [member], held_on=days_ago(4))
    with pytest.raises(DomainError, match="bukan anggota kelompok ini"):
        record(session, secretary, [gone], held_on=days_ago(9))
    record(session, secretary, [gone], held_on=days_ago(10))
    assert not TrainingSession.objects.get().attendances.filter(member=late).exists()


@pytest.mark.parametrize(("day", "words"), [(-1, "belum tiba"), (400, "dibentuk")])
def test_a_session_is_held_in_the_life_of_its_group(session, secretary, day, words):
    with pytest.raises(DomainError, match=words):
        record(session, secretary, held_on=days_ago(day))


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SECRETARY, Role.COORDINATOR}])
def test_readers_record_nothing(session, role):
    user = make_user(role, session.group.village)
    for act in (
        lambda: record(session, user),
        lambda: move_session(session, planned_on=days_ago(0), actor=user),
        lambda: call_off_session(session, reason="x", actor=user),
        lambda: plan_sessions(session.group, starts_on=days_ago(0), actor=user),
        lambda: add_session(session.group, kind=SessionKind.INCOME, planned_on=days_ago(0), actor=user),
        lambda: issue_attendance_list(session, actor=user),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("state", [ProgrammeState.ENDED, ProgrammeState.STOPPED])
def test_after_the_programme_nothing_is_recorded_and_nothing_is_late(session, secretary, state):
    assert TrainingSession.objects.late().exists()
    session.group.programme.state = state
    session.group.programme.save()
    for act in (
        lambda: record(session, secretary),
        lambda: move_session(session, planned_on=days_ago(0), actor=secretary),
        lambda: plan_sessions(session.group, starts_on=days_ago(0), actor=secretary),
    ):
        with pytest.raises(DomainError, match="hanya bisa dibaca"):
            act()
    assert not TrainingSession.objects.late().exists()
    assert not session.is_late


def test_late_is_a_day_that_is_over_and_nothing_else(group):
    SessionFactory(group=group, planned_on=days_ago(0))
    SessionFactory(group=group, planned_on=days_ago(1), held_on=days_ago(1))
    SessionFactory(group=group, planned_on=days_ago(1), called_off_because="Hujan")
    late = SessionFactory(group=group, planned_on=days_ago(1))
    assert list(TrainingSession.objects.late()) == [late]
    assert [one.is_late for one in sessions_of(group)].count(True) == 1


def test_attendance_is_of_the_days_on_which_somebody_belonged(group, secretary):
    early, late = OtherMemberFactory(group=group), OtherMemberFactory(group=group, joined_on=days_ago(5))
    for ago, kind in ((20, SessionKind.SKILLS), (10, SessionKind.SKILLS), (2, SessionKind.INCOME)):
        one = SessionFactory(group=group, kind=kind, planned_on=days_ago(ago), number=100 - ago)
        record(one, secretary, [early] if ago > 5 else [early, late], suggested=[early], held_on=days_ago(ago))
    SessionFactory(group=group, kind=SessionKind.INCOME, planned_on=days_ago(-9))
    sessions = sessions_of(group)
    parts = {part.member: part for part in taking_part(members_of(group, secretary), sessions)}
    assert (parts[early].came, parts[early].could, parts[early].suggestions, parts[early].is_diligent) == (
        3,
        3,
        3,
        True,
    )
    assert (parts[late].came, parts[late].could, parts[late].share) == (1, 1, "100%")
    kinds = {kind.label: (kind.held, kind.came, kind.could) for kind in by_kind(parts.values(), sessions)}
    assert kinds == {"Keterampilan usaha produktif": (2, 2, 2), "Pengelolaan pendapatan": (1, 2, 2)}
    rungs = rungs_of(sessions)
    assert [(rung.label, rung.state) for rung in rungs] == [
        ("Keterampilan usaha produktif, tahap 1", "done"), ("Pengelolaan pendapatan", "now"),
    ]  # fmt: skip
    assert rungs[1].detail.startswith("1 dari 2 dilaksanakan, berikutnya")


def test_the_list_to_sign_has_the_members_and_later_those_who_came(session, secretary, group):
    one, other = OtherMemberFactory(group=group, name="Ina Koa"), MemberFactory(group=group)
    paper = issue_attendance_list(session, actor=secretary)
    assert {row[0] for row in paper.content["people"]} == {"Ina Koa", other.person.name}
    assert not paper.content["present"]
    record(session, secretary, [one])
    later = issue_attendance_list(session, actor=secretary)
    assert [row[0] for row in later.content["people"]] == ["Ina Koa"]
    assert later.content["present"] == "1 dari 2 anggota"
    assert Document.objects.count() == 2
    assert later.replaces == paper
    assert timezone.localdate() > session.planned_on
