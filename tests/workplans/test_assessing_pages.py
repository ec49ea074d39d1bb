"""The pages of needs, sources and the matrix: who gets in, and what each does."""

import uuid

import pytest
from django.urls import reverse

from accounts.enums import Role
from referrals.enums import ReferralState
from tests.factories.exports import file_rows
from tests.factories.institutions import CareUnitFactory, InstitutionFactory
from tests.factories.referrals import make_referral
from tests.factories.workplans import ActionItemFactory, NeedFactory, SourceFactory, WorkPlanFactory
from workplans.models import Need, NeedSource, Source, WorkPlan

pytestmark = pytest.mark.django_db

OF_A_NEED = ("change_need", "remove_need", "answer_need")
OF_A_SOURCE = ("change_source", "remove_source")
ACTING = ("add_need", "add_source", "take_institutions", *OF_A_NEED, *OF_A_SOURCE)


@pytest.fixture
def plan(village):
    return WorkPlanFactory(care_unit=CareUnitFactory(village=village))


@pytest.fixture
def need(plan):
    return NeedFactory(plan=plan, text="Air bersih")


@pytest.fixture
def source(plan):
    return SourceFactory(plan=plan, text="Kader Posyandu")


def url(name, plan, *keys):
    return reverse(f"workplans:{name}", args=[plan.pk, *keys])


def url_of(name, plan, need, source):
    keys = {**dict.fromkeys(OF_A_NEED, need.pk), **dict.fromkeys(OF_A_SOURCE, source.pk)}
    return url(name, plan, *([keys[name]] if name in keys else []))


def tick(need, source):
    NeedSource.objects.create(need=need, source=source)


def test_the_secretary_writes_needs_and_sources(plan, as_role):
    client = as_role(Role.SECRETARY)
    assert "Tambah kebutuhan pertama" in client.get(url("needs", plan)).content.decode()
    form = {"form_token": uuid.uuid4(), "text": "Air bersih", "sector": "health", "families": 12, "gravity": 3}
    for _ in range(2):
        answer = client.post(url("add_need", plan), form)
    assert answer.url == url("needs", plan)
    client.post(url("add_source", plan), {"form_token": uuid.uuid4(), "kind": "nature", "text": "Mata air Oelnasi"})
    page = client.get(answer.url).content.decode()
    assert Need.objects.count() == 1, "a double click makes one record"
    for words in ("1. Air bersih", "Berat", "belum ada jalan keluar", "Mata air Oelnasi"):
        assert words in page


@pytest.mark.parametrize(
    ("families", "words"), [("0", "Paling kecil 1"), ("banyak", "Tulis dengan angka"), ("", "Isi")]
)
def test_a_wrong_number_of_families_is_said_beside_it(plan, as_role, families, words):
    form = {"form_token": uuid.uuid4(), "text": "Air", "sector": "health", "families": families, "gravity": 3}
    answer = as_role(Role.SECRETARY).post(url("add_need", plan), form)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_stale_change_shows_both(plan, need, as_role):
    client = as_role(Role.SECRETARY)
    Need.objects.update(text="Air minum", version=2)
    form = {"version": 1, "text": "Air sumur", "sector": "health", "families": 7, "gravity": 2}
    answer = client.post(url("change_need", plan, need.pk), form)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Air minum" in page
    assert "Air sumur" in page
    assert client.post(url("change_need", plan, need.pk), form | {"version": 2}).url == url("needs", plan)


def test_a_need_and_a_source_are_taken_away_and_a_second_click_says_so(plan, need, source, as_role):
    client = as_role(Role.SECRETARY)
    for name, record in (("remove_need", need), ("remove_source", source)):
        first = client.post(url(name, plan, record.pk), follow=True).content.decode()
        assert "dihapus dari daftar" in first
        assert "sudah dihapus orang lain" in client.post(url(name, plan, record.pk), follow=True).content.decode()
    assert client.get(url("change_need", plan, need.pk)).status_code == 404


def test_a_need_that_is_carried_says_why_it_stays(plan, need, as_role):
    ActionItemFactory(plan=plan, need=need, name="Pipa air")
    page = as_role(Role.SECRETARY).post(url("remove_need", plan, need.pk), follow=True).content.decode()
    assert "“Pipa air”" in page
    assert Need.objects.get().removed_on is None


def test_institutions_of_the_social_map_become_sources(plan, as_role, other_village):
    mine = InstitutionFactory(name="Posyandu Melati", region=plan.care_unit.village)
    InstitutionFactory(name="Posyandu Jauh", region=other_village)
    client = as_role(Role.SECRETARY)
    page = client.get(url("take_institutions", plan)).content.decode()
    assert "Posyandu Melati" in page
    assert "Posyandu Jauh" not in page
    form = {"form_token": uuid.uuid4(), "institutions": [mine.pk]}
    for _ in range(2):
        assert client.post(url("take_institutions", plan), form).url == url("needs", plan)
    assert Source.objects.get().institution == mine
    assert "Posyandu Melati" not in client.get(url("take_institutions", plan)).content.decode()
    again = client.post(url("take_institutions", plan), form | {"form_token": uuid.uuid4()})
    assert "sudah ada dalam daftar" in again.content.decode()


@pytest.mark.parametrize("chosen", [[], ["999999"], ["1" * 40], ["x"]])
def test_what_is_no_institution_here_is_refused(plan, as_role, other_village, chosen):
    strange = [InstitutionFactory(region=other_village).pk] if chosen == ["x"] else chosen
    form = {"form_token": uuid.uuid4(), "institutions": strange}
    assert as_role(Role.SECRETARY).post(url("take_institutions", plan), form).status_code == 422
    assert not Source.objects.exists()


def test_the_matrix_is_ticked(plan, need, source, as_role):
    client, other = as_role(Role.SECRETARY), NeedFactory(plan=plan)
    form = {f"versi_{need.pk}": 1, f"versi_{other.pk}": 1, "cocok": [f"{need.pk}-{source.pk}"]}
    assert client.post(url("matrix", plan), form).url == url("matrix", plan)
    assert [(row.need, row.source) for row in NeedSource.objects.all()] == [(need, source)]
    page = client.get(url("matrix", plan)).content.decode()
    assert f'value="{need.pk}-{source.pk}" checked' in page
    assert page.count(" checked") == 1


def test_the_matrix_as_a_file(plan, need, source, as_role, other_village):
    tick(need, source)
    NeedFactory(plan=plan, text="Jalan desa")
    client, address = as_role(Role.TKSK), url("export_matrix", plan)
    rows = file_rows(client, address)
    assert [(row["Kebutuhan"], row["Sumber yang dapat menjawab"]) for row in rows] == [
        ("Air bersih", "Kader Posyandu"),
        ("Jalan desa", ""),
    ]
    assert (rows[0]["Desa"], rows[0]["Kecamatan"]) == ("Desa Tablolong", "Kecamatan Kupang Barat")
    assert address in client.get(url("matrix", plan)).content.decode()
    assert as_role(Role.SECRETARY, other_village).get(address).status_code == 404


def test_a_stale_matrix_keeps_the_ticks_and_shows_both(plan, need, source, as_role):
    client, funds = as_role(Role.SECRETARY), SourceFactory(plan=plan, text="Dana desa")
    tick(need, funds)
    Need.objects.update(version=2)
    form = {f"versi_{need.pk}": 1, "cocok": [f"{need.pk}-{source.pk}"]}
    answer = client.post(url("matrix", plan), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert '<td data-l="Isian Anda"><span>Kader Posyandu</span></td>' in page
    assert '<td data-l="Tersimpan sekarang"><span>Dana desa</span></td>' in page
    assert f'value="{need.pk}-{source.pk}" checked' in page
    client.post(url("matrix", plan), form | {f"versi_{need.pk}": 2})
    assert NeedSource.objects.get().source == source


def test_a_strange_tick_is_refused(plan, need, source, as_role):
    theirs = SourceFactory(plan=WorkPlanFactory(care_unit=plan.care_unit, state="closed", stages=False))
    form = {f"versi_{need.pk}": 1, "cocok": [f"{need.pk}-{theirs.pk}"]}
    answer = as_role(Role.SECRETARY).post(url("matrix", plan), form)
    assert answer.status_code == 422
    assert "tidak ada lagi dalam rencana ini" in answer.content.decode()


def test_a_large_matrix_comes_in_pages_and_each_saves_its_own(plan, as_role):
    sources = [SourceFactory(plan=plan, text=f"Sumber dengan nama yang cukup panjang {n}") for n in range(25)]
    needs = [NeedFactory(plan=plan) for _ in range(25)]
    tick(needs[0], sources[0])
    client = as_role(Role.SECRETARY)
    assert "halaman=2" in client.get(url("matrix", plan)).content.decode()
    last = f"{url('matrix', plan)}?halaman=4"
    assert client.post(last, {f"versi_{needs[24].pk}": 1, "cocok": [f"{needs[24].pk}-{sources[24].pk}"]}).url == last
    assert NeedSource.objects.count() == 2
    assert client.get(url("needs", plan)).status_code == 200, "and the page of needs stays below 50 KB"


def test_a_need_without_a_source_gets_a_way_out(plan, need, as_role):
    client = as_role(Role.SECRETARY)
    form = {"version": 1, "answer": "advocacy", "answer_note": "Dinas PUPR, tentang pipa"}
    assert client.post(url("answer_need", plan, need.pk), form).url == url("needs", plan)
    page = client.get(url("needs", plan)).content.decode()
    assert f"{url('add_action', plan)}?kebutuhan={need.pk}" in page
    assert "Dinas PUPR, tentang pipa" in page
    client.post(url("answer_need", plan, need.pk), form | {"version": 2, "answer": "referral"})
    assert reverse("referrals:list") in client.get(url("needs", plan)).content.decode()
    stale = client.post(url("answer_need", plan, need.pk), form)
    assert stale.status_code == 409


@pytest.mark.parametrize("role", [Role.TKSK, Role.VILLAGE_HEAD, Role.LK3, Role.DINAS])
def test_readers_see_all_and_change_nothing(plan, need, source, as_role, role):
    tick(need, source)
    institution = InstitutionFactory(region=plan.care_unit.village)
    Source.objects.create(plan=plan, kind="institution", text="Posyandu", institution=institution)
    client = as_role(role)
    page, matrix = client.get(url("needs", plan)).content.decode(), client.get(url("matrix", plan)).content.decode()
    assert "Kader Posyandu" in page
    assert "Tambah kebutuhan" not in page
    assert "Simpan" not in matrix
    assert " disabled" in matrix
    assert ("/lembaga/" in page) == (role != Role.VILLAGE_HEAD), "no link to what the reader may not open"
    assert client.post(url("matrix", plan), {}).status_code == 403
    for name in ACTING:
        assert client.post(url_of(name, plan, need, source), {}).status_code == 403, name


def test_outsiders_get_404_and_bad_ids_too(plan, need, source, as_role, other_village):
    outsider, insider = as_role(Role.COORDINATOR, other_village), as_role(Role.COORDINATOR)
    other = WorkPlanFactory(care_unit=CareUnitFactory(village=other_village))
    for name in (*ACTING, "needs", "matrix"):
        address = url_of(name, plan, need, source)
        assert outsider.get(address).status_code in {404, 405}, name
        assert outsider.post(address, {}).status_code in {404, 405}, name
    for name in ("change_need", "answer_need", "change_source"):
        assert insider.get(url(name, plan, 999_999)).status_code == 404
        assert outsider.get(url(name, other, need.pk)).status_code == 404, "a need of another plan"
    assert insider.get(url("needs", WorkPlan(pk=999_999))).status_code == 404


def test_wrong_methods(plan, need, source, as_role):
    client = as_role(Role.COORDINATOR)
    for name in ("remove_need", "remove_source"):
        assert client.get(url_of(name, plan, need, source)).status_code == 405
    for name in ("add_need", "change_need", "answer_need", "add_source", "change_source", "take_institutions"):
        assert client.get(url_of(name, plan, need, source)).status_code == 200
        assert client.put(url_of(name, plan, need, source)).status_code == 405
    assert client.post(url("needs", plan)).status_code == client.put(url("matrix", plan)).status_code == 405


def test_on_a_closed_plan_nothing_is_offered(plan, need, source, as_role):
    WorkPlan.objects.update(state="closed")
    client = as_role(Role.SECRETARY)
    assert "Tambah kebutuhan" not in client.get(url("needs", plan)).content.decode()
    answer = client.post(url("matrix", plan), {f"versi_{need.pk}": 1})
    assert "hanya bisa dibaca" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["needs", "matrix", "take_institutions"])
def test_lists_take_few_queries(plan, as_role, django_assert_max_num_queries, count, name):
    for _ in range(count):
        tick(NeedFactory(plan=plan), SourceFactory(plan=plan))
        NeedFactory(plan=plan)
        InstitutionFactory(region=plan.care_unit.village)
        taken = InstitutionFactory(region=plan.care_unit.village)
        Source.objects.create(plan=plan, kind="institution", text="Posyandu", institution=taken)
    client = as_role(Role.SECRETARY)
    client.get(url(name, plan))
    with django_assert_max_num_queries(12):
        client.get(url(name, plan))


def test_a_need_leads_to_its_referral_for_who_may_see_that_one(plan, need, as_role):
    referral = make_referral(ReferralState.SUBMITTED, village=plan.care_unit.village)
    client = as_role(Role.SECRETARY)
    form = {"answer": "referral", "answer_note": "Puskesmas", "referral": referral.pk, "version": need.version}
    assert client.post(url("answer_need", plan, need.pk), form).url == url("needs", plan)
    assert referral.get_absolute_url() in client.get(url("needs", plan)).content.decode()
    assert referral.get_absolute_url() not in as_role(Role.VILLAGE_HEAD).get(url("needs", plan)).content.decode()


def test_a_referral_that_one_may_not_see_stays_with_the_need(plan, need, as_role):
    referral = make_referral(ReferralState.SUBMITTED, village=plan.care_unit.village)
    Need.objects.update(answer="referral", answer_note="Puskesmas", referral=referral)
    referral.case.__class__.objects.update(sensitive=True)
    client, address = as_role(Role.SECRETARY), url("answer_need", plan, need.pk)
    assert 'name="referral"' not in client.get(address).content.decode()
    client.post(address, {"answer": "referral", "answer_note": "RSUD", "version": need.version})
    assert [(each.answer_note, each.referral) for each in Need.objects.all()] == [("RSUD", referral)]


def test_a_need_that_is_advocated_leads_to_its_activity(plan, need, as_role):
    Need.objects.update(answer="advocacy", answer_note="Dinas PUPR, tentang pipa air")
    client = as_role(Role.SECRETARY)
    assert "Jadikan kegiatan advokasi" in client.get(url("needs", plan)).content.decode()
    action = ActionItemFactory(plan=plan, need=need)
    page = client.get(url("needs", plan)).content.decode()
    assert (action.get_absolute_url() in page, "Jadikan kegiatan advokasi" in page) == (True, False)
