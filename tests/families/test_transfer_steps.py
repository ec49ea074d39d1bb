"""Who releases, accepts, refuses and withdraws, and who has no part in it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.workflow import offered_steps
from families.enums import TransferState
from families.services import advance_transfer
from families.workflow import STEPS
from tests.factories.families import FamilyFactory, make_secretary
from tests.factories.transfers import PLACE, make_transfer
from tests.families.asking import ask_for
from tests.families.reading import text_of

S = TransferState


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai", file_number="53.01.05.2011-0777")


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
    transfer = ask_for(family, near, receiver)
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
    assert ask_for(family, near, receiver).state == S.REQUESTED


def test_a_stale_click_ends_in_a_sentence(family, near, receiver, secretary, as_user):
    transfer = ask_for(family, near, receiver)
    advance_transfer(transfer, "withdraw", actor=receiver)
    url = reverse("families:transfer_step", args=[transfer.pk, "release"])
    response = as_user(secretary).post(url, {"version": 1, "moved_on": "05-01-2026"}, follow=True)
    assert "tidak bisa lagi. Keadaannya sekarang: Dibatalkan" in text_of(response)
    with pytest.raises(StaleState):
        advance_transfer(transfer, "refuse", actor=secretary, note="x")


def test_the_buttons_release_and_accept(family, near, receiver, secretary, as_user):
    transfer = ask_for(family, near, receiver)
    sender, other = as_user(secretary), as_user(receiver)
    assert "Lepas ke desa penerima" in text_of(sender.get(transfer.get_absolute_url()))
    day = f"{timezone.localdate():%d-%m-%Y}"
    sender.post(reverse("families:transfer_step", args=[transfer.pk, "release"]), {"version": 1, "moved_on": day})
    accept = reverse("families:transfer_step", args=[transfer.pk, "accept"])
    empty = other.post(accept, {"version": 2, "address": ""})
    assert empty.status_code == 422
    assert "Isi alamat" in text_of(empty)
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
    assert "Tablolong" not in text_of(client.get(reverse("families:transfers")))
    assert client.get(reverse("families:send_transfer", args=[family.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.TKSK, Role.DINAS, Role.VILLAGE_HEAD])
def test_readers_of_families_have_no_part_in_it(family, as_role, role):
    transfer = make_transfer(family=family)
    client = as_role(role)
    assert client.get(reverse("families:transfers")).status_code == 403
    assert client.get(reverse("families:request_transfer")).status_code == 403
    assert client.get(reverse("families:send_transfer", args=[family.pk])).status_code == 403
    assert client.get(transfer.get_absolute_url()).status_code == 404
    html = text_of(client.get(family.get_absolute_url()))
    assert "meminta keluarga ini pindah" in html
    assert transfer.get_absolute_url() not in html
