from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.middleware import client_address
from accounts.models import AccessLog
from core.exceptions import StaleState, heard_refusals
from tests.factories.accounts import UserFactory, assign, make_user
from tests.factories.cases import CaseFactory
from tests.factories.families import FamilyFactory
from tests.factories.referrals import make_referral


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


def refusals_of(client):
    return list(AccessLog.objects.filter(kind=AccessKind.REFUSED, actor=client.user).values_list("reason", flat=True))


def test_a_record_out_of_sight_is_recorded_by_its_number_alone(as_role, other_village):
    client, family = as_role(Role.SECRETARY), FamilyFactory(village=other_village)
    assert client.get(f"{family.get_absolute_url()}?q=rahasia").status_code == 404
    assert client.post(reverse("families:edit", args=[family.pk]), {"address": "Rahasia"}).status_code == 404
    assert client.post(reverse("referrals:write", args=[10**9])).status_code == 404
    assert refusals_of(client) == [
        f"referrals:write {10**9}",
        f"families:edit {family.pk}",
        f"families:detail {family.pk}",
    ]


def test_a_mistyped_address_and_a_page_found_leave_no_refusal(as_role, village):
    client, family = as_role(Role.SECRETARY), FamilyFactory(village=village)
    assert client.get("/tidak-ada/7/").status_code == 404
    assert client.get(family.get_absolute_url()).status_code == 200
    assert refusals_of(client) == []


def test_a_stranger_out_of_sight_is_not_recorded(client, village):
    family = FamilyFactory(village=village)
    assert client.get(family.get_absolute_url()).status_code == 302
    assert not AccessLog.objects.exists()


def test_a_step_from_a_state_that_is_over_is_recorded_though_nothing_was_written(as_role, village):
    client, referral = (
        as_role(Role.SECRETARY),
        make_referral("draft", case=CaseFactory(family=FamilyFactory(village=village))),
    )
    url = reverse("referrals:change", args=[referral.pk])
    form = {"form_token": uuid4(), "need": "X", "sector": "health", "urgency": "1", "details": "X"}
    assert client.post(url, form | {"version": 0}).status_code == 422
    assert refusals_of(client) == [f"referrals:change {referral.pk} keadaan sudah lain"]
    referral.refresh_from_db()
    assert referral.need != "X"


def test_a_file_of_the_wrong_kind_is_recorded_without_its_name(as_role, village):
    client, referral = (
        as_role(Role.SECRETARY),
        make_referral("draft", case=CaseFactory(family=FamilyFactory(village=village))),
    )
    for data in (b"<script>", b"%PDF-" + b"x" * 6_000_000):
        upload = SimpleUploadedFile("Obaja Tefnai.jpg", data)
        form = {"form_token": uuid4(), "label": "KK", "file": upload}
        assert client.post(reverse("referrals:attach", args=[referral.pk]), form).status_code == 422
    assert refusals_of(client) == [f"referrals:attach {referral.pk} berkas tidak diterima"] * 2
    assert not referral.attachments.exists()


def test_what_is_refused_outside_a_request_is_only_raised():
    with heard_refusals() as heard:
        StaleState("Keadaannya lain.")
    StaleState("Keadaannya lain.")
    assert heard == ["keadaan sudah lain"]
