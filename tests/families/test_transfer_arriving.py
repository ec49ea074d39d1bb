"""What goes along with a file to its new village, what ends, and what stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from cases.enums import CaseState, IntakeState
from families.enums import FileEventKind
from families.models import Family, FamilyShare
from families.services import advance_transfer, send_transfer, share_family
from referrals.enums import ReferralState
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory, IntakeFactory
from tests.factories.families import ConsentFactory, FamilyFactory, make_assessment, make_secretary
from tests.factories.referrals import make_referral
from tests.factories.regions import make_village
from tests.factories.transfers import PLACE
from tests.families.reading import text_of


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai", file_number="53.01.05.2011-0777")


def _accepted(family, near, receiver, secretary):
    transfer = send_transfer(family, village=near, moved_on=timezone.localdate(), reason="Ikut istri", actor=secretary)
    advance_transfer(transfer, "accept", place=PLACE, actor=receiver)
    family.refresh_from_db()
    return transfer


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
    assert "Obaja Tefnai" in text_of(response)
    assert "Obaja Tefnai" not in text_of(as_user(secretary).get(reverse("families:list")))


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
    assert said in text_of(client.get(family.get_absolute_url()))
    family.consents.all().delete()
    ConsentFactory(family=family)
    assert said not in text_of(client.get(family.get_absolute_url()))


def test_both_pages_tell_the_journey(family, near, receiver, secretary, as_user):
    transfer = _accepted(family, near, receiver, secretary)
    history = text_of(as_user(receiver).get(reverse("families:history", args=[family.pk])))
    assert "Perjalanan berkas" in history
    assert "Dari Desa Tablolong, berkas 53.01.05.2011-0777" in history
    left = text_of(as_user(secretary).get(transfer.get_absolute_url()))
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
        assert f'href="{family.get_absolute_url()}"' not in text_of(shown), url
        assert new.get(url).status_code == 404
    assert case.number not in text_of(new.get(family.get_absolute_url()))
    step = reverse("cases:step", args=[case.pk, "reopen"])
    answer = old.post(step, {"version": case.version, "note": "Ternyata belum"}, follow=True)
    assert "sudah pindah ke desa lain" in text_of(answer)
    handler = make_secretary(make_village())
    answer = old.post(reverse("cases:assign", args=[case.pk]), {"handler": handler.pk})
    assert "sudah pindah ke desa lain" in text_of(answer)
