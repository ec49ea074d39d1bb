"""A member leaves: the reason, the day, who is the head now, and what ends."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from core.exceptions import DomainError
from families.enums import CloseReason, LeaveReason, Relation
from families.models import Family
from families.services import let_member_leave, reopen_family
from tests.factories.families import AidFactory, FamilyFactory
from tests.families.household import DAY, make_household, member_of
from tests.families.reading import text_of, url_of

R = Relation


@pytest.fixture
def family(village):
    return make_household(village)


def test_a_member_leaves_with_reason_and_day(family, secretary):
    wife = member_of(family, "Marta")
    let_member_leave(wife, reason=LeaveReason.DECEASED, on=DAY, actor=secretary, note="Sakit")
    wife.refresh_from_db()
    assert (wife.left_on, wife.left_reason) == (DAY, LeaveReason.DECEASED)
    assert (family.members.filter(left_on=None).count(), Family.objects.get().version) == (3, 2)
    assert "marta" not in Family.objects.get().search_text


def test_when_the_head_leaves_all_relations_are_those_to_the_new_one(family, secretary):
    head, wife, naomi, yunus = (member_of(family, name) for name in ("Obaja", "Marta", "Naomi", "Yunus"))
    with pytest.raises(DomainError, match="tepat satu kepala"):
        let_member_leave(head, reason=LeaveReason.DECEASED, on=DAY, actor=secretary)
    relations = {naomi.pk: R.HEAD, wife.pk: R.PARENT, yunus.pk: R.RELATIVE}
    let_member_leave(head, reason=LeaveReason.DECEASED, on=DAY, relations=relations, actor=secretary)
    kept = dict(family.members.filter(left_on=None).values_list("pk", "relation"))
    assert kept == relations
    assert Family.objects.get().head_name == "Naomi Tefnai"


@pytest.mark.parametrize(
    ("reason", "closes"),
    [
        (LeaveReason.DECEASED, CloseReason.DECEASED),
        (LeaveReason.MOVED, CloseReason.MOVED),
        (LeaveReason.MISTAKE, CloseReason.MISTAKE),
    ],
)
def test_with_the_last_member_the_file_is_closed(village, secretary, reason, closes):
    family = FamilyFactory(village=village, members=1)
    family.status_periods.update(starts_on=DAY)
    let_member_leave(family.members.get(), reason=reason, on=DAY - timedelta(days=9), actor=secretary)
    family.refresh_from_db()
    assert (family.closed_on, family.closed_reason) == (DAY, closes)
    last = family.members.get()
    assert (last.left_on, last.left_reason) == (DAY, reason)
    reopen_family(family, on=DAY, reason_text="Keliru", actor=secretary)
    assert family.members.get(left_on=None) == last


def test_of_two_heads_who_left_on_the_day_of_closing_only_the_last_comes_back(family, secretary):
    head, wife, naomi, yunus = (member_of(family, name) for name in ("Obaja", "Marta", "Naomi", "Yunus"))
    for member in (naomi, yunus):
        let_member_leave(member, reason=LeaveReason.MOVED, on=DAY, actor=secretary)
    let_member_leave(head, reason=LeaveReason.DECEASED, on=DAY, relations={wife.pk: R.HEAD}, actor=secretary)
    wife.refresh_from_db()
    let_member_leave(wife, reason=LeaveReason.DECEASED, on=DAY, actor=secretary)
    reopen_family(family, on=DAY, reason_text="Keliru", actor=secretary)
    assert family.members.get(left_on=None) == wife


def test_running_aid_of_who_leaves_ends_that_day(family, secretary):
    naomi = member_of(family, "Naomi")
    hers = AidFactory(family=family, member=naomi)
    whole = AidFactory(family=family)
    let_member_leave(naomi, reason=LeaveReason.MOVED, on=DAY, actor=secretary)
    for aid, end in ((hers, DAY), (whole, None)):
        aid.refresh_from_db()
        assert aid.ends_on == end


@pytest.mark.parametrize(
    ("reason", "day", "said"),
    [
        (LeaveReason.CLOSED, DAY, "sebab keluar"),
        (LeaveReason.MOVED, date(2100, 1, 1), "belum tiba"),
        (LeaveReason.MOVED, date(1987, 1, 1), "lahir 01-02-1988"),
    ],
)
def test_what_is_no_leaving_is_refused(family, secretary, reason, day, said):
    with pytest.raises(DomainError, match=said):
        let_member_leave(member_of(family, "Marta"), reason=reason, on=day, actor=secretary)


def test_who_left_cannot_leave_again(family, secretary):
    wife, same = member_of(family, "Marta"), member_of(family, "Marta")
    let_member_leave(wife, reason=LeaveReason.MOVED, on=DAY, actor=secretary)
    with pytest.raises(DomainError, match="sudah dicatat keluar sejak 04-05-2026"):
        let_member_leave(same, reason=LeaveReason.MOVED, on=DAY, actor=secretary)


def test_the_page_of_leaving_asks_for_a_new_head_only_when_the_head_goes(family, secretary, as_user):
    client, head, wife = as_user(secretary), member_of(family, "Obaja"), member_of(family, "Marta")
    assert "Siapa kepala keluarga sekarang" not in text_of(client.get(url_of("leave", family, wife.pk)))
    url = url_of("leave", family, head.pk)
    assert "Siapa kepala keluarga sekarang" in text_of(client.get(url))
    data = {"form_token": str(uuid4()), "reason": "deceased", "on": "04-05-2026"}
    missing = client.post(url, data)
    assert "Pilih hubungan Marta Boimau" in text_of(missing)
    relations = {f"relation_{each.pk}": "4" for each in family.members.exclude(pk=head.pk)}
    assert "Pilih tepat satu kepala keluarga" in text_of(client.post(url, data | relations))
    response = client.post(url, data | relations | {f"relation_{wife.pk}": "1"})
    assert response.url == family.get_absolute_url()
    page = text_of(client.get(family.get_absolute_url()))
    assert "Pernah menjadi anggota (1)" in page
    assert "Meninggal, 4 Mei 2026" in page
    assert "sudah dicatat keluar" in text_of(client.get(url, follow=True))


def test_the_page_says_when_the_last_member_closes_the_file(village, secretary, as_user):
    family = FamilyFactory(village=village, members=1)
    client, url = as_user(secretary), url_of("leave", family, family.members.get().pk)
    assert "anggota terakhir" in text_of(client.get(url))
    day = f"{timezone.localdate():%d-%m-%Y}"
    client.post(url, {"form_token": str(uuid4()), "reason": "deceased", "on": day})
    family.refresh_from_db()
    assert family.closed_reason == CloseReason.DECEASED
