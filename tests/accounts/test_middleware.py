from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.middleware import client_address
from accounts.models import AccessLog
from tests.factories.accounts import UserFactory, assign, make_user


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "9.9.9.9", "127.0.0.1"),
        (1, "9.9.9.9, 10.0.0.7", "10.0.0.7"),
        (2, "9.9.9.9, 10.0.0.7, 10.0.0.8", "10.0.0.7"),
        (2, "10.0.0.8", "127.0.0.1"),
        (1, "rubbish", None),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, header, address):
    settings.FCU_PROXY_COUNT = proxies
    assert client_address(RequestFactory().get("/", headers={"X-Forwarded-For": header})) == address


def test_pages_show_the_clock_of_the_users_region(as_role, other_village):
    before = timezone.get_current_timezone_name()
    assert "Waktu yang dipakai: WITA" in as_role(Role.SECRETARY, other_village).get("/akun/").content.decode()
    assert "Waktu yang dipakai: WIB" in as_role(Role.MINISTRY).get("/akun/").content.decode()
    assert timezone.get_current_timezone_name() == before


def test_a_refusal_is_recorded_with_route_and_number_only(as_role):
    client = as_role(Role.SECRETARY)
    assert client.get("/pengguna/7/?q=rahasia").status_code == 403
    trace = AccessLog.objects.get()
    assert (trace.kind, trace.actor, trace.reason) == (AccessKind.REFUSED, client.user, "accounts:user 7")


def test_a_start_password_must_be_changed_before_anything_else(as_user):
    client = as_user(make_user(Role.SECRETARY, must_change_password=True))
    assert client.get("/akun/")["Location"] == "/akun/kata-sandi/"
    assert client.get("/akun/kata-sandi/").status_code == 200
    assert client.get("/healthz").status_code == 200
    assert client.post("/keluar/").status_code == 302


def test_what_one_may_do_ends_with_the_assignment(as_user):
    user = UserFactory()
    held = assign(user, Role.DINAS)
    client = as_user(user)
    assert client.get("/pengguna/").status_code == 200
    held.ends_on = timezone.localdate() - timedelta(days=2)
    held.save()
    assert client.get("/pengguna/").status_code == 403


def test_a_switched_off_account_is_out_at_once(as_role):
    client = as_role(Role.DINAS)
    client.user.is_active = False
    client.user.save()
    assert client.get("/pengguna/")["Location"].startswith("/masuk/")
