"""The pages of groups and sessions: who gets in, who sees names, and what each does."""

import uuid

import pytest
from django.urls import reverse

from accounts.enums import Role
from programmes.models import BeneficiaryGroup, BusinessGroup, GroupMember, MemberFollowUp, TrainingSession
from programmes.services.sessions import record_session
from tests.factories.accounts import make_user
from tests.factories.families import AidFactory, FamilyFactory, FamilyMemberFactory, MoneyFactory
from tests.factories.groups import (
    BusinessFactory,
    FollowUpFactory,
    GroupFactory,
    MemberFactory,
    OtherMemberFactory,
    SessionFactory,
    days_ago,
    running_programme,
)

pytestmark = pytest.mark.django_db
DAY = "%d-%m-%Y"
OF_GROUP = ("group", "group_sessions")
NAMED = ("group_follow_up", "export_group_members", "group_member")
FORMS = (
    "change_group", "add_group_members", "add_group_other", "add_business", "group_businesses", "change_business",
    "business_goes_on", "plan_sessions", "add_session", "record_session",
)  # fmt: skip
POSTED = ("leave_group", "recommend_member", "take_back_step", "move_session", "call_off_session")
OF_SESSION = {"session", "record_session", "move_session", "call_off_session", "session_attendance"}
OF_MEMBER = {"group_member", "leave_group", "recommend_member", "take_back_step"}
OF_BUSINESS = {"change_business", "business_goes_on"}


@pytest.fixture
def group(village):
    """With a member of a registered family, a business group, a session and a recommendation."""
    group = GroupFactory(village=village, name="Nelayan Bahari")
    member = MemberFactory(group=group, person=FamilyFactory(village=village, head_name="Obaja Tefnai").members.get())
    BusinessFactory(group=group), SessionFactory(group=group), FollowUpFactory(member=member)
    return group


def url(name, group):
    if name in OF_SESSION:
        return reverse(f"programmes:{name}", args=[group.sessions.first().pk])
    keys = [group.members.first().pk] if name in OF_MEMBER else []
    keys += [group.businesses.first().pk] if name in OF_BUSINESS else []
    keys += [MemberFollowUp.objects.get(member__group=group).pk] if name == "take_back_step" else []
    return reverse(f"programmes:{name}", args=[group.pk, *keys])


def text(answer):
    return answer.content.decode()


def test_a_group_is_formed_once(village, as_role):
    client, programme = as_role(Role.SECRETARY), running_programme(village)
    assert "Bentuk kelompok pertama" in text(client.get(reverse("programmes:groups")))
    form = {
        "form_token": uuid.uuid4(), "programme": programme.pk, "village": village.pk, "name": "Mawar", "chair": "",
        "kind": "women", "formed_on": days_ago(1).strftime(DAY),
    }  # fmt: skip
    for _ in range(2):
        answer = client.post(reverse("programmes:add_group"), form)
    group = BeneficiaryGroup.objects.get()
    assert answer.url == group.get_absolute_url()
    page = text(client.get(reverse("programmes:groups")))
    assert "Mawar" in page
    assert "0 dari 0" in page
    wrong = client.post(reverse("programmes:add_group"), form | {"form_token": uuid.uuid4(), "formed_on": "1-1-2990"})
    assert wrong.status_code == 422
    assert 'value="Mawar"' in text(wrong)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Mawar", "Bahari"}), ("?q=mawar", {"Mawar"}), ("?q=tablolong+bahari", {"Bahari"}),
        ("?jenis=women", {"Mawar"}), ("?keadaan=terlambat", {"Bahari"}), ("?keadaan=berakhir", {"Mawar"}),
        ("?q=tidak-ada", set()), ("?urut=-anggota", {"Mawar", "Bahari"}),
    ],
)  # fmt: skip
def test_groups_are_found(village, as_role, query, found):
    over = running_programme(village, state="ended", name="Lama")
    GroupFactory(village=village, name="Mawar", kind="women", programme=over)
    SessionFactory(group=GroupFactory(village=village, name="Bahari"))
    client = as_role(Role.TKSK)
    page = text(client.get(reverse("programmes:groups") + query))
    assert {name for name in ("Mawar", "Bahari") if f">{name}<" in page} == found
    sheet = client.get(reverse("programmes:export_groups") + query)
    assert b"".join(sheet.streaming_content)[:2] == b"PK"


def test_several_people_join_at_once_after_the_question(group, village, as_role):
    client, address = as_role(Role.SECRETARY), url("add_group_members", group)
    people = [FamilyFactory(village=village, head_name=name).members.get() for name in ("Ina Koa", "Ina Liu")]
    AidFactory(family=people[0].family)
    child = FamilyMemberFactory(family=people[0].family, name="Ina Kecil")
    page = text(client.get(address, {"q": "ina"}))
    assert "Ina Koa" in page
    assert "Keluarganya menerima" in page
    assert child.name not in page
    assert "Obaja Tefnai" not in page, "who is a member already"
    form = {"form_token": uuid.uuid4(), "people": [one.pk for one in people], "joined_on": days_ago(0).strftime(DAY)}
    asked = client.post(f"{address}?q=ina", form)
    assert asked.status_code == 422
    assert "Ina Koa: keluarganya menerima" in text(asked)
    assert text(asked).count(" checked") == 2
    for _ in range(2):
        assert client.post(address, form | {"sure": "on"}).url == group.get_absolute_url()
    assert group.members.count() == 3
    assert client.post(address, form | {"people": []}).status_code == 422


def test_people_of_another_village_are_neither_found_nor_taken(group, other_village, as_role):
    strange = FamilyFactory(village=other_village, head_name="Orang Jauh").members.get()
    client, address = as_role(Role.SECRETARY), url("add_group_members", group)
    assert "Orang Jauh" not in text(client.get(address, {"q": "jauh"}))
    for key in (strange.pk, "9" * 40, "x"):
        form = {"form_token": uuid.uuid4(), "people": [key], "joined_on": days_ago(0).strftime(DAY)}
        assert client.post(address, form).status_code == 422
    assert group.members.count() == 1


def test_another_resident_joins(group, as_role):
    client, address = as_role(Role.SECRETARY), url("add_group_other", group)
    form = {
        "form_token": uuid.uuid4(), "name": "Rosa Liu", "sex": "P", "birth_year": 2020,
        "joined_on": days_ago(0).strftime(DAY),
    }  # fmt: skip
    assert "Anggota kelompok berusia 18 sampai 60" in text(client.post(address, form))
    for _ in range(2):
        client.post(address, form | {"birth_year": 1990})
    assert "Rosa Liu" in text(client.get(url("group", group)))
    assert GroupMember.objects.filter(name="Rosa Liu").count() == 1


def test_a_member_is_recommended_placed_and_leaves(group, as_role):
    client, member, business = as_role(Role.SECRETARY), group.members.get(), group.businesses.get()
    client.post(
        url("recommend_member", group), {"step": "capital", "decided_on": days_ago(0).strftime(DAY), "note": "Mesin"}
    )
    assert "Tambahan modal" in text(client.get(url("group_member", group)))
    client.post(url("group_businesses", group), {"version": 1, f"usaha_{member.pk}": business.pk})
    member.refresh_from_db()
    assert member.business == business
    assert client.post(url("group_businesses", group), {"version": 1}).status_code == 409
    first = member.follow_ups.order_by("pk").first()
    client.post(reverse("programmes:take_back_step", args=[group.pk, member.pk, first.pk]))
    assert member.follow_ups.count() == 1
    assert client.post(url("leave_group", group), {"left_on": "", "reason": ""}).status_code == 422
    client.post(url("leave_group", group), {"left_on": days_ago(0).strftime(DAY), "reason": "Merantau"})
    again = client.post(url("leave_group", group), {"left_on": days_ago(0).strftime(DAY), "reason": "Lagi"})
    assert "sudah dicatat keluar" in text(again)
    assert "Merantau" in text(client.get(url("group_member", group)))


def test_a_business_gets_its_capital_and_goes_on(group, as_role):
    client, business = as_role(Role.SECRETARY), group.businesses.get()
    form = {"form_token": uuid.uuid4(), "name": "Abon", "business": "Abon ikan", "capital": "", "capital_on": ""}
    for _ in range(2):
        client.post(url("add_business", group), form)
    assert BusinessGroup.objects.filter(name="Abon").count() == 1
    address = reverse("programmes:change_business", args=[group.pk, business.pk])
    form = {"version": 1, "name": "Asin", "business": "Ikan asin", "capital": "5.000.000", "capital_on": ""}
    assert "modal dan tanggalnya" in text(client.post(address, form))
    client.post(address, form | {"capital_on": days_ago(2).strftime(DAY)})
    assert "Rp5.000.000" in text(client.get(url("group", group)))
    assert client.post(address, form | {"capital_on": days_ago(2).strftime(DAY)}).status_code == 409
    after = reverse("programmes:business_goes_on", args=[group.pk, business.pk])
    assert "belum berakhir" in text(client.post(after, {"version": 2, "goes_on": "ya"}))
    type(group.programme).objects.update(state="ended")
    client.post(after, {"version": 2, "goes_on": "ya"})
    page = text(client.get(url("group_follow_up", group)))
    assert "Berlanjut sesudah program" in page
    assert "Tambah anggota" not in text(client.get(url("group", group)))


@pytest.mark.parametrize(
    ("role", "named"),
    [
        (Role.SECRETARY, True), (Role.VILLAGE_HEAD, True), (Role.TKSK, True), (Role.DINAS, True), (Role.LK3, False),
        (Role.DISTRICT_HEAD, False), (Role.DINAS_PROVINCE, False), (Role.MINISTRY, False),
    ],
)  # fmt: skip
def test_members_are_named_to_those_who_see_families(group, as_role, role, named):
    OtherMemberFactory(group=group, name="Rosa Liu")
    session = group.sessions.get()
    secretary = make_user(Role.SECRETARY, group.village)
    record_session(
        session, held_on=days_ago(1), present=group.members.all(), actor=secretary, subject="Asin",
        teacher="Ibu Marta", place="Balai",
    )  # fmt: skip
    client = as_role(role)
    for name in ("group", "session"):
        page = text(client.get(url(name, group)))
        assert ("Obaja Tefnai" in page, "Rosa Liu" in page) == (named, named), name
    assert "Melki Tefa" not in page
    assert ("Melki Tefa" in text(client.get(url("group", group)))) == named
    for name in NAMED:
        assert client.get(url(name, group)).status_code == (200 if named else 403), name
    assert "2 anggota hadir" in text(client.get(url("session", group)))


def test_income_is_a_hint_and_nobody_is_chosen(group, as_role):
    family = group.members.get().person.family
    MoneyFactory(family=family, noted_on=days_ago(210), income=1_000_000)
    MoneyFactory(family=family, noted_on=days_ago(3), income=1_500_000)
    client = as_role(Role.SECRETARY)
    page = text(client.get(url("group_follow_up", group)))
    assert "pendapatan naik" in page
    assert "Rp500.000" in page
    assert "50%" in page
    assert "Rp1.500.000" in text(client.get(url("group_member", group)))
    assert MemberFollowUp.objects.count() == 1


@pytest.mark.parametrize("role", [Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS, Role.LK3, Role.MINISTRY])
def test_readers_change_nothing(group, as_role, role):
    client = as_role(role)
    for name in OF_GROUP:
        page = text(client.get(url(name, group)))
        assert "Tambah" not in page, name
        assert "Susun rencana" not in page
    for name in (*FORMS, *POSTED, "session_attendance"):
        assert client.post(url(name, group), {}).status_code == 403, name
    assert client.post(reverse("programmes:add_group"), {}).status_code == 403
    assert TrainingSession.objects.count() == 1


def test_outsiders_and_wrong_keys_get_404(group, as_role, other_village):
    outsider, insider = as_role(Role.COORDINATOR, other_village), as_role(Role.COORDINATOR)
    other = GroupFactory(village=group.village)
    for name in (*OF_GROUP, *NAMED, *FORMS, *POSTED, "session"):
        codes = {outsider.get(url(name, group)).status_code, outsider.post(url(name, group), {}).status_code}
        assert codes <= {404, 405}, name
    for name in OF_MEMBER - {"take_back_step"}:
        address = reverse(f"programmes:{name}", args=[other.pk, group.members.get().pk])
        assert 404 in {insider.get(address).status_code, insider.post(address, {}).status_code}, name
    for name in OF_BUSINESS:
        address = reverse(f"programmes:{name}", args=[other.pk, group.businesses.get().pk])
        assert insider.get(address).status_code == 404, name
    assert insider.get(reverse("programmes:group", args=[999_999])).status_code == 404
    assert insider.get(reverse("programmes:session", args=[999_999])).status_code == 404


def test_wrong_methods(group, as_role):
    client = as_role(Role.COORDINATOR)
    for name in POSTED:
        assert client.get(url(name, group)).status_code == 405, name
    for name in (*OF_GROUP, *NAMED, "session"):
        assert client.post(url(name, group)).status_code == 405, name
    for name in FORMS:
        assert client.get(url(name, group)).status_code == 200, name
        assert client.put(url(name, group)).status_code == 405, name


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["groups", *OF_GROUP, *NAMED[::2], "add_group_members", "session", "record_session"])
def test_pages_take_few_queries(group, village, as_role, django_assert_max_num_queries, count, name):
    secretary = make_user(Role.SECRETARY, village)
    for number in range(count):
        GroupFactory(village=village, programme=group.programme)
        MemberFactory(group=group), OtherMemberFactory(group=group), BusinessFactory(group=group)
        held = SessionFactory(group=group, number=200 + number)
        record_session(
            held,
            held_on=days_ago(1),
            present=group.members.all(),
            actor=secretary,
            subject="x",
            teacher="x",
            place="x",
        )
        AidFactory(family=FamilyFactory(village=village))
    client = as_role(Role.SECRETARY)
    address = reverse("programmes:groups") if name == "groups" else url(name, group)
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)
