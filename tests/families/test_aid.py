"""What a family receives from programmes, from when until when."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from families.models import AidProgramme, AidReceived
from families.queries import edition_of
from families.services import correct_entry, end_aid, record_aid
from tests.factories.families import AidFactory, FamilyFactory
from tests.families.reading import text_of, url_of
from tests.families.recording import post_entry

TODAY = timezone.localdate


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai")


def _aid(programme="PKH", starts_on=date(2025, 1, 1), **more):
    return {"programme": AidProgramme.objects.get(pk=programme), "member": None, "starts_on": starts_on, **more}


def test_a_programme_is_received_by_a_member_or_by_all_until_it_ends(as_role, family):
    client, child = as_role(Role.SECRETARY), family.members.last()
    post_entry(client, "add_aid", family, programme="PKH", starts_on="01-01-2025")
    post_entry(client, "add_aid", family, programme="PIP", starts_on="01-07-2025", member=child.pk, note="SMP")
    page = text_of(client.get(family.get_absolute_url()))
    assert "Seluruh keluarga, sejak 1 Januari 2025" in page
    assert f"{child.name}, sejak 1 Juli 2025 · SMP" in page
    pkh = family.aid.get(programme="PKH")
    assert client.post(url_of("end_aid", family, pkh.pk), {"on": "31-12-2025"}).status_code == 302
    page = text_of(client.get(family.get_absolute_url()))
    assert page.index("Program yang sudah berakhir (1)") < page.index("sampai 31 Desember 2025")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fits"),
    [
        (date(2025, 6, 1), None, False),
        (date(2024, 1, 1), date(2025, 1, 1), False),
        (date(2024, 1, 1), date(2024, 12, 31), True),
        (date(2024, 1, 1), None, False),
        (date(2025, 12, 31), None, False),
        (date(2026, 1, 1), None, True),
    ],
)
def test_the_same_programme_for_the_same_receiver_does_not_overlap(family, actor, starts_on, ends_on, fits):
    AidFactory(family=family, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    if fits:
        record_aid(family, data=_aid(starts_on=starts_on, ends_on=ends_on), actor=actor)
    else:
        with pytest.raises(DomainError, match="untuk seluruh keluarga sudah dicatat sejak 1 Januari 2025"):
            record_aid(family, data=_aid(starts_on=starts_on, ends_on=ends_on), actor=actor)
    assert family.aid.count() == (2 if fits else 1)


def test_another_programme_or_another_receiver_is_no_overlap(family, actor):
    AidFactory(family=family)
    record_aid(family, data=_aid("PIP"), actor=actor)
    record_aid(family, data=_aid(member=family.members.first()), actor=actor)
    assert family.aid.count() == 3


def test_a_correction_of_a_programme_does_not_meet_itself(family, actor):
    aid = AidReceived.objects.get(pk=AidFactory(family=family).pk)
    correct_entry(aid, data=_aid(starts_on=date(2024, 1, 1)), version=edition_of(aid), actor=actor)
    assert family.aid.get().starts_on == date(2024, 1, 1)


def test_a_programme_that_has_ended_or_begins_later_cannot_end_now(family, actor):
    aid = AidFactory(family=family, starts_on=date(2025, 1, 1))
    with pytest.raises(DomainError, match="Isi tanggal akhir sesudahnya"):
        end_aid(aid, on=date(2024, 12, 31), actor=actor)
    end_aid(aid, on=date(2025, 6, 30), actor=actor)
    with pytest.raises(DomainError, match="sudah dicatat berakhir 30 Juni 2025"):
        end_aid(aid, on=date(2025, 7, 30), actor=actor)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"starts_on": ""}, "Isi sejak"),
        ({"starts_on": "01-01-2099"}, "belum tiba"),
        ({"starts_on": "01-02-2026", "ends_on": "01-01-2026"}, "lebih dulu daripada tanggal mulai"),
        ({"programme": "BLT-LAMA"}, "tidak ada. Pilih satu dari daftar"),
        ({"member": "999999"}, "tidak ada. Pilih satu dari daftar"),
    ],
)
def test_a_programme_that_cannot_be_is_refused(as_role, family, data, sentence):
    data = {"programme": "PKH", "starts_on": "01-01-2025", **data}
    response = post_entry(as_role(Role.SECRETARY), "add_aid", family, **data)
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_a_bad_day_for_the_end_is_told_on_the_page(as_role, family):
    client, aid = as_role(Role.SECRETARY), AidFactory(family=family)
    response = client.post(url_of("end_aid", family, aid.pk), {"on": "kapan-kapan"}, follow=True)
    assert "Tanggal belum benar" in text_of(response)


def test_who_has_left_is_still_named_where_the_aid_is_corrected(as_role, family):
    child = family.members.last()
    aid = AidFactory(family=family, member=child)
    child.left_on, child.left_reason = TODAY(), "moved"
    child.save()
    client = as_role(Role.SECRETARY)
    assert child.name in text_of(client.get(url_of("correct_aid", family, aid.pk)))
    assert child.name not in text_of(client.get(url_of("add_aid", family)))
