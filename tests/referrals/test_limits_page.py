"""The page of the Dinas for the time limits of its regency."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from referrals.enums import ReferralState
from referrals.models import TimeLimit
from referrals.services.limits import fingerprint, set_limits
from referrals.workflow import TIME_LIMITS
from tests.factories.accounts import make_user
from tests.factories.regions import make_region

pytestmark = pytest.mark.django_db
S = ReferralState
REGENCY = "53.01"


@pytest.fixture
def url(village):
    return reverse("referrals:limits")


def filled(**changes):
    limits = TimeLimit.objects.of(REGENCY)
    figures = {f"{state}_usual": usual for state, (usual, _) in limits.items()}
    figures |= {f"{state}_emergency": emergency for state, (_, emergency) in limits.items()}
    return {"seen": fingerprint(limits)} | figures | changes


def test_the_dinas_sets_figures_and_sees_who_changed_what(as_role, url):
    client = as_role(Role.DINAS)

    saved = client.post(url, filled(submitted_usual=5, submitted_emergency=2))
    client.post(url, filled(submitted_usual=6))
    client.post(url, filled(placed_usual=8))

    assert saved.status_code == 302
    assert TimeLimit.objects.of(REGENCY) == TIME_LIMITS | {S.SUBMITTED: (6, 2), S.PLACED: (8, 2)}
    assert TimeLimit.objects.count() == 2, "what stays as it is for all is not stored"
    page = client.get(url).content.decode()
    assert "Diajukan ke TKSK: biasa 3 → 5, darurat 1 → 2 hari kerja" in page
    assert "Diajukan ke TKSK: biasa 5 → 6 hari kerja" in page
    assert "Menunggu jawaban penyedia: biasa 7 → 8 hari kerja" in page
    assert client.user.name in page
    assert 'value="6"' in page


def test_the_page_shows_what_holds_where_nothing_was_set(as_role, url):
    page = as_role(Role.DINAS).get(url).content.decode()
    assert "bawaan 7, darurat 2" in page
    assert "Perubahan terakhir" not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"placed_usual": 0}, "Paling sedikit 1"),
        ({"placed_usual": 91}, "Paling banyak 90"),
        ({"placed_usual": ""}, "Isi hari kerja"),
        ({"placed_usual": "tujuh"}, "Tulis dengan angka saja"),
        ({"placed_usual": "9" * 5000}, "Tulis dengan angka saja"),
        ({"placed_emergency": 8}, "tidak boleh lebih lama"),
        ({"seen": ""}, "seen"),
        ({"seen": "karangan"}, "Orang lain baru saja"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_saved(as_role, url, wrong, words):
    response = as_role(Role.DINAS).post(url, filled(**wrong, completed_usual=20))
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert 'value="20"' in page
    assert not TimeLimit.objects.exists()


def test_of_two_who_save_the_second_sees_both_and_may_insist(as_role, url):
    first, second = as_role(Role.DINAS), as_role(Role.DINAS)
    typed = filled(placed_usual=12)
    first.post(url, filled(placed_usual=10))

    answer = second.post(url, typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Menunggu jawaban penyedia: biasa 10, darurat 2" in page
    assert TimeLimit.objects.of(REGENCY)[S.PLACED] == (10, 2)
    assert second.post(url, typed | {"seen": fingerprint(TimeLimit.objects.of(REGENCY))}).status_code == 302
    assert TimeLimit.objects.of(REGENCY)[S.PLACED] == (12, 2)


@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3, Role.COORDINATOR, Role.DINAS_PROVINCE, Role.ADMIN])
def test_only_the_dinas_may(as_role, url, role):
    client = as_role(role)
    assert client.get(url).status_code == client.post(url, filled()).status_code == 403
    with pytest.raises(PermissionDenied, match="set_up_referrals"):
        set_limits(make_region(REGENCY), limits={}, seen="", actor=client.user)


def test_another_regency_and_a_wrong_method_are_refused(as_role, url, other_village):
    client = as_role(Role.DINAS, other_village)
    assert client.get(url, {"kabupaten": REGENCY}).status_code == 404
    assert client.post(f"{url}?kabupaten={REGENCY}", filled(placed_usual=9)).status_code == 404
    assert client.get(url, {"kabupaten": "x" * 400}).status_code == 404
    assert client.put(url).status_code == 405
    assert not TimeLimit.objects.exists()


def test_a_colleague_sees_the_same(as_role, url):
    as_role(Role.DINAS).post(url, filled(placed_usual=9))
    assert 'value="9"' in as_role(Role.DINAS).get(url).content.decode()


@pytest.mark.parametrize("changes", [1, 3])
def test_the_page_takes_few_queries(as_role, url, changes, django_assert_max_num_queries):
    client = as_role(Role.DINAS)
    for days in range(changes):
        client.post(url, filled(placed_usual=10 + days, accepted_usual=40 + days))
    with django_assert_max_num_queries(12):
        client.get(url)


def test_who_keeps_two_regencies_chooses(as_user, url):
    user = make_user(Role.DINAS)
    user.assignments.create(role=Role.DINAS, region=make_region("53.02"))
    page = as_user(user).get(url, {"kabupaten": "53.02"}).content.decode()
    assert "Wilayah 53.02." in page
    assert "?kabupaten=53.01" in page
