"""A file is closed, and opened again with what belongs to it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from core.exceptions import DomainError
from families.enums import CloseReason, FileEventKind, LeaveReason, Relation
from families.services import NumberTaken, register_family, reopen_family
from tests.factories.families import FamilyFactory, make_card_number, member_data
from tests.families.household import DAY, PLACE, closed, let_go, make_household, member_of
from tests.families.reading import text_of, url_of

R = Relation


@pytest.fixture
def family(village):
    return make_household(village)


def test_a_reopened_file_has_its_members_its_status_and_its_card(village, secretary):
    people = [member_data("Obaja"), member_data("Naomi", R.CHILD), member_data("Melki", R.CHILD)]
    data = PLACE | {"family_card_number": make_card_number()}
    family = register_family(village=village, data=data, members=people, actor=secretary, on=date(2026, 1, 5))
    gone = let_go(family, "Melki", LeaveReason.DECEASED, secretary)
    closed(family, secretary)
    reopened_on = DAY + timedelta(days=30)
    reopen_family(family, on=reopened_on, reason_text="Kembali dari kota", actor=secretary)
    assert (family.closed_on, family.closed_reason, family.head_name) == (None, "", "Obaja")
    assert set(family.members.filter(left_on=None).values_list("name", flat=True)) == {"Obaja", "Naomi"}
    gone.refresh_from_db()
    assert gone.left_reason == LeaveReason.DECEASED
    new, old = family.status_periods.all()
    assert (old.ends_on, new.starts_on, new.ends_on, new.village) == (DAY, reopened_on, None, village)
    assert family.cards.get().ends_on is None
    event = family.file_events.first()
    assert (event.kind, event.happened_on, event.note) == (FileEventKind.REOPENED, reopened_on, "Kembali dari kota")


def test_closed_and_reopened_on_one_day_counts_once(family, secretary):
    closed(family, secretary)
    reopen_family(family, on=DAY, reason_text="Keliru ditutup", actor=secretary)
    period = family.status_periods.get()
    assert (period.starts_on, period.ends_on) == (date(2026, 1, 5), None)


def test_a_head_who_is_elsewhere_meanwhile_keeps_it_closed(family, secretary, other_village):
    closed(family, secretary)
    number = member_of(family, "Obaja").national_id
    FamilyFactory(village=other_village, members=1).members.update(national_id=number)
    with pytest.raises(NumberTaken, match="tercatat di Desa Moncongloe. .* minta pindah desa"):
        reopen_family(family, on=DAY, reason_text="Kembali", actor=secretary)
    family.refresh_from_db()
    assert family.closed_on == DAY


def test_what_another_file_bears_meanwhile_does_not_come_back(family, secretary, other_village):
    closed(family, secretary)
    naomi = member_of(family, "Naomi")
    there = FamilyFactory(village=other_village, members=1, family_card_number=family.family_card_number)
    there.members.update(national_id=naomi.national_id)
    reopen_family(family, on=DAY, reason_text="Kembali", actor=secretary)
    naomi.refresh_from_db()
    assert naomi.left_reason == LeaveReason.CLOSED
    assert family.members.filter(left_on=None).count() == 3
    assert family.family_card_number == ""
    assert family.temporary_card_number.startswith("SK-")
    note = family.file_events.first().note
    assert "kini tercatat pada berkas lain: Naomi Tefnai." in note
    assert "No. KK dikosongkan" in note


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reason_text": " "}, "Isi alasan"),
        ({"on": DAY - timedelta(days=1)}, "ditutup 04-05-2026"),
        ({"on": date(2100, 1, 1)}, "belum tiba"),
    ],
)
def test_what_keeps_a_file_closed_is_said(family, secretary, values, said):
    closed(family, secretary)
    with pytest.raises(DomainError, match=said):
        reopen_family(family, **{"on": DAY, "reason_text": "Kembali", "actor": secretary} | values)


def test_an_open_or_a_merged_file_is_not_reopened(family, secretary, as_user):
    client = as_user(secretary)
    with pytest.raises(DomainError, match="sudah terbuka"):
        reopen_family(family, on=DAY, reason_text="Kembali", actor=secretary)
    assert "sudah terbuka" in text_of(client.get(url_of("reopen", family), follow=True))
    closed(family, secretary, CloseReason.MERGED)
    with pytest.raises(DomainError, match="sudah digabung"):
        reopen_family(family, on=DAY, reason_text="Kembali", actor=secretary)
    assert "Buka kembali berkas" not in text_of(client.get(family.get_absolute_url()))


def test_the_page_of_a_closed_file_says_why_and_reopens_it(family, secretary, as_user):
    closed(family, secretary)
    client = as_user(secretary)
    page = text_of(client.get(family.get_absolute_url()))
    assert "4 Mei 2026, pindah." in page
    assert "Ke kota" in page
    assert "Ubah data" not in page
    empty = client.post(url_of("reopen", family), {"form_token": str(uuid4()), "on": "04-05-2026", "reason": ""})
    assert empty.status_code == 422
    data = {"form_token": str(uuid4()), "on": "04-05-2026", "reason": "Kembali"}
    assert client.post(url_of("reopen", family), data).url == family.get_absolute_url()
    assert client.post(url_of("reopen", family), data, follow=True).status_code == 200
    assert family.file_events.filter(kind=FileEventKind.REOPENED).count() == 1


def test_nobody_chooses_merged_when_closing_by_hand(family, secretary, as_user):
    assert "Digabung" not in text_of(as_user(secretary).get(url_of("close", family)))


def test_the_history_shows_the_cards_without_their_numbers(village, secretary, as_user):
    number = make_card_number()
    data = PLACE | {"family_card_number": number}
    family = register_family(village=village, data=data, members=[member_data()], actor=secretary, on=DAY)
    html = text_of(as_user(secretary).get(url_of("history", family)))
    assert f"No. KK •••• {number[-4:]}" in html
    assert "sejak 4 Mei 2026" in html
    assert number not in html
