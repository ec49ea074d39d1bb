"""Targets of a regency and a year: who sets them, all on one page, and two people at once."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from core.exceptions import StaleState
from monitoring.models import IndicatorTarget
from monitoring.queries.targets import targets_of, targets_seal
from monitoring.services.targets import set_targets
from regions.models import Region
from tests.factories.accounts import assign, make_user
from tests.factories.targets import target
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db
URL = "/pemantauan/indikator/target/"
REGENCY = "53.01"
EMPTY = targets_seal({})


def this_year():
    return timezone.localdate().year


@pytest.fixture
def regency(village):
    return village.parent.parent


@pytest.fixture
def dinas(village):
    return make_user(Role.DINAS, village)


def test_targets_are_set_changed_and_taken_away_together(regency, dinas):
    first = {"meetings": Decimal(3), "officers": Decimal(100)}
    assert set_targets(regency, 2026, first, seen=EMPTY, actor=dinas) == 2
    assert targets_of(REGENCY, 2026) == first
    seal = targets_seal(first)
    second = {"officers": Decimal(90), "reach": Decimal("12.5")}
    assert set_targets(regency, 2026, second, seen=seal, actor=dinas) == 3
    assert targets_of(REGENCY, 2026) == second
    assert targets_of(REGENCY, 2025) == {}


def test_what_did_not_change_keeps_who_set_it(regency, dinas, village):
    before = target(village)
    colleague, values = make_user(Role.DINAS, village), {"meetings": Decimal(3)}
    assert set_targets(regency, 2026, values, seen=targets_seal(values), actor=colleague) == 0
    before.refresh_from_db()
    assert before.set_by != colleague


def test_all_below_a_regency_share_its_targets(village):
    target(village)
    assert targets_of(village.pk, 2026) == targets_of("53.01.05", 2026) == {"meetings": 3}
    assert targets_of("53", 2026) == targets_of("", 2026) == targets_of(None, 2026) == {}


def test_an_old_page_overwrites_nothing(regency, dinas, village):
    target(village)
    with pytest.raises(StaleState):
        set_targets(regency, 2026, {"meetings": Decimal(9)}, seen=EMPTY, actor=dinas)
    assert targets_of(REGENCY, 2026) == {"meetings": 3}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DINAS])
def test_only_the_dinas_sets_them(regency, village, role, as_role):
    client = as_role(role)
    with pytest.raises(PermissionDenied):
        set_targets(regency, 2026, {}, seen=EMPTY, actor=client.user)
    assert client.get(URL).status_code == client.post(URL).status_code == 403


def test_another_regency_sets_its_own(regency, as_role, other_village):
    client = as_role(Role.DINAS, other_village)
    assert client.get(URL, {"wilayah": REGENCY}).status_code == 404
    assert client.post(f"{URL}?wilayah={REGENCY}", {}).status_code == 404
    with pytest.raises(PermissionDenied):
        set_targets(regency, 2026, {}, seen=EMPTY, actor=client.user)
    assert "Kabupaten Maros" in client.get(URL).content.decode()


def test_the_page_sets_them(as_role, village):
    client = as_role(Role.DINAS)
    page = client.get(URL).content.decode()
    assert EMPTY in page
    given = {"seen": EMPTY, "meetings": "3", "savings": "Rp50.000", "business_times": "2,5"}
    answer = client.post(f"{URL}?wilayah={REGENCY}&tahun={this_year()}", given, follow=True)
    assert "3 target tahun" in answer.content.decode()
    expected = {"meetings": 3, "savings": 50_000, "business_times": Decimal("2.5")}
    assert targets_of(REGENCY, this_year()) == expected
    page = client.get(URL).content.decode()
    assert 'value="2,5"' in page
    assert 'value="50.000"' in page
    again = given | {"seen": targets_seal(targets_of(REGENCY, this_year()))}
    assert "Tidak ada target yang berubah" in client.post(URL, again, follow=True).content.decode()


def test_what_was_typed_stays_when_it_cannot_be_saved(as_role, village):
    client = as_role(Role.DINAS)
    answer = client.post(URL, {"seen": EMPTY, "meetings": "tiga", "officers": "95"})
    assert answer.status_code == 422
    assert "Tulis dengan angka" in answer.content.decode()
    assert 'value="tiga"' in answer.content.decode()
    assert not IndicatorTarget.objects.exists()


def test_after_somebody_else_the_page_says_so_and_can_be_saved(as_role, village):
    client, seal = as_role(Role.DINAS), EMPTY
    target(village, year=this_year())
    answer = client.post(URL, {"seen": seal, "meetings": "9"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Orang lain baru saja mengubahnya" in page
    assert 'value="9"' in page
    seal = targets_seal({"meetings": Decimal(3)})
    assert seal in page
    assert client.post(URL, {"seen": seal, "meetings": "9"}).status_code == 302
    assert targets_of(REGENCY, this_year()) == {"meetings": 9}


def test_a_year_far_away_is_this_year(as_role, village):
    client = as_role(Role.DINAS)
    for asked in ("1999", "x", ""):
        assert f"Target indikator {this_year()}" in client.get(URL, {"tahun": asked}).content.decode()
    assert f"Target indikator {this_year() + 1}" in client.get(URL, {"tahun": this_year() + 1}).content.decode()


def test_who_serves_two_regencies_chooses(as_role, village, other_village):
    client = as_role(Role.DINAS)
    assign(client.user, Role.DINAS, other_village)
    page = client.get(URL, {"wilayah": "73.09"}).content.decode()
    assert "Kabupaten Maros</p>" in page
    assert f"?wilayah={REGENCY}&amp;tahun=" in page


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(village):
    people = [make_user(Role.DINAS, village) for _ in range(2)]
    regency = village.parent.parent

    def save(user, value):
        return lambda: set_targets(
            Region.objects.get(pk=regency.pk), 2026, {"meetings": Decimal(value)}, seen=EMPTY,
            actor=User.objects.get(pk=user.pk),
        )  # fmt: skip

    results = at_once([save(people[number % 2], number + 1) for number in range(4)])

    assert sorted(type(result).__name__ for result in results) == ["StaleState"] * 3 + ["int"]
    assert IndicatorTarget.objects.count() == 1
