"""A village sends a file on its own, and what must be finished before it goes."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases.enums import CaseState
from core.exceptions import DomainError
from families.enums import CloseReason, TransferState
from families.models import Transfer
from families.services import advance_transfer, close_family, send_transfer
from notices.models import Notice
from referrals.enums import ReferralState
from tests.factories.cases import CaseFactory, IntakeFactory
from tests.factories.families import FamilyFactory, make_secretary
from tests.factories.referrals import make_referral
from tests.factories.regions import make_village
from tests.factories.transfers import PLACE, make_transfer
from tests.families.asking import ask_for
from tests.families.reading import text_of

S = TransferState
TODAY = date(2026, 11, 20)


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai", file_number="53.01.05.2011-0777")


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
    assert said in text_of(response)
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
    assert "sudah ditutup" in text_of(response)


def test_a_file_under_way_is_not_closed(family, near, secretary):
    make_transfer(family=family)
    with pytest.raises(DomainError, match="sedang dalam proses pindah desa"):
        close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=secretary)


def test_an_open_case_holds_the_file_back(family, near, receiver, secretary, as_user):
    case = CaseFactory(family=family, number="K-2026-004")
    transfer = ask_for(family, near, receiver)
    said = "Kasus K-2026-004 masih terbuka. Tutup dahulu dengan hasil “Keluarga pindah”."
    with pytest.raises(DomainError) as refusal:
        advance_transfer(transfer, "release", actor=secretary)
    assert str(refusal.value) == said
    url = reverse("families:transfer_step", args=[transfer.pk, "release"])
    response = as_user(secretary).post(url, {"version": 1, "moved_on": "05-01-2026", "note": "Sudah pindah"})
    assert response.status_code == 422
    assert said in text_of(response)
    assert "Sudah pindah" in text_of(response)
    assert said in text_of(as_user(secretary).get(reverse("families:send_transfer", args=[family.pk])))
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
    transfer = ask_for(family, near, receiver)
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
