"""Who adds an account, gives a role, and changes what another holds."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Assignment, User
from accounts.services.people import (
    add_assignment,
    change_user,
    create_user,
    end_assignment,
    give_start_password,
    may_manage,
    set_active,
)
from core.exceptions import DomainError, StaleState
from tests.factories.accounts import UserFactory, assign, make_user
from tests.factories.regions import make_region

PERSON = {"name": "Marlinda Tefnai", "username": "marlinda.t", "email": "m@contoh.id", "phone": "0812 3456 7890"}
PLACE = {
    "region_province": "53",
    "region_regency": "53.01",
    "region_district": "53.01.05",
    "region_village": "53.01.05.2011",
}


def new_user(**more):
    return PERSON | PLACE | {"form_token": str(uuid4())} | more


def test_the_dinas_adds_a_secretary_and_sees_the_start_password_once(as_role, client):
    dinas = as_role(Role.DINAS)
    response = dinas.post("/pengguna/tambah/?peran=secretary", new_user())
    assert response.status_code == 200
    password = re.search(r"<code[^>]*>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>", response.content.decode())[1]
    user = User.objects.get(username="marlinda.t")
    assert (user.phone.as_e164, user.must_change_password) == ("+6281234567890", True)
    assert str(user.assignments.get()) == "Sekretaris FCU Desa Tablolong"
    assert user.assignments.get().starts_on <= timezone.localdate() + timedelta(days=1)
    assert password not in dinas.get(f"/pengguna/{user.pk}/").content.decode()
    assert client.post("/masuk/", {"username": "marlinda.t", "password": password}).status_code == 302


def test_a_double_press_makes_one_account(as_role):
    dinas, typed = as_role(Role.DINAS), new_user()
    dinas.post("/pengguna/tambah/?peran=secretary", typed)
    again = dinas.post("/pengguna/tambah/?peran=secretary", typed | {"username": "marlinda.t2"})
    assert again["Location"] == User.objects.get(username="marlinda.t").get_absolute_url()
    assert User.objects.filter(name=PERSON["name"]).count() == 1


def test_changes_are_audited_without_the_password(as_role):
    dinas = as_role(Role.DINAS)
    dinas.post("/pengguna/tambah/?peran=secretary", new_user())
    entries = LogEntry.objects.filter(actor=dinas.user)
    assert {entry.content_type.model for entry in entries} == {"user", "assignment"}
    assert not any("password" in (entry.changes or {}) for entry in entries)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"username": "dua kata"}, "tanpa spasi"),
        ({"username": ""}, "Isi nama pengguna."),
        ({"email": "bukan"}, "Alamat surel belum benar"),
        ({"phone": "123"}, "Nomor telepon tidak dikenali"),
        ({"region_village": ""}, "Pilih desa/kelurahan."),
        ({"region_village": "53.01.05.9999"}, "tidak ada dalam daftar"),
        ({"region_district": "rusak"}, "Pilih kecamatan."),
        ({"form_token": "rusak"}, "Halaman ini tidak lengkap"),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(as_role, wrong, words):
    make_region("53.01.05.2010")
    make_region("53.01.06.2001")
    response = as_role(Role.DINAS).post("/pengguna/tambah/?peran=secretary", new_user(**wrong))
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'value="Marlinda Tefnai"' in page
    assert not User.objects.filter(name=PERSON["name"]).exists()


def test_a_name_in_use_is_told(as_role):
    UserFactory(username="marlinda.t")
    response = as_role(Role.DINAS).post("/pengguna/tambah/?peran=secretary", new_user(username="Marlinda.T"))
    assert "sudah dipakai" in response.content.decode()


def test_first_the_role_is_chosen_among_those_one_may_give(as_role):
    page = as_role(Role.DINAS).get("/pengguna/tambah/").content.decode()
    assert 'value="secretary"' in page
    assert 'value="dinas"' in page
    assert 'value="dinas_province"' not in page
    assert as_role(Role.DINAS).get("/pengguna/tambah/?peran=ministry").status_code == 422
    assert 'value="admin"' in as_role(Role.ADMIN).get("/pengguna/tambah/").content.decode()


def test_a_national_role_asks_for_no_region(as_role):
    typed = {name: value for name, value in new_user().items() if not name.startswith("region")}
    assert as_role(Role.ADMIN).post("/pengguna/tambah/?peran=ministry", typed).status_code == 200
    assert Assignment.objects.get(role=Role.MINISTRY).region is None


def test_without_javascript_the_button_shows_the_next_list(as_role):
    admin = as_role(Role.ADMIN)
    typed = {"name": "Marlinda Tefnai", "region_province": "53", "pilih_wilayah": "1"}
    response = admin.post("/pengguna/tambah/?peran=secretary", typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="Marlinda Tefnai"' in page
    assert 'name="region_regency"' in page
    assert "is-invalid" not in page


def grants(holder):
    """What a holder of a role may give: (role, region of the assignment) → allowed."""
    here, there = make_region("53.01.05.2011"), make_region("73.09.13.2001")
    neighbour = make_region("53.02.01.2001")
    actor, given = make_user(holder, here), {}
    for role in (Role.SECRETARY, Role.TKSK, Role.DINAS, Role.DINAS_PROVINCE, Role.MINISTRY, Role.ADMIN):
        for name, place in (("here", here), ("neighbour", neighbour), ("there", there)):
            user = UserFactory()
            try:
                create_user(
                    name="A",
                    username=user.username + "x",
                    email="",
                    phone="",
                    role=role,
                    region=assign(user, role, place).region,
                    actor=actor,
                )
                given.setdefault(str(role), set()).add(name)
            except PermissionDenied:
                pass
    return given


EVERYWHERE = {"here", "neighbour", "there"}


@pytest.mark.parametrize(
    ("holder", "given"),
    [
        (Role.DINAS, {"secretary": {"here"}, "tksk": {"here"}, "dinas": {"here"}}),
        (
            Role.DINAS_PROVINCE,
            {"secretary": {"here", "neighbour"}, "tksk": {"here", "neighbour"}, "dinas": {"here", "neighbour"}},
        ),
        (Role.ADMIN, dict.fromkeys(["secretary", "tksk", "dinas", "dinas_province", "ministry", "admin"], EVERYWHERE)),
        (
            Role.MINISTRY,
            dict.fromkeys(["secretary", "tksk", "dinas", "dinas_province", "ministry", "admin"], EVERYWHERE),
        ),
        (Role.SECRETARY, {}),
        (Role.COORDINATOR, {}),
        (Role.TKSK, {}),
        (Role.PROVIDER, {}),
    ],
)
def test_nobody_gives_a_role_above_or_outside_their_own(db, holder, given):
    assert grants(holder) == given


def test_a_role_needs_a_region_of_its_level(db, village):
    actor = make_user(Role.DINAS)
    with pytest.raises(DomainError, match="memerlukan wilayah kecamatan"):
        add_assignment(
            make_user(Role.SECRETARY), role=Role.TKSK, region=village, starts_on=timezone.localdate(), actor=actor
        )


def acts_on(user, actor):
    """Every way to change an account, each as a function without arguments."""
    held = user.assignments.first()
    return [
        lambda: change_user(user, name="B", email="", phone="", actor=actor),
        lambda: set_active(user, False, actor=actor),
        lambda: give_start_password(user, actor=actor),
        lambda: end_assignment(held, on=timezone.localdate(), actor=actor),
        lambda: add_assignment(
            user, role=Role.SECRETARY, region=held.region, starts_on=timezone.localdate(), actor=actor
        ),
    ]


def refused(acts):
    count = 0
    for act in acts:
        try:
            act()
        except PermissionDenied:
            count += 1
    return count


def test_nobody_touches_an_account_that_holds_more_than_they_could_give(db):
    actor, target = make_user(Role.DINAS), make_user(Role.SECRETARY)
    assert may_manage(actor, target)
    assign(target, Role.MINISTRY)
    assert refused(acts_on(target, actor)) == 5


def test_nobody_touches_their_own_account(db):
    actor = make_user(Role.DINAS)
    assert refused(acts_on(actor, actor)) == 5


def test_nobody_touches_an_account_outside_their_region(db, other_village):
    assert refused(acts_on(make_user(Role.SECRETARY, other_village), make_user(Role.DINAS))) == 5


def test_a_plain_role_touches_no_account(db):
    assert refused(acts_on(make_user(Role.MENTOR), make_user(Role.COORDINATOR))) == 5


def test_somebody_who_moved_away_is_seen_but_not_changed(db, other_village):
    actor, target = make_user(Role.DINAS), make_user(Role.SECRETARY, other_village)
    assign(target, Role.SECRETARY, ends_on=date(2021, 1, 1))
    assert list(User.objects.visible_to(actor).exclude(pk=actor.pk)) == [target]
    assert not may_manage(actor, target)


def test_the_same_assignment_twice_and_dates_in_the_wrong_order_are_refused(db, village):
    actor, target = make_user(Role.DINAS), make_user(Role.SECRETARY)
    today = timezone.localdate()
    with pytest.raises(DomainError, match="sudah ada"):
        add_assignment(target, role=Role.SECRETARY, region=village, starts_on=today, actor=actor)
    with pytest.raises(DomainError, match="lebih awal"):
        add_assignment(
            target, role=Role.COORDINATOR, region=village, starts_on=today, ends_on=date(2020, 1, 1), actor=actor
        )
    with pytest.raises(DomainError, match="lebih awal"):
        end_assignment(target.assignments.get(), on=date(2019, 1, 1), actor=actor)


def test_a_stale_page_overwrites_nothing(db):
    actor, target = make_user(Role.DINAS), make_user(Role.SECRETARY)
    seen = target.version
    change_user(target, name="Pertama", email="", phone="", actor=actor, seen=seen)
    with pytest.raises(StaleState):
        change_user(target, name="Kedua", email="", phone="", actor=actor, seen=seen)
    target.refresh_from_db()
    assert target.name == "Pertama"


def test_a_name_taken_since_the_form_was_checked_is_told(db, village):
    person = {"name": "A", "username": "sama", "email": "", "phone": "", "role": Role.MENTOR, "region": village}
    actor = make_user(Role.DINAS, village)
    create_user(**person, actor=actor)
    with pytest.raises(DomainError, match="sudah dipakai"):
        create_user(**person | {"username": "Sama"}, actor=actor)
