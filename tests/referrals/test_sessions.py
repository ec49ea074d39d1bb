"""What LK3 serves itself: its list, the meetings it holds, what they leave in the outcome."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from referrals.enums import ReferralState, SessionKind, Tier
from referrals.models import CounsellingSession, Placement
from referrals.services import advance_referral, record_session
from tests.factories.accounts import make_user
from tests.factories.sessions import SessionFactory
from tests.referrals.filling import MOST_QUERIES_OF_A_FILE, step

pytestmark = pytest.mark.django_db
S = ReferralState


def day(days=0):
    return timezone.localdate() + timedelta(days=days)


def told(**changes):
    return {
        "kind": SessionKind.COUNSELLING, "held_on": day(), "place": "Kantor LK3", "people": 2,
        "done": "Menyepakati aturan di rumah.", "next_on": None,
    } | changes  # fmt: skip


def typed(**changes):
    form = told() | {"held_on": day().strftime("%d-%m-%Y"), "next_on": "", "form_token": uuid.uuid4()}
    return form | changes


@pytest.fixture
def served(chain, file_in):
    def make(state=S.ACCEPTED, **fields):
        fields = {"institution": chain.centre, "tier": Tier.REGENCY} | fields
        file = file_in(state, **fields)
        Placement.objects.filter(pk=file.placement_id).update(placed_at=timezone.now() - timedelta(days=30))
        file.refresh_from_db()
        return file

    return make


def url(file):
    return reverse("referrals:session", args=[file.pk])


def test_lk3_records_a_meeting_once_and_the_service_starts(chain, served, as_user):
    file, client, form = served(), as_user(chain.lk3), typed(next_on=day(7).strftime("%d-%m-%Y"))
    assert url(file) in client.get(file.get_absolute_url()).content.decode()

    answers = [client.post(url(file), form) for _ in range(2)]

    assert {answer.url for answer in answers} == {file.get_absolute_url()}
    session = CounsellingSession.objects.get()
    assert (session.placement, session.recorded_by, session.next_on) == (file.placement, chain.lk3, day(7))
    file.refresh_from_db()
    assert file.state == S.IN_SERVICE
    assert "Menyepakati aturan di rumah." in as_user(chain.secretary).get(file.get_absolute_url()).content.decode()


def test_the_next_form_begins_where_the_last_meeting_ended(chain, served, as_user):
    file = served(S.IN_SERVICE)
    SessionFactory(placement=file.placement, held_on=day(-9), next_on=day(-2), place="Rumah keluarga", people=3)

    form = as_user(chain.lk3).get(url(file)).context["form"]

    assert [form[name].value() for name in ("held_on", "place", "people")] == [day(-2), "Rumah keluarga", 3]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_on": lambda: day(1)}, "belum tiba"),
        ({"held_on": lambda: day(-31)}, "saat rujukan sampai di LK3"),
        ({"next_on": lambda: day()}, "harus sesudah"),
        ({"people": lambda: 0}, "berapa orang"),
        ({"kind": lambda: "pesta"}, "jenis pertemuan"),
        ({"done": lambda: "  "}, "apa yang dilakukan"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused(chain, served, changes, words):
    file = served(S.IN_SERVICE)

    with pytest.raises(DomainError, match=words):
        record_session(file, data=told(**{name: value() for name, value in changes.items()}), actor=chain.lk3)

    assert not CounsellingSession.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_on": "31-12-2099"}, "belum tiba"),
        ({"people": "0"}, "Paling kecil 1."),
        ({"next_on": "01-01-2020"}, "Harus sesudah"),
        ({"done": ""}, "Isi yang dilakukan."),
    ],
)
def test_the_form_says_beside_the_field_what_is_wrong_and_keeps_what_was_typed(chain, served, as_user, changes, words):
    page = as_user(chain.lk3).post(url(served()), typed(place="Balai desa") | changes)

    assert page.status_code == 422
    assert words in str(page.context["form"].errors[next(iter(changes))])
    assert "Balai desa" in page.content.decode()
    assert not CounsellingSession.objects.exists()


def test_what_only_the_service_knows_is_said_above_the_form(chain, served, as_user):
    page = as_user(chain.lk3).post(url(served()), typed(held_on="01-01-2020")).content.decode()

    assert "saat rujukan sampai di LK3" in page
    assert not CounsellingSession.objects.exists()


@pytest.mark.parametrize("state", [S.PLACED, S.COMPLETED, S.CLOSED])
def test_not_before_the_service_and_not_after_its_outcome(chain, served, state):
    file = served(state)

    with pytest.raises(DomainError, match="Keadaannya sekarang"):
        record_session(file, data=told(), actor=chain.lk3)


def test_a_page_from_before_the_outcome_records_nothing(chain, served):
    file = served(S.IN_SERVICE)
    seen = type(file).objects.get(pk=file.pk)
    advance_referral(file, "complete", actor=chain.lk3, note="Selesai", outcome="full")

    with pytest.raises(DomainError, match="rujukan balik diterima"):
        record_session(seen, data=told(), actor=chain.lk3)


def test_only_lk3_and_only_for_what_it_serves_itself(chain, served, file_in, as_user, as_role, other_village):
    file, elsewhere = served(), file_in(S.ACCEPTED, tier=Tier.REGENCY)

    for user in (chain.secretary, chain.tksk):
        assert as_user(user).get(url(file)).status_code == 403
        with pytest.raises(PermissionDenied):
            record_session(file, data=told(), actor=user)
    assert as_user(chain.lk3).post(url(elsewhere), typed()).status_code == 403
    assert as_role(Role.LK3, other_village).get(url(file)).status_code == 404
    assert as_user(chain.lk3).get(reverse("referrals:session", args=[10**9])).status_code == 404
    assert as_user(chain.lk3).put(url(file)).status_code == 405
    assert as_user(make_user(Role.LK3, chain.village)).get(url(file)).status_code == 200


def test_the_outcome_begins_with_what_was_done(chain, served, as_user):
    file = served(S.IN_SERVICE)
    SessionFactory(placement=file.placement, held_on=day(-8), done="Mendengarkan.")
    SessionFactory(placement=file.placement, held_on=day(-1), kind=SessionKind.GUIDANCE, done="Menyusun rencana.")
    client = as_user(chain.lk3)

    note = next(act["form"]["note"].value() for act in client.get(file.get_absolute_url()).context["acts"])

    assert [line.partition(", ")[2] for line in note.splitlines()] == [
        "konsultasi: Mendengarkan.", "bimbingan: Menyusun rencana.",
    ]  # fmt: skip
    client.post(step(file, "complete"), {"version": file.version, "outcome": "full", "note": note})
    file.placement.refresh_from_db()
    assert file.placement.given == note


def test_the_database_has_the_last_word(served):
    with pytest.raises(IntegrityError):
        SessionFactory(placement=served().placement, next_on=day(-1))


def test_lk3_sees_what_it_serves_and_what_is_elsewhere(chain, served, file_in, as_user):
    mine = served(S.IN_SERVICE, need="Konsultasi")
    SessionFactory(placement=mine.placement, next_on=day(3))
    other = file_in(S.PLACED, tier=Tier.REGENCY, need="Kontrol rutin")
    below = file_in(S.PLACED, need="Di kecamatan")
    client = as_user(chain.lk3)

    here = client.get(reverse("referrals:served_here"))
    elsewhere = client.get(reverse("referrals:at_providers"))

    assert list(here.context["page"]) == [mine]
    assert "1 kali, berikutnya" in here.content.decode()
    assert list(elsewhere.context["page"]) == [other]
    assert "tanpa akun" not in elsewhere.content.decode()
    tiles = {tile["label"]: tile["value"] for tile in here.context["tiles"]}
    assert (tiles["Dilayani LK3"], tiles["Di penyedia lain"]) == (1, 1)
    assert list(as_user(chain.tksk).get(reverse("referrals:at_providers")).context["page"]) == [below]


def test_who_sees_the_lists(chain, served, as_user, as_role, other_village):
    served(need="Konsultasi")

    assert as_user(chain.tksk).get(reverse("referrals:served_here")).status_code == 403
    for name in ("served_here", "at_providers"):
        assert as_user(chain.secretary).get(reverse(f"referrals:{name}")).status_code == 403
        assert as_user(chain.lk3).post(reverse(f"referrals:{name}")).status_code == 405
        page = as_role(Role.LK3, other_village).get(reverse(f"referrals:{name}"))
        assert "Konsultasi" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_and_pages_take_few_queries(chain, served, as_user, rows, django_assert_max_num_queries):
    for _ in range(rows):
        file = served(S.IN_SERVICE)
        for _ in range(rows):
            SessionFactory(placement=file.placement)
    client = as_user(chain.lk3)

    addresses = {reverse("referrals:served_here"): 12, url(file): 12, file.get_absolute_url(): MOST_QUERIES_OF_A_FILE}
    for address, most in addresses.items():
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
