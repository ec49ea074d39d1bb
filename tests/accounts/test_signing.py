from datetime import timedelta

import pytest
import time_machine
from axes.utils import reset
from django.urls import reverse

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from tests.factories.accounts import PASSWORD, UserFactory, make_user

SIGN_IN = "/masuk/"
NOON = "2026-11-24T04:00:00+00:00"


def sign_in(client, user, **more):
    return client.post(SIGN_IN, {"username": user.username, "password": PASSWORD} | more)


@pytest.fixture
def limits(settings, db):
    settings.AXES_ENABLED = True
    yield
    reset()


def test_signing_in_opens_home_and_is_recorded(client, db):
    user = make_user(Role.SECRETARY)
    response = sign_in(client, user)
    assert (response.status_code, response["Location"]) == (302, reverse("dashboard:home"))
    trace = AccessLog.objects.get()
    assert (trace.kind, trace.actor, trace.role, trace.address) == (
        AccessKind.SIGN_IN, user, "Sekretaris FCU", "127.0.0.1",
    )  # fmt: skip


def test_the_name_may_be_typed_in_any_case(client, db):
    user = UserFactory(username="marlinda")
    assert client.post(SIGN_IN, {"username": " Marlinda ", "password": PASSWORD}).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_is_told_in_one_sentence_and_recorded_without_the_name(client, db):
    user = UserFactory()
    response = sign_in(client, user, password="salah")
    assert response.status_code == 422
    assert "Nama pengguna atau kata sandi salah" in response.content.decode()
    assert 'salah"' not in response.content.decode()
    trace = AccessLog.objects.get()
    assert (trace.kind, trace.actor, trace.reason) == (AccessKind.SIGN_IN_FAILED, None, "")


def test_a_switched_off_account_gets_the_same_sentence(client, db):
    response = sign_in(client, UserFactory(is_active=False))
    assert response.status_code == 422
    assert "Nama pengguna atau kata sandi salah" in response.content.decode()


def test_the_page_asked_for_opens_after_sign_in(client, db):
    user = make_user(Role.DINAS)
    page = client.get("/akun/")
    assert (page.status_code, page["Location"]) == (302, "/masuk/?next=/akun/")
    assert 'name="next" value="/akun/"' in client.get(page["Location"]).content.decode()
    assert sign_in(client, user, next="/akun/")["Location"] == "/akun/"


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_other_site_is_opened_after_sign_in(client, db, evil):
    assert sign_in(client, UserFactory(), next=evil)["Location"] == reverse("dashboard:home")


def test_who_is_signed_in_does_not_see_the_page_again(as_role):
    assert as_role(Role.SECRETARY).get(SIGN_IN).status_code == 302


def test_six_wrong_passwords_lock_name_and_address_but_nobody_else(client, limits):
    user, other = UserFactory(), UserFactory()
    answers = [sign_in(client, user, password=f"salah{n}").status_code for n in range(6)]
    assert answers == [422] * 5 + [429]
    locked = sign_in(client, user)
    assert locked.status_code == 429
    assert "dikunci 15 menit" in locked.content.decode()
    assert sign_in(client, other).status_code == 302


def test_writing_the_name_in_another_case_does_not_open_the_lock(client, limits):
    user = UserFactory(username="yohana")
    for name in ("yohana", "Yohana", "YOHANA", "yoHana", "yohanA", " yohana"):
        answer = client.post(SIGN_IN, {"username": name, "password": "salah"})
    assert answer.status_code == 429
    assert sign_in(client, user).status_code == 429


def test_signing_out_clears_the_browser_and_is_recorded(as_role):
    client = as_role(Role.SECRETARY)
    assert client.get("/keluar/").status_code == 405
    response = client.post("/keluar/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session
    assert AccessLog.objects.get().kind == AccessKind.SIGN_OUT


@pytest.mark.parametrize(
    ("shared", "minutes", "stays"), [("", 59, True), ("", 61, False), ("on", 19, True), ("on", 21, False)]
)
def test_a_page_left_alone_signs_out(client, db, shared, minutes, stays):
    user = make_user(Role.SECRETARY)
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, user, **({"shared": shared} if shared else {}))
        clock.shift(timedelta(minutes=minutes))
        assert (client.get("/akun/").status_code == 200) is stays
        if not stays:
            assert "lama tidak dipakai" in client.get(SIGN_IN).content.decode()
            assert "lama tidak dipakai" not in client.get(SIGN_IN).content.decode()


def test_after_twelve_hours_everybody_signs_in_again(client, db):
    user = make_user(Role.SECRETARY)
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, user)
        for _ in range(14):
            clock.shift(timedelta(minutes=50))
            assert client.get("/akun/").status_code == 200
        clock.shift(timedelta(minutes=50))
        assert client.get("/akun/").status_code == 302


def test_a_page_that_asks_by_itself_does_not_keep_the_session_open(client, db):
    user = make_user(Role.SECRETARY)
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, user, shared="on")
        for _ in range(4):
            clock.shift(timedelta(minutes=6))
            last = client.get("/akun/", headers={"HX-Request": "true"})
        assert last["HX-Redirect"] == "/masuk/?next=/akun/"


def test_the_page_says_which_computer_is_shared(client, db):
    sign_in(client, make_user(Role.SECRETARY), shared="on")
    assert "data-shared" in client.get("/akun/").content.decode()


def test_trial_accounts_are_buttons_only_on_a_trial_installation(client, db, settings):
    make_user(Role.SECRETARY, username="sekretaris", password="fcu-demo")
    assert 'value="sekretaris"' in client.get(SIGN_IN).content.decode()
    assert client.post(SIGN_IN, {"demo": "sekretaris"}).status_code == 302
    client.logout()
    settings.FCU_DEMO = False
    assert 'value="sekretaris"' not in client.get(SIGN_IN).content.decode()
    assert client.post(SIGN_IN, {"demo": "sekretaris"}).status_code == 422


def test_the_button_signs_in_trial_accounts_only(client, db):
    UserFactory(username="orang", password="fcu-demo")
    assert client.post(SIGN_IN, {"demo": "orang"}).status_code == 422
    make_user(Role.ADMIN, username="admin")
    assert client.post(SIGN_IN, {"demo": "admin"}).status_code == 422


def test_the_page_costs_few_statements_however_many_accounts(client, db, django_assert_max_num_queries):
    make_user(Role.SECRETARY, username="sekretaris")
    make_user(Role.TKSK, username="tksk")
    with django_assert_max_num_queries(4):
        client.get(SIGN_IN)
