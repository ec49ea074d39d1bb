"""A village asks for a file: by a number alone, and without learning too early whose it is."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from core.exceptions import DomainError
from families.enums import CloseReason, TransferState
from families.models import Transfer
from families.services import AlreadyHere, advance_transfer, close_family, send_transfer
from notices.models import Notice
from tests.factories.accounts import assign, make_user
from tests.factories.families import FamilyFactory, make_secretary
from tests.factories.regions import make_village
from tests.factories.transfers import PLACE
from tests.families.asking import ask_for
from tests.families.reading import text_of

S = TransferState


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai", file_number="53.01.05.2011-0777")


@pytest.mark.parametrize("which", ["national_id", "card"])
def test_the_receiving_village_asks_by_either_number(family, near, receiver, which):
    number = family.members.last().national_id if which == "national_id" else family.family_card_number
    transfer = ask_for(family, near, receiver, number=number)
    assert (transfer.state, transfer.family, transfer.from_village_id) == (S.REQUESTED, family, family.village_id)
    assert transfer.events.get().note == f"Nomor yang diminta: •••• {number[-4:]}"


def test_a_number_that_nobody_holds_is_said_plainly(near, receiver, family):
    closed = FamilyFactory(members=1)
    number = closed.members.get().national_id
    close_family(closed, CloseReason.MOVED, on=timezone.localdate(), actor=make_secretary(closed.village))
    for unknown in ("5301051704850099", number):
        with pytest.raises(DomainError, match="Tidak ada keluarga dengan NIK"):
            ask_for(family, near, receiver, number=unknown)
    assert not Transfer.objects.exists()


def test_who_asks_for_an_own_family_is_led_to_it(family, village, secretary, as_user):
    with pytest.raises(AlreadyHere):
        ask_for(family, village, secretary)
    data = {"number": family.family_card_number, "reason": "Salah", "form_token": str(uuid4())}
    response = as_user(secretary).post(reverse("families:request_transfer"), data)
    assert response.url == family.get_absolute_url()


def test_of_two_requests_the_second_is_told_of_the_first(family, near, receiver, other_village):
    ask_for(family, near, receiver)
    with pytest.raises(DomainError, match="sudah diproses sejak"):
        ask_for(family, near, receiver)
    with pytest.raises(DomainError, match="sedang dipindahkan dari Desa Tablolong ke desa lain") as refusal:
        ask_for(family, other_village, make_secretary(other_village))
    assert "Lifuleo" not in str(refusal.value)
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize("role", [Role.TKSK, Role.DINAS, Role.VILLAGE_HEAD, Role.MENTOR, Role.ADMIN])
def test_only_the_fcu_asks_and_sends(family, near, village, role):
    with pytest.raises(PermissionDenied):
        ask_for(family, near, make_user(role, near))
    with pytest.raises(PermissionDenied):
        send_transfer(family, village=near, moved_on=date(2026, 1, 5), reason="x", actor=make_user(role, village))


def test_nobody_asks_for_another_village(family, near, other_village):
    with pytest.raises(PermissionDenied):
        ask_for(family, near, make_secretary(other_village))


def test_the_page_asks_and_every_look_leaves_a_trace(family, near, receiver, as_user):
    client, url = as_user(receiver), reverse("families:request_transfer")
    wrong = {"number": "5301051704850099", "reason": "Coba", "form_token": str(uuid4())}
    assert "Tidak ada keluarga dengan NIK" in text_of(client.post(url, wrong))
    right = wrong | {"number": family.family_card_number}
    assert client.post(url, right).url == Transfer.objects.get().get_absolute_url()
    traces = AccessLog.objects.filter(actor=receiver, kind=AccessKind.VIEW, reason="Meminta pindah desa")
    assert sorted(traces.values_list("subject_id", flat=True), key=str) == sorted([None, family.pk], key=str)


def test_a_double_click_asks_once(family, receiver, as_user):
    client, url = as_user(receiver), reverse("families:request_transfer")
    data = {"number": family.family_card_number, "reason": "Tinggal di sini", "form_token": str(uuid4())}
    assert client.post(url, data).url == client.post(url, data).url
    assert Transfer.objects.count() == 1


def test_the_number_from_the_entry_page_is_kept_out_of_sight(family, receiver, as_user):
    number = family.family_card_number
    response = as_user(receiver).post(reverse("families:request_transfer"), {"number": number})
    html = text_of(response)
    assert response.status_code == 200
    assert f"<b>•••• {number[-4:]}</b>" in html
    assert html.count(number) == 1
    assert f'type="hidden" name="number" value="{number}"' in html
    assert "Alasan" in html


@pytest.mark.parametrize(("number", "said"), [("", "Isi nik"), ("123", "baru 3 angka"), ("abc" * 6, "hanya boleh")])
def test_a_number_that_is_none_is_refused(receiver, as_user, number, said):
    data = {"number": number, "reason": "Tinggal di sini", "form_token": str(uuid4())}
    response = as_user(receiver).post(reverse("families:request_transfer"), data)
    assert response.status_code == 422
    assert said.lower() in text_of(response).lower()


def test_who_writes_in_two_villages_says_which(family, near, village, receiver, as_user):
    assign(receiver, Role.SECRETARY, make_village("53.01.05.2009"))
    client, url = as_user(receiver), reverse("families:request_transfer")
    data = {"number": family.family_card_number, "reason": "Di sini", "form_token": str(uuid4())}
    assert client.post(url, data).status_code == 422
    client.post(url, data | {"village": near.code})
    assert Transfer.objects.get().to_village == near
    assert client.post(url, data | {"village": village.code}).status_code == 422


def test_before_the_release_the_receiver_learns_only_the_village(family, near, receiver, as_user):
    transfer = ask_for(family, near, receiver)
    client = as_user(receiver)
    for url in (transfer.get_absolute_url(), reverse("families:transfers"), "/", reverse("notices:list")):
        html = text_of(client.get(url))
        assert "Tefnai" not in html, url
        assert family.file_number not in html, url
    assert "Keluarga dari Desa Tablolong" in text_of(client.get(transfer.get_absolute_url()))
    assert client.get(family.get_absolute_url()).status_code == 404


def test_a_refusal_tells_no_name(family, near, receiver, secretary, as_user):
    transfer = ask_for(family, near, receiver)
    advance_transfer(transfer, "refuse", note="Masih tinggal di sini", actor=secretary)
    assert "Tefnai" not in Notice.objects.get(user=receiver).text
    assert "Tefnai" not in text_of(as_user(receiver).get(transfer.get_absolute_url()))


def test_after_the_release_the_receiver_knows_whom_but_not_the_file(family, near, receiver, secretary, as_user):
    transfer = ask_for(family, near, receiver)
    advance_transfer(transfer, "release", actor=secretary)
    client = as_user(receiver)
    assert "Keluarga Obaja Tefnai" in text_of(client.get(transfer.get_absolute_url()))
    assert client.get(family.get_absolute_url()).status_code == 404


def test_no_mail_names_anybody(family, near, receiver, secretary):
    transfer = ask_for(family, near, receiver)
    advance_transfer(transfer, "release", actor=secretary)
    advance_transfer(transfer, "accept", place=PLACE, actor=receiver)
    notices = Notice.objects.filter(user__in=[receiver, secretary])
    assert [notice.user for notice in notices.order_by("pk")] == [secretary, receiver, secretary]
    assert all("Tefnai" in notice.text for notice in notices)
    assert not any("Tefnai" in notice.mail_text or "Tablolong" in notice.mail_text for notice in notices)
