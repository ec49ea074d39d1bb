"""A file on its way to another village: who may do what, what goes along, and what nobody learns too early."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from cases.enums import CaseState, IntakeState
from core.exceptions import DomainError, StaleState
from core.workflow import offered_steps
from families.enums import CloseReason, FileEventKind, TransferState
from families.models import Family, FamilyShare, Transfer
from families.services import (
    AlreadyHere,
    advance_transfer,
    close_family,
    request_transfer,
    send_transfer,
    share_family,
)
from families.workflow import STEPS
from notices.models import Notice
from referrals.enums import ReferralState
from tests.factories.accounts import assign, make_user
from tests.factories.cases import CaseFactory, IntakeFactory
from tests.factories.families import ConsentFactory, FamilyFactory, make_assessment, make_secretary
from tests.factories.referrals import make_referral
from tests.factories.regions import make_village
from tests.factories.transfers import PLACE, make_transfer

S = TransferState
TODAY = date(2026, 11, 20)


@pytest.fixture
def near(village):
    """Desa Lifuleo, in the same kecamatan."""
    return make_village("53.01.05.2010")


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai", file_number="53.01.05.2011-0777")


@pytest.fixture
def secretary(village):
    return make_secretary(village)


@pytest.fixture
def receiver(near):
    return make_secretary(near)


def _ask(family, near, actor, **values):
    number = family.members.first().national_id
    return request_transfer(
        **{"number": number, "village": near, "reason": "Tinggal di sini", "actor": actor} | values
    )


def _accepted(family, near, receiver, secretary):
    transfer = send_transfer(family, village=near, moved_on=timezone.localdate(), reason="Ikut istri", actor=secretary)
    advance_transfer(transfer, "accept", place=PLACE, actor=receiver)
    family.refresh_from_db()
    return transfer


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


# Asking


@pytest.mark.parametrize("which", ["national_id", "card"])
def test_the_receiving_village_asks_by_either_number(family, near, receiver, which):
    number = family.members.last().national_id if which == "national_id" else family.family_card_number
    transfer = _ask(family, near, receiver, number=number)
    assert (transfer.state, transfer.family, transfer.from_village_id) == (S.REQUESTED, family, family.village_id)
    assert transfer.events.get().note == f"Nomor yang diminta: •••• {number[-4:]}"


def test_a_number_that_nobody_holds_is_said_plainly(near, receiver, family):
    closed = FamilyFactory(members=1)
    number = closed.members.get().national_id
    close_family(closed, CloseReason.MOVED, on=timezone.localdate(), actor=make_secretary(closed.village))
    for unknown in ("5301051704850099", number):
        with pytest.raises(DomainError, match="Tidak ada keluarga dengan NIK"):
            _ask(family, near, receiver, number=unknown)
    assert not Transfer.objects.exists()


def test_who_asks_for_an_own_family_is_led_to_it(family, village, secretary, as_user):
    with pytest.raises(AlreadyHere):
        _ask(family, village, secretary)
    data = {"number": family.family_card_number, "reason": "Salah", "form_token": str(uuid4())}
    response = as_user(secretary).post(reverse("families:request_transfer"), data)
    assert response.url == family.get_absolute_url()


def test_of_two_requests_the_second_is_told_of_the_first(family, near, receiver, other_village):
    _ask(family, near, receiver)
    with pytest.raises(DomainError, match="sudah diproses sejak"):
        _ask(family, near, receiver)
    with pytest.raises(DomainError, match="sedang dipindahkan dari Desa Tablolong ke desa lain") as refusal:
        _ask(family, other_village, make_secretary(other_village))
    assert "Lifuleo" not in str(refusal.value)
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize("role", [Role.TKSK, Role.DINAS, Role.VILLAGE_HEAD, Role.MENTOR, Role.ADMIN])
def test_only_the_fcu_asks_and_sends(family, near, village, role):
    with pytest.raises(PermissionDenied):
        _ask(family, near, make_user(role, near))
    with pytest.raises(PermissionDenied):
        send_transfer(family, village=near, moved_on=date(2026, 1, 5), reason="x", actor=make_user(role, village))


def test_nobody_asks_for_another_village(family, near, other_village):
    with pytest.raises(PermissionDenied):
        _ask(family, near, make_secretary(other_village))


def test_the_page_asks_and_every_look_leaves_a_trace(family, near, receiver, as_user):
    client, url = as_user(receiver), reverse("families:request_transfer")
    wrong = {"number": "5301051704850099", "reason": "Coba", "form_token": str(uuid4())}
    assert "Tidak ada keluarga dengan NIK" in _text(client.post(url, wrong))
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
    html = _text(response)
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
    assert said.lower() in _text(response).lower()


def test_who_writes_in_two_villages_says_which(family, near, village, receiver, as_user):
    assign(receiver, Role.SECRETARY, make_village("53.01.05.2009"))
    client, url = as_user(receiver), reverse("families:request_transfer")
    data = {"number": family.family_card_number, "reason": "Di sini", "form_token": str(uuid4())}
    assert client.post(url, data).status_code == 422
    client.post(url, data | {"village": near.code})
    assert Transfer.objects.get().to_village == near
    assert client.post(url, data | {"village": village.code}).status_code == 422


# What the receiver learns, and when


def test_before_the_release_the_receiver_learns_only_the_village(family, near, receiver, as_user):
    transfer = _ask(family, near, receiver)
    client = as_user(receiver)
    for url in (transfer.get_absolute_url(), reverse("families:transfers"), "/", reverse("notices:list")):
        html = _text(client.get(url))
        assert "Tefnai" not in html, url
        assert family.file_number not in html, url
    assert "Keluarga dari Desa Tablolong" in _text(client.get(transfer.get_absolute_url()))
    assert client.get(family.get_absolute_url()).status_code == 404


def test_a_refusal_tells_no_name(family, near, receiver, secretary, as_user):
    transfer = _ask(family, near, receiver)
    advance_transfer(transfer, "refuse", note="Masih tinggal di sini", actor=secretary)
    assert "Tefnai" not in Notice.objects.get(user=receiver).text
    assert "Tefnai" not in _text(as_user(receiver).get(transfer.get_absolute_url()))


def test_after_the_release_the_receiver_knows_whom_but_not_the_file(family, near, receiver, secretary, as_user):
    transfer = _ask(family, near, receiver)
    advance_transfer(transfer, "release", actor=secretary)
    client = as_user(receiver)
    assert "Keluarga Obaja Tefnai" in _text(client.get(transfer.get_absolute_url()))
    assert client.get(family.get_absolute_url()).status_code == 404


def test_no_mail_names_anybody(family, near, receiver, secretary):
    transfer = _ask(family, near, receiver)
    advance_transfer(transfer, "release", actor=secretary)
    advance_transfer(transfer, "accept", place=PLACE, actor=receiver)
    notices = Notice.objects.filter(user__in=[receiver, secretary])
    assert [notice.user for notice in notices.order_by("pk")] == [secretary, receiver, secretary]
    assert all("Tefnai" in notice.text for notice in notices)
    assert not any("Tefnai" in notice.mail_text or "Tablolong" in notice.mail_text for notice in notices)


# Steps


def _steps_for(user, transfer):
    return set(offered_steps(STEPS, transfer, user))


@pytest.mark.parametrize("state", [S.REQUESTED, S.RELEASED, S.ACCEPTED, S.REFUSED, S.WITHDRAWN])
def test_each_side_takes_only_its_own_steps(family, near, receiver, secretary, other_village, state):
    transfer = make_transfer(state, family=family)
    offered = {"sender": _steps_for(secretary, transfer), "receiver": _steps_for(receiver, transfer)}
    expected = {
        S.REQUESTED: {"sender": {"release", "refuse"}, "receiver": {"withdraw"}},
        S.RELEASED: {"sender": {"take_back"}, "receiver": {"accept", "decline"}},
    }
    assert offered == expected.get(state, {"sender": set(), "receiver": set()})
    for name in STEPS:
        with pytest.raises(PermissionDenied):
            advance_transfer(transfer, name, actor=make_secretary(other_village), note="x", place=PLACE)


def test_the_other_side_is_refused(family, near, receiver, secretary, as_user):
    transfer = _ask(family, near, receiver)
    with pytest.raises(PermissionDenied):
        advance_transfer(transfer, "release", actor=receiver)
    url = reverse("families:transfer_step", args=[transfer.pk, "release"])
    assert as_user(receiver).post(url, {"version": 1, "moved_on": "05-01-2026"}).status_code == 403
    transfer.refresh_from_db()
    assert transfer.state == S.REQUESTED


@pytest.mark.parametrize(
    ("state", "step", "target"),
    [(S.REQUESTED, "refuse", S.REFUSED), (S.RELEASED, "take_back", S.WITHDRAWN), (S.RELEASED, "decline", S.REFUSED)],
)
def test_ending_it_needs_a_reason_and_leaves_the_file(family, near, receiver, secretary, state, step, target):
    transfer = make_transfer(state, family=family)
    actor = secretary if transfer.allows(secretary, STEPS[step]) else receiver
    with pytest.raises(DomainError, match="Isi alasan"):
        advance_transfer(transfer, step, actor=actor)
    transfer.refresh_from_db()
    advance_transfer(transfer, step, actor=actor, note="Keliru orangnya")
    transfer.refresh_from_db()
    family.refresh_from_db()
    assert transfer.state == target
    assert family.village_id == "53.01.05.2011"
    assert not family.transfers.open().exists()


def test_after_an_end_the_family_can_be_asked_for_again(family, near, receiver):
    make_transfer(S.WITHDRAWN, family=family)
    assert _ask(family, near, receiver).state == S.REQUESTED


def test_a_stale_click_ends_in_a_sentence(family, near, receiver, secretary, as_user):
    transfer = _ask(family, near, receiver)
    advance_transfer(transfer, "withdraw", actor=receiver)
    url = reverse("families:transfer_step", args=[transfer.pk, "release"])
    response = as_user(secretary).post(url, {"version": 1, "moved_on": "05-01-2026"}, follow=True)
    assert "tidak bisa lagi. Keadaannya sekarang: Dibatalkan" in _text(response)
    with pytest.raises(StaleState):
        advance_transfer(transfer, "refuse", actor=secretary, note="x")


def test_the_buttons_release_and_accept(family, near, receiver, secretary, as_user):
    transfer = _ask(family, near, receiver)
    sender, other = as_user(secretary), as_user(receiver)
    assert "Lepas ke desa penerima" in _text(sender.get(transfer.get_absolute_url()))
    day = f"{timezone.localdate():%d-%m-%Y}"
    sender.post(reverse("families:transfer_step", args=[transfer.pk, "release"]), {"version": 1, "moved_on": day})
    accept = reverse("families:transfer_step", args=[transfer.pk, "accept"])
    empty = other.post(accept, {"version": 2, "address": ""})
    assert empty.status_code == 422
    assert "Isi alamat" in _text(empty)
    response = other.post(accept, {"version": 2, **PLACE})
    assert response.url == family.get_absolute_url()
    assert other.get(response.url).status_code == 200
    assert sender.get(response.url).status_code == 404


def test_a_step_that_is_none_and_a_wrong_method(family, near, secretary, as_user):
    transfer = make_transfer(family=family)
    client = as_user(secretary)
    assert client.post(reverse("families:transfer_step", args=[transfer.pk, "fly"])).status_code == 404
    assert client.get(reverse("families:transfer_step", args=[transfer.pk, "release"])).status_code == 405
    assert client.post(transfer.get_absolute_url()).status_code == 405
    assert client.get(reverse("families:transfer", args=[999_999])).status_code == 404


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR])
def test_a_third_village_sees_nothing(family, other_village, as_role, role):
    transfer = make_transfer(family=family)
    client = as_role(role, other_village)
    assert client.get(transfer.get_absolute_url()).status_code == 404
    assert client.post(reverse("families:transfer_step", args=[transfer.pk, "release"])).status_code == 404
    assert "Tablolong" not in _text(client.get(reverse("families:transfers")))
    assert client.get(reverse("families:send_transfer", args=[family.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.TKSK, Role.DINAS, Role.VILLAGE_HEAD])
def test_readers_of_families_have_no_part_in_it(family, as_role, role):
    transfer = make_transfer(family=family)
    client = as_role(role)
    assert client.get(reverse("families:transfers")).status_code == 403
    assert client.get(reverse("families:request_transfer")).status_code == 403
    assert client.get(reverse("families:send_transfer", args=[family.pk])).status_code == 403
    assert client.get(transfer.get_absolute_url()).status_code == 404
    html = _text(client.get(family.get_absolute_url()))
    assert "meminta keluarga ini pindah" in html
    assert transfer.get_absolute_url() not in html


# Sending


def _sending(near, **fields):
    codes = {"region_province": "53", "region_regency": "53.01", "region_district": "53.01.05"}
    data = {"form_token": str(uuid4()), "moved_on": "05-01-2026", "reason": "Ikut istri", **codes}
    return data | {"region_village": near.code} | fields


@time_machine.travel(TODAY)
def test_the_holding_village_sends_without_being_asked(family, near, receiver, secretary, as_user):
    url = reverse("families:send_transfer", args=[family.pk])
    response = as_user(secretary).post(url, _sending(near))
    transfer = Transfer.objects.get()
    assert response.url == transfer.get_absolute_url()
    assert (transfer.state, transfer.moved_on, transfer.to_village) == (S.RELEASED, date(2026, 1, 5), near)
    assert "Keluarga Obaja Tefnai" in Notice.objects.get(user=receiver).text


@time_machine.travel(TODAY)
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"moved_on": "21-11-2026"}, "belum tiba"),
        ({"reason": ""}, "Isi alasan"),
        ({"region_village": ""}, "Pilih desa"),
        ({"region_village": "53.01.05.2011"}, "sudah tercatat di desa itu"),
        ({"region_village": "53.01.05.2008"}, "belum ada pengurus FCU"),
    ],
)
def test_what_cannot_be_sent_is_said(family, near, receiver, secretary, as_user, fields, said):
    make_village("53.01.05.2008")
    response = as_user(secretary).post(reverse("families:send_transfer", args=[family.pk]), _sending(near) | fields)
    assert response.status_code == 422
    assert said in _text(response)
    assert not Transfer.objects.exists()


def test_choosing_a_region_without_javascript_shows_the_page_again(family, near, secretary, as_user):
    response = as_user(secretary).post(
        reverse("families:send_transfer", args=[family.pk]), _sending(near) | {"pilih_wilayah": "1"}
    )
    assert response.status_code == 200
    assert not Transfer.objects.exists()


def test_a_closed_file_is_not_sent(family, near, secretary, as_user):
    close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=secretary)
    response = as_user(secretary).get(reverse("families:send_transfer", args=[family.pk]), follow=True)
    assert "sudah ditutup" in _text(response)


def test_a_file_under_way_is_not_closed(family, near, secretary):
    make_transfer(family=family)
    with pytest.raises(DomainError, match="sedang dalam proses pindah desa"):
        close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=secretary)


# What must be finished first


def test_an_open_case_holds_the_file_back(family, near, receiver, secretary, as_user):
    case = CaseFactory(family=family, number="K-2026-004")
    transfer = _ask(family, near, receiver)
    said = "Kasus K-2026-004 masih terbuka. Tutup dahulu dengan hasil “Keluarga pindah”."
    with pytest.raises(DomainError) as refusal:
        advance_transfer(transfer, "release", actor=secretary)
    assert str(refusal.value) == said
    url = reverse("families:transfer_step", args=[transfer.pk, "release"])
    response = as_user(secretary).post(url, {"version": 1, "moved_on": "05-01-2026", "note": "Sudah pindah"})
    assert response.status_code == 422
    assert said in _text(response)
    assert "Sudah pindah" in _text(response)
    assert said in _text(as_user(secretary).get(reverse("families:send_transfer", args=[family.pk])))
    type(case).objects.filter(pk=case.pk).update(
        state=CaseState.CLOSED, result="moved", closed_on=timezone.localdate()
    )
    transfer.refresh_from_db()
    advance_transfer(transfer, "release", actor=secretary)
    assert transfer.state == S.RELEASED


def test_a_sensitive_case_holds_it_back_without_being_named(family, near, receiver, secretary):
    case = CaseFactory(family=family, sensitive=True)
    with pytest.raises(DomainError, match="Minta koordinator memeriksanya") as refusal:
        send_transfer(
            family, village=near, moved_on=date(2026, 1, 5), reason="x", actor=_with_receiver(secretary, near)
        )
    assert case.number not in str(refusal.value)


def _with_receiver(secretary, near):
    make_secretary(near)
    return secretary


def test_an_open_referral_holds_the_file_back(family, near, receiver, secretary):
    case = CaseFactory(family=family, state=CaseState.CLOSED, result="moved", closed_on=timezone.localdate())
    referral = make_referral(ReferralState.SUBMITTED, case=case)
    transfer = _ask(family, near, receiver)
    with pytest.raises(DomainError, match=f"Rujukan {referral.number} masih berjalan"):
        advance_transfer(transfer, "release", actor=secretary)
    transfer.refresh_from_db()
    assert transfer.state == S.REQUESTED


def test_an_intake_that_waits_holds_the_file_back(family, near, receiver, secretary):
    IntakeFactory(village=family.village, family=family)
    with pytest.raises(DomainError, match="penerimaan dari keluarga ini yang belum ditindaklanjuti"):
        send_transfer(family, village=near, moved_on=date(2026, 1, 5), reason="x", actor=secretary)


def test_a_case_opened_after_the_release_holds_back_the_acceptance(family, near, receiver, secretary):
    transfer = make_transfer(S.RELEASED, family=family)
    case = CaseFactory(family=family)
    with pytest.raises(DomainError, match="Desa asal masih menangani") as refusal:
        advance_transfer(transfer, "accept", place=PLACE, actor=receiver)
    assert case.number not in str(refusal.value)
    family.refresh_from_db()
    assert family.village_id == "53.01.05.2011"


# What goes along


def test_the_file_moves_with_a_number_of_the_new_village(family, near, receiver, secretary):
    FamilyFactory.create_batch(2, village=near)
    family.latitude, family.longitude = -10, 123
    family.save()
    transfer = _accepted(family, near, receiver, secretary)
    assert (family.village, family.file_number) == (near, "53.01.05.2010-0001")
    assert (family.former_numbers, transfer.old_file_number) == ("53.01.05.2011-0777", "53.01.05.2011-0777")
    assert {name: getattr(family, name) for name in PLACE} == PLACE
    assert (family.latitude, family.longitude, family.version) == (None, None, 2)
    event = family.file_events.get()
    assert (event.kind, event.village, event.happened_on) == (FileEventKind.TRANSFERRED, near, timezone.localdate())


def test_it_is_found_by_its_old_number(family, near, receiver, secretary, as_user):
    _accepted(family, near, receiver, secretary)
    response = as_user(receiver).post(reverse("families:search"), {"q": "53.01.05.2011-0777"}, follow=True)
    assert "Obaja Tefnai" in _text(response)
    assert "Obaja Tefnai" not in _text(as_user(secretary).get(reverse("families:list")))


def test_two_moves_keep_both_numbers(family, near, receiver, secretary, other_village):
    _accepted(family, near, receiver, secretary)
    _accepted(family, other_village, make_secretary(other_village), receiver)
    assert family.former_numbers == "53.01.05.2010-0001 53.01.05.2011-0777"
    assert "53.01.05.2011-0777" in family.search_text


def test_the_status_goes_on_in_the_new_village_without_gap_or_overlap(family, near, receiver, secretary):
    family.status_periods.update(starts_on=date(2026, 1, 5), status="plasma")
    Family.objects.filter(pk=family.pk).update(status="plasma")
    _accepted(family, near, receiver, secretary)
    new, old = family.status_periods.all()
    today = timezone.localdate()
    assert (old.village_id, old.starts_on, old.ends_on) == (
        "53.01.05.2011", date(2026, 1, 5), today - timedelta(days=1),
    )  # fmt: skip
    assert (new.village, new.status, new.starts_on, new.ends_on) == (near, "plasma", today, None)


def test_a_status_of_the_same_day_is_replaced(family, near, receiver, secretary):
    family.status_periods.update(starts_on=timezone.localdate())
    _accepted(family, near, receiver, secretary)
    assert family.status_periods.get().village == near


def test_what_hangs_on_the_file_goes_along_and_shares_end(family, near, receiver, secretary, village):
    ConsentFactory(family=family)
    make_assessment(family)
    share_family(family, user=make_user(Role.MENTOR, village), reason="Dampingan", actor=secretary)
    members = set(family.members.values_list("pk", flat=True))
    _accepted(family, near, receiver, secretary)
    assert set(family.members.values_list("pk", flat=True)) == members
    assert family.assessments.count() == family.consents.in_force().count() == 1
    assert not FamilyShare.objects.filter(ends_on=None).exists()


def test_consents_given_to_the_old_fcu_are_to_be_asked_again(family, near, receiver, secretary, as_user):
    ConsentFactory(family=family, given_on=date(2026, 1, 5))
    said, client = "Ada kesediaan yang diberikan kepada FCU desa lama", as_user(receiver)
    _accepted(family, near, receiver, secretary)
    assert said in _text(client.get(family.get_absolute_url()))
    family.consents.all().delete()
    ConsentFactory(family=family)
    assert said not in _text(client.get(family.get_absolute_url()))


def test_both_pages_tell_the_journey(family, near, receiver, secretary, as_user):
    transfer = _accepted(family, near, receiver, secretary)
    history = _text(as_user(receiver).get(reverse("families:history", args=[family.pk])))
    assert "Perjalanan berkas" in history
    assert "Dari Desa Tablolong, berkas 53.01.05.2011-0777" in history
    left = _text(as_user(secretary).get(transfer.get_absolute_url()))
    assert "Berkas 53.01.05.2011-0777" in left
    assert "Tefnai" not in left


def test_closed_cases_stay_with_the_old_village_and_open_for_it(family, near, receiver, secretary, as_user):
    case = CaseFactory(family=family, state=CaseState.CLOSED, result="moved", closed_on=timezone.localdate())
    intake = IntakeFactory(village=family.village, family=family, state=IntakeState.INFORMED)
    referral = make_referral(ReferralState.CLOSED, case=case)
    _accepted(family, near, receiver, secretary)
    old, new = as_user(secretary), as_user(receiver)
    for url in (case.get_absolute_url(), intake.get_absolute_url(), referral.get_absolute_url()):
        shown = old.get(url)
        assert shown.status_code == 200
        assert f'href="{family.get_absolute_url()}"' not in _text(shown), url
        assert new.get(url).status_code == 404
    assert case.number not in _text(new.get(family.get_absolute_url()))
    step = reverse("cases:step", args=[case.pk, "reopen"])
    answer = old.post(step, {"version": case.version, "note": "Ternyata belum"}, follow=True)
    assert "sudah pindah ke desa lain" in _text(answer)
    handler = make_secretary(make_village())
    answer = old.post(reverse("cases:assign", args=[case.pk]), {"handler": handler.pk})
    assert "sudah pindah ke desa lain" in _text(answer)


# Lists, alerts, tasks


def test_the_list_sorts_what_waits_for_me_from_what_waits_for_others(village, near, secretary, as_user):
    asked, sent = make_transfer(), make_transfer(S.RELEASED)
    done = make_transfer(S.REFUSED)
    coming = make_transfer(S.RELEASED, family=FamilyFactory(village=near, members=1), to=village)
    context = as_user(secretary).get(reverse("families:transfers")).context
    assert {line.transfer for line in context["waiting"]} == {asked, coming}
    assert [line.transfer for line in context["running"]] == [sent]
    assert [line.transfer for line in context["done"]] == [done]


def test_an_empty_list_says_what_to_do(as_role):
    assert "Belum ada pindah desa" in _text(as_role(Role.SECRETARY).get(reverse("families:transfers")))


def test_home_and_the_family_page_tell_of_an_open_transfer(family, near, receiver, secretary, as_user):
    transfer = _ask(family, near, receiver)
    client = as_user(secretary)
    home = _text(client.get("/"))
    assert "Permintaan pindah menunggu Anda" in home
    assert transfer.get_absolute_url() in home
    page = _text(client.get(family.get_absolute_url()))
    assert f'<a href="{transfer.get_absolute_url()}">Lihat pindah desa</a>' in page
    advance_transfer(transfer, "release", actor=secretary)
    assert "Keluarga dilepas ke desa Anda" in _text(as_user(receiver).get("/"))
    assert transfer.get_absolute_url() not in _text(client.get("/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(rows, secretary, as_user, django_assert_max_num_queries):
    for _ in range(rows):
        for state in (S.REQUESTED, S.RELEASED, S.REFUSED):
            make_transfer(state)
    client = as_user(secretary)
    with django_assert_max_num_queries(9):
        client.get(reverse("families:transfers"))
    transfer = Transfer.objects.open().first()
    with django_assert_max_num_queries(8):
        client.get(transfer.get_absolute_url())
