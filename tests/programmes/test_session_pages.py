"""Sessions on the screen: planned, recorded on a telephone with all members on one page, printed."""

import uuid

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import FormEntry
from accounts.services import save_draft
from documents.models import Document
from programmes.models import TrainingSession
from programmes.services.sessions import move_session, record_session
from tests.factories.accounts import make_user
from tests.factories.documents import StoredFileFactory
from tests.factories.groups import GroupFactory, OtherMemberFactory, SessionFactory, days_ago

pytestmark = pytest.mark.django_db
DAY = "%d-%m-%Y"


@pytest.fixture
def group(village):
    group = GroupFactory(village=village)
    for name in ("Ina Koa", "Obed Lay", "Rosa Liu"):
        OtherMemberFactory(group=group, name=name)
    return group


@pytest.fixture
def session(group):
    return SessionFactory(group=group)


@pytest.fixture
def client(as_role):
    return as_role(Role.SECRETARY)


def url(name, session):
    return reverse(f"programmes:{name}", args=[session.pk])


def text(answer):
    return answer.content.decode()


def typed(session, **fields):
    return {
        "version": 1, "held_on": days_ago(1).strftime(DAY), "subject": "Ikan asin", "teacher": "Ibu Marta",
        "place": "Balai desa", "contribution": "Membawa ikan", "evaluation": "Baik", **fields,
    }  # fmt: skip


def test_the_plan_is_made_with_one_button(group, client):
    address = reverse("programmes:plan_sessions", args=[group.pk])
    assert "pemasaran, 1 hari sebulan" in text(client.get(address))
    answer = client.post(address, {"starts_on": days_ago(180).strftime(DAY)})
    assert group.sessions.count() == 30
    page = text(client.get(answer.url))
    assert "30 pertemuan" in page
    assert "terlambat" in page
    assert "Susun rencana" not in page
    again = client.post(address, {"starts_on": days_ago(180).strftime(DAY)})
    assert again.status_code == 422
    assert "sudah punya rencana" in text(again)
    assert "dari 30" in text(client.get(group.get_absolute_url()))


def test_a_session_is_added_once(group, client):
    form = {
        "form_token": uuid.uuid4(), "kind": "counselling", "phase": 1, "planned_on": days_ago(-3).strftime(DAY),
        "subject": "",
    }  # fmt: skip
    for _ in range(2):
        answer = client.post(reverse("programmes:add_session", args=[group.pk]), form)
    assert answer.url == TrainingSession.objects.get().get_absolute_url()


def test_attendance_is_ticked_on_one_page_and_put_right(group, session, client):
    ina, obed, rosa = group.members.order_by("name")
    page = text(client.get(url("record_session", session)))
    assert page.count('name="present"') == 3
    client.post(url("record_session", session), typed(session, present=[ina.pk], suggested=[rosa.pk]))
    page = text(client.get(url("session", session)))
    assert "2 anggota hadir, 1 memberi saran" in page
    assert "1 anggota tidak hadir" in page
    page = text(client.get(url("record_session", session)))
    assert page.count(" checked") == 3
    stale = client.post(url("record_session", session), typed(session, present=[obed.pk], place="Gereja"))
    assert stale.status_code == 409
    assert "Anggota yang hadir" in text(stale)
    assert "Ina Koa, Rosa Liu" in text(stale)
    client.post(url("record_session", session), typed(session, version=2, present=[obed.pk], place="Gereja"))
    assert list(session.attendances.values_list("member", flat=True)) == [obed.pk]


def test_the_helping_button_ticks_all_and_judges_nothing(group, session, client):
    answer = client.post(url("record_session", session), {"hadir": "semua", "version": 1, "subject": "Asin"})
    assert text(answer).count(" checked") == 3
    assert 'value="Asin"' in text(answer)
    assert "perlu diperbaiki" not in text(answer)
    answer = client.post(url("record_session", session), {"hadir": "kosong", "version": 1})
    assert " checked" not in text(answer)
    session.refresh_from_db()
    assert session.held_on is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"held_on": days_ago(-9).strftime(DAY)}, "belum tiba"), ({"teacher": ""}, "Isi pengajar"),
        ({"present": ["9" * 40]}, "Pilihan"), ({"version": ""}, "Muat ulang"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(group, session, client, wrong, words):
    ina = group.members.order_by("name").first()
    answer = client.post(url("record_session", session), typed(session, suggested=[ina.pk]) | wrong)
    assert answer.status_code == 422
    assert words in text(answer)
    assert 'value="Membawa ikan"' in text(answer)
    assert text(answer).count(" checked") == 1


def test_a_draft_comes_back_and_goes_with_the_record(group, session, client):
    ina = group.members.order_by("name").first()
    name, token = f"training-session-{session.pk}", uuid.uuid4()
    data = {"subject": ["Abon"], "present": [str(ina.pk)], "version": ["1"]}
    save_draft(token, actor=client.user, form=name, data=data)
    page = text(client.get(url("record_session", session)))
    assert "isian yang Anda tinggalkan" in page
    assert 'value="Abon"' in page
    assert page.count(" checked") == 1
    assert str(token) in page
    client.post(url("record_session", session), typed(session, present=[ina.pk], form_token=token))
    assert not FormEntry.objects.exists()
    assert "isian yang Anda tinggalkan" not in text(client.get(url("record_session", session)))


def test_a_session_is_moved_and_called_off(session, client):
    moved = client.post(url("move_session", session), {"version": 1, "planned_on": days_ago(-2).strftime(DAY)})
    assert moved.url == session.get_absolute_url()
    stale = client.post(url("move_session", session), {"version": 1, "planned_on": days_ago(-4).strftime(DAY)})
    assert stale.status_code == 409
    assert days_ago(-4).strftime(DAY) in text(stale)
    assert client.post(url("call_off_session", session), {"version": 2, "reason": ""}).status_code == 422
    client.post(url("call_off_session", session), {"version": 2, "reason": "Gelombang tinggi"})
    page = text(client.get(url("session", session)))
    assert "Gelombang tinggi" in page
    assert "Catat pertemuan" not in page
    for name, form in (
        ("record_session", typed(session, version=3)), ("call_off_session", {"version": 3, "reason": "Lagi"}),
        ("move_session", {"version": 3, "planned_on": days_ago(0).strftime(DAY)}),
    ):  # fmt: skip
        assert "sudah dibatalkan" in text(client.post(url(name, session), form)), name


def test_the_attendance_list_is_for_those_who_know_the_names(session, client, as_role):
    address = url("session_attendance", session)
    assert client.get(address).status_code == 404
    assert client.post(address).url == session.get_absolute_url()
    assert client.get(address).status_code == 302, "being made"
    paper = session_paper()
    paper.file, paper.state = StoredFileFactory(), "ready"
    paper.save()
    assert "Unduh PDF" in text(client.get(url("session", session)))
    handed_out = as_role(Role.TKSK).get(address)
    assert b"".join(handed_out.streaming_content)
    for role in (Role.LK3, Role.MINISTRY, Role.DISTRICT_HEAD):
        assert as_role(role).get(address).status_code == 403
        assert "Daftar hadir" not in text(as_role(role).get(url("session", session)))


def session_paper():
    return Document.objects.get(kind="session_attendance")


def test_thirty_members_and_a_whole_plan_stay_below_50_kb(group, client):
    for number in range(27):
        OtherMemberFactory(group=group, name=f"Anggota Kelompok Nelayan {number}")
    client.post(reverse("programmes:plan_sessions", args=[group.pk]), {"starts_on": days_ago(180).strftime(DAY)})
    session, secretary = group.sessions.first(), make_user(Role.SECRETARY, group.village)
    move_session(session, planned_on=days_ago(150), actor=secretary)
    record_session(
        session, held_on=days_ago(150), present=group.members.all(), actor=secretary, subject="x", teacher="x",
        place="x",
    )  # fmt: skip
    for address in (
        group.get_absolute_url(), reverse("programmes:group_sessions", args=[group.pk]),
        reverse("programmes:group_follow_up", args=[group.pk]), url("record_session", session),
        url("session", session), reverse("programmes:group_businesses", args=[group.pk]),
    ):  # fmt: skip
        assert client.get(address).status_code == 200
