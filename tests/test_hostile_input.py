"""What no browser sends: it is refused with a page, never met with an error, on SQLite and on PostgreSQL."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Role
from core.middleware import LARGEST_BODY, Readable
from regions.models import Region
from tests.factories.cases import CaseFactory
from tests.factories.families import FamilyFactory
from tests.factories.institutions import CareUnitFactory

LONG_KEY = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        "/verifikasi/%00/",
        "/pengguna/?q=%00",
        "/laporan/?kecamatan=53%00",
        "/keluarga/?kecamatan=%00",
        "/wilayah/anak/?sampai=village&batas=%00",
    ],
)
def test_a_nul_in_an_address_is_refused(as_role, address):
    assert as_role(Role.DINAS).get(address).status_code == 400


def test_a_percent_sign_before_two_noughts_is_no_nul(client, db):
    assert client.get("/verifikasi/%2500/").status_code == 404


def test_a_body_beyond_any_form_is_refused_before_it_is_read(rf):
    answer = Readable(lambda request: HttpResponse())
    assert answer(rf.post("/", CONTENT_LENGTH=str(LARGEST_BODY))).status_code == 200
    assert answer(rf.post("/", CONTENT_LENGTH=str(LARGEST_BODY + 1))).status_code == 400
    assert answer(rf.get("/")).status_code == 200


@pytest.fixture
def case(village):
    return CaseFactory(family=FamilyFactory(village=village, members=1))


@pytest.mark.parametrize(
    ("name", "field"),
    [("cases:open", "members"), ("cases:open", "problems"), ("cases:service", "institutions"),
     ("referrals:write", "problems"), ("units:add_meeting", "members")],
)  # fmt: skip
def test_a_key_longer_than_any_is_no_choice(as_role, village, case, name, field):
    records = {"cases:open": case.family, "units:add_meeting": CareUnitFactory(village=village)}
    address = reverse(name, args=[records.get(name, case).pk])
    answer = as_role(Role.COORDINATOR).post(address, {"form_token": uuid4(), field: ["1", LONG_KEY]})
    assert answer.status_code == 422
    assert "itu tidak ada" in answer.content.decode()


@pytest.mark.parametrize("address", ["/kasus/", "/rujukan/semua/", "/kasus/penerimaan/", "/keluarga/"])
def test_a_thousand_words_are_sought_like_a_few(as_role, case, address):
    assert as_role(Role.SECRETARY).get(address, {"q": "a " * 1500}).status_code == 200


def test_a_thousand_places_are_chosen_from_like_a_few(as_role):
    places = ",".join(str(n) for n in range(11, 1311))
    address = reverse("regions:children")
    assert as_role(Role.SECRETARY).get(address, {"sampai": "village", "batas": places}).status_code == 200


@pytest.mark.parametrize("name", ["families:add", "cases:record_intake"])
def test_in_a_village_that_is_no_longer_in_force_nothing_is_begun(as_role, village, name):
    client = as_role(Role.SECRETARY)
    Region.objects.filter(pk=village.pk).update(active=False)
    assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse(name), {"form_token": uuid4()}).status_code == 403
