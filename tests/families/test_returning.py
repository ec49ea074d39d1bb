"""A member who left comes back, or never left."""

from uuid import uuid4

import pytest
from django.utils import timezone

from core.exceptions import DomainError
from families.enums import CloseReason, LeaveReason, Relation
from families.models import Family, FamilyMember
from families.services import NumberTaken, close_family, let_member_leave, return_member
from tests.factories.families import FamilyFactory
from tests.families.household import DAY, let_go, make_household, member_of, split_off
from tests.families.reading import text_of, url_of

R = Relation


@pytest.fixture
def family(village):
    return make_household(village)


def test_who_moved_away_comes_back_in_the_same_row(family, secretary):
    naomi = let_go(family, "Naomi", LeaveReason.MOVED, secretary)
    return_member(naomi, relation=R.CHILD, actor=secretary)
    naomi.refresh_from_db()
    assert (naomi.left_on, naomi.left_reason) == (None, "")
    assert "naomi" in Family.objects.get().search_text
    assert FamilyMember.objects.count() == 4


@pytest.mark.parametrize("reason", [LeaveReason.DECEASED, LeaveReason.MISTAKE])
def test_a_wrong_record_is_taken_back_only_with_a_note_that_stays(family, secretary, as_user, reason):
    naomi = let_go(family, "Naomi", reason, secretary)
    with pytest.raises(DomainError, match="Isi apa yang keliru"):
        return_member(naomi, relation=R.CHILD, actor=secretary)
    return_member(naomi, relation=R.CHILD, actor=secretary, note="Yang meninggal neneknya")
    naomi.refresh_from_db()
    assert naomi.left_on is None
    assert "Catatan: Yang meninggal neneknya" in text_of(as_user(secretary).get(url_of("history", family)))


def test_a_nik_taken_meanwhile_is_said(family, secretary, other_village):
    naomi = let_go(family, "Naomi", LeaveReason.MOVED, secretary)
    there = FamilyFactory(village=other_village, members=1)
    there.members.update(national_id=naomi.national_id)
    with pytest.raises(NumberTaken, match="NIK ini sudah tercatat di Desa Moncongloe"):
        return_member(naomi, relation=R.CHILD, actor=secretary)


def test_who_is_a_member_elsewhere_leaves_there_first(family, secretary):
    FamilyMember.objects.filter(pk=member_of(family, "Naomi").pk).update(national_id="")
    new = split_off(family, secretary, {"Naomi": R.HEAD, "Yunus": R.CHILD})
    yunus = family.members.get(name__startswith="Yunus")
    FamilyMember.objects.filter(name__startswith="Yunus").update(national_id="")
    with pytest.raises(DomainError, match="masih anggota keluarga lain"):
        return_member(yunus, relation=R.CHILD, actor=secretary)
    let_member_leave(member_of(new, "Yunus"), reason=LeaveReason.MOVED, on=DAY, actor=secretary)
    return_member(yunus, relation=R.CHILD, actor=secretary)
    assert family.members.filter(left_on=None).count() == 3


def test_nobody_returns_as_a_second_head_or_twice_or_after_closing(family, secretary):
    naomi = let_go(family, "Naomi", LeaveReason.MOVED, secretary)
    with pytest.raises(DomainError, match="sudah punya kepala"):
        return_member(naomi, relation=R.HEAD, actor=secretary)
    return_member(naomi, relation=R.CHILD, actor=secretary)
    with pytest.raises(DomainError, match="sudah menjadi anggota"):
        return_member(naomi, relation=R.CHILD, actor=secretary)
    close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=secretary)
    with pytest.raises(DomainError, match="sudah ditutup"):
        return_member(naomi, relation=R.CHILD, actor=secretary)


def test_the_pages_of_returning(family, secretary, as_user):
    naomi = let_go(family, "Naomi", LeaveReason.MOVED, secretary)
    yunus = let_go(family, "Yunus", LeaveReason.DECEASED, secretary)
    client = as_user(secretary)
    page = text_of(client.get(family.get_absolute_url()))
    assert page.count("Kembali<span") == page.count("Batalkan catatan ini") == 1
    data = {"form_token": str(uuid4()), "relation": "4", "note": ""}
    assert client.post(url_of("return_member", family, yunus.pk), data).status_code == 422
    assert client.post(url_of("return_member", family, naomi.pk), data).status_code == 302
    again = data | {"note": "Keliru", "form_token": str(uuid4())}
    assert client.post(url_of("return_member", family, yunus.pk), again).status_code == 302
    assert family.members.filter(left_on=None).count() == 4
