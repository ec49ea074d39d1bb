"""The page of the Dinas for the posts of TKSK and LK3, and the naming of deputies."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Assignment
from accounts.services.deputies import name_deputy
from accounts.services.people import add_assignment
from notices.models import Notice
from referrals.enums import ReferralState, Tier
from referrals.services import advance_referral
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory
from tests.factories.exports import file_rows
from tests.factories.families import FamilyFactory
from tests.factories.referrals import consent_for, make_referral
from tests.factories.regions import make_village
from tests.referrals.waiting import due_in

pytestmark = pytest.mark.django_db
S = ReferralState
VACANT, LIST = "53.01.06", "referrals:posts"


@pytest.fixture
def vacant():
    """A kecamatan of the same regency without a TKSK, and its village with two officers."""
    village = make_village(f"{VACANT}.2001", "Oelnasi")
    make_user(Role.COORDINATOR, village, name="Koordinator Oelnasi")
    return village


@pytest.fixture
def dinas(chain, as_user):
    return as_user(make_user(Role.DINAS, chain.village, name="Alfons Taneo"))


def naming(user, **changes):
    today = timezone.localdate(timezone=ZoneInfo("Asia/Makassar"))
    return {"form_token": uuid4(), "person": user.pk, "starts_on": today.strftime("%d-%m-%Y"), "ends_on": ""} | changes


def address(code=VACANT, name="name_deputy"):
    return reverse(f"referrals:{name}", args=[code])


def test_every_post_with_its_holder_and_what_waits_there_in_figures(chain, vacant, dinas, file_in):
    due_in(file_in(S.SUBMITTED), -3)
    due_in(file_in(S.DECLINED), 2)
    due_in(file_in(S.DECLINED, tier=Tier.REGENCY), -3)
    due_in(file_in(S.PLACED), -3)

    page = dinas.get(reverse(LIST)).content.decode()

    assert chain.tksk.name in page
    assert chain.lk3.name in page
    assert chain.family.head_name not in page
    assert page.index("Kecamatan Kupang Barat") < page.index("Kecamatan Wilayah 53.01.06"), "what is late comes first"
    assert page.count("Belum terisi") == 1
    here = dinas.get(address("53.01.05")).content.decode()
    assert "2 rujukan menunggu" in here
    assert "1 lewat batas" in here
    regency = dinas.get(address("53.01")).content.decode()
    assert "1 rujukan menunggu" in regency


def test_a_deputy_is_named_told_and_decides_as_a_deputy(chain, vacant, dinas, as_user):
    case = CaseFactory(family=FamilyFactory(village=vacant))
    consent_for(case.family)

    response = dinas.post(address(), naming(chain.tksk))

    assert response["Location"] == reverse(LIST)
    assert "Diganti sementara" in dinas.get(reverse(LIST)).content.decode()
    told = Notice.objects.filter(text__contains="menjadi pelaksana tugas TKSK")
    assert set(told.values_list("user__name", flat=True)) == {"Ferdi Sabuin", "Koordinator Oelnasi"}
    file = make_referral(S.SUBMITTED, case=case)
    client = as_user(type(chain.tksk).objects.get(pk=chain.tksk.pk))
    assert client.get(file.get_absolute_url()).status_code == 200
    advance_referral(file, "reject", actor=client.user, note="Sudah ada.", reason="served")
    assert file.events.first().who == "Ferdi Sabuin (pelaksana tugas)"
    assert "Ferdi Sabuin (pelaksana tugas)" in client.get(file.get_absolute_url()).content.decode()


def test_the_holder_decides_without_that_word(chain, file_in):
    file = file_in(S.SUBMITTED)
    advance_referral(file, "reject", actor=chain.tksk, note="Sudah ada.", reason="served")
    assert file.events.get().who == "Ferdi Sabuin"


def test_a_double_press_names_once(chain, vacant, dinas):
    typed = naming(chain.tksk)
    assert [dinas.post(address(), typed).status_code for _ in range(2)] == [302, 302]
    assert Assignment.objects.acting().count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"person": ""}, "Pilih pengganti."),
        ({"person": "999999"}, "Pilih satu dari daftar"),
        ({"starts_on": "01-01-2020"}, "sudah lewat"),
        ({"starts_on": "besok"}, "Tanggal belum benar"),
        ({"ends_on": "01-01-2020"}, "lebih awal"),
        ({"form_token": "rusak"}, "Halaman ini tidak lengkap"),
    ],
)
def test_a_mistake_is_told_and_nobody_named(chain, vacant, dinas, wrong, words):
    response = dinas.post(address(), naming(chain.tksk, **wrong))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Assignment.objects.acting().exists()


def test_a_held_post_offers_nobody_and_takes_nobody(chain, vacant, dinas):
    other = make_user(Role.TKSK, make_village("53.01.07.2001"))
    assert "Pos ini terisi" in dinas.get(address("53.01.05")).content.decode()
    assert dinas.post(address("53.01.05"), naming(other)).status_code == 422
    assert not Assignment.objects.acting().exists()


def test_the_lk3_post_may_be_kept_by_a_tksk(chain, dinas):
    chain.lk3.assignments.update(ends_on=timezone.localdate() - timedelta(days=2))
    page = dinas.get(address("53.01")).content.decode()
    assert "Kosong sejak" in page
    assert dinas.post(address("53.01"), naming(chain.tksk)).status_code == 302
    told = set(Notice.objects.values_list("user__name", flat=True))
    assert told == {"Ferdi Sabuin", "Ruth Pandie", "Marlinda Koa", "Daud Nenobais"}


def test_a_deputy_is_dismissed_and_told(chain, vacant, dinas):
    dinas.post(address(), naming(chain.tksk))
    assert "Akhiri tugas Ferdi Sabuin" in dinas.get(address()).content.decode()

    for _ in range(2):
        assert dinas.post(address(name="dismiss_deputy")).status_code == 302

    deputy = Assignment.objects.acting().get()
    assert deputy.ends_on == deputy.starts_on
    assert Notice.objects.filter(user=chain.tksk, text__contains="berakhir pada").count() == 1


def test_the_deputy_gives_way_to_a_new_holder_and_both_are_told(chain, vacant, dinas):
    dinas.post(address(), naming(chain.tksk))
    Notice.objects.all().delete()
    coming = make_user(Role.MENTOR, vacant, name="Yanti Lopo")

    add_assignment(coming, role=Role.TKSK, region=vacant.parent, starts_on=timezone.localdate(), actor=dinas.user)

    told = Notice.objects.filter(text__contains="berakhir")
    assert set(told.values_list("user__name", flat=True)) == {"Ferdi Sabuin", "Yanti Lopo", "Koordinator Oelnasi"}
    assert all(chain.tksk.name not in notice.mail_text for notice in told)


def test_without_anybody_to_choose_the_page_says_what_to_do(chain, dinas, vacant):
    chain.tksk.assignments.all().delete()
    assert "Belum ada petugas lain" in dinas.get(address()).content.decode()


@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3, Role.COORDINATOR, Role.DINAS_PROVINCE, Role.MINISTRY])
def test_only_the_dinas_opens_and_acts(chain, vacant, as_role, role):
    client = as_role(role)
    for url in (reverse(LIST), address()):
        assert client.get(url).status_code == 403
    for name in ("name_deputy", "dismiss_deputy"):
        assert client.post(address(name=name), naming(chain.tksk)).status_code == 403
    assert not Assignment.objects.acting().exists()


def test_other_regencies_villages_nonsense_and_wrong_methods(chain, vacant, dinas, as_role, other_village):
    stranger = as_role(Role.DINAS, other_village)
    for name in ("name_deputy", "dismiss_deputy"):
        assert stranger.post(address(name=name), naming(chain.tksk)).status_code == 404
    assert VACANT not in stranger.get(reverse(LIST)).content.decode()
    for code in ("53.01.06.2001", "53", "73.09", "x" * 200):
        assert dinas.get(address(code)).status_code == 404
    assert dinas.get(address(name="dismiss_deputy")).status_code == 405
    assert dinas.post(reverse(LIST)).status_code == 405


@pytest.mark.parametrize("posts", [1, 3])
def test_the_pages_take_few_queries(chain, dinas, file_in, posts, django_assert_max_num_queries):
    colleague = type(dinas.user).objects.get(pk=dinas.user.pk)
    for number in range(posts):
        place = make_village(f"53.01.1{number}.2001").parent
        file_in(S.SUBMITTED)
        name_deputy(chain.tksk, role=Role.TKSK, region=place, starts_on=timezone.localdate(), actor=colleague)
        make_user(Role.TKSK, make_village(f"53.01.2{number}.2001"))
    make_village(f"{VACANT}.2001")
    for url in (reverse(LIST), address()):
        with django_assert_max_num_queries(12):
            assert dinas.get(url).status_code == 200


def test_the_file_of_the_posts_says_what_the_page_says(chain, vacant, dinas, file_in, as_user):
    due_in(file_in(S.SUBMITTED), -3)
    lk3, here, empty = file_rows(dinas, reverse("referrals:export_posts"))
    assert (lk3["Pos"], lk3["Petugas"], lk3["Kecamatan"]) == ("LK3", chain.lk3.name, "")
    assert (here["Kecamatan"], here["Petugas"]) == ("Kecamatan Kupang Barat", chain.tksk.name)
    assert (here["Rujukan menunggu"], here["Lewat batas"], here["Keadaan"]) == ("1", "1", "Terisi")
    assert (empty["Petugas"], empty["Keadaan"]) == ("", "Kosong")
    assert reverse("referrals:export_posts") in dinas.get(reverse(LIST)).content.decode()
    assert as_user(chain.tksk).get(reverse("referrals:export_posts")).status_code == 403
