"""The pages of programmes: list, one, planning, activities, months, reviews."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import FormEntry
from core.periods import Period
from programmes.enums import ProgrammeState
from programmes.models import MonthlyProgress, Programme
from tests.factories.institutions import InstitutionFactory
from tests.factories.programmes import (
    ActivityOfProgrammeFactory,
    ProgrammeFactory,
    ProgressFactory,
    ReviewFactory,
    month_start,
)
from tests.factories.regions import make_region, make_village

pytestmark = pytest.mark.django_db
LAST_MONTH = Period.of("M", timezone.localdate()).previous().code


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def running(village):
    programme = ProgrammeFactory(state=ProgrammeState.RUNNING, villages=[village])
    ActivityOfProgrammeFactory(programme=programme, name="Pelatihan usaha")
    return programme


def typed(**changes):
    return {
        "form_token": "5a1c2f60-0000-4000-8000-000000000001", "region": "53.01.05", "name": "PKSA",
        "agency_name": "IPSI Makassar", "sector": "social", "goal": "Anak terpenuhi haknya", "target_group": "Anak",
        "starts_on": "01-10-2026", "tim-TOTAL_FORMS": "2", "tim-INITIAL_FORMS": "0", "tim-0-role": "Pelatih",
        "tim-0-people": "9", **changes,
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_few_statements(as_role, django_assert_max_num_queries, count, village):
    for _ in range(count):
        ProgressFactory(
            activity__programme=ProgrammeFactory(villages=[village], agency_name="", agency=InstitutionFactory())
        )
    client = as_role(Role.DINAS)
    with django_assert_max_num_queries(12):
        page = client.get(url("list")).content.decode()
    assert page.count("</tr>") == count + 1
    assert "Rp5.000.000" in page


def test_the_list_is_searched_and_narrowed_by_place(as_role, running):
    ProgrammeFactory(name="Kelautan", region=make_region("53.01.06"))
    client = as_role(Role.DINAS)
    assert "Kelautan" not in client.get(url("list"), {"q": "Pesisir"}).content.decode()
    for place in ("53.01.05", "53.01.05.2011"):
        page = client.get(url("list"), {"wilayah": place}).content.decode()
        assert running.name in page
        assert "Kelautan" not in page
    assert "Tidak ada yang cocok" in client.get(url("list"), {"q": "xyz"}).content.decode()
    assert client.get(url("export"), {"keadaan": "running"})["Content-Type"].endswith("spreadsheetml.sheet")


def test_who_sees_a_programme(as_role, running, village, other_village):
    """From above it is seen by the villages that it reaches, and by no other."""
    neighbour = make_village("53.01.05.2010")
    assert as_role(Role.SECRETARY, village).get(url("detail", running.pk)).status_code == 200
    assert as_role(Role.TKSK, neighbour).get(url("detail", running.pk)).status_code == 200
    for role, place in ((Role.SECRETARY, neighbour), (Role.DINAS, other_village)):
        client = as_role(role, place)
        assert client.get(url("detail", running.pk)).status_code == 404
        assert running.name not in client.get(url("list")).content.decode()


def test_the_page_of_one_takes_few_statements(as_role, running, django_assert_max_num_queries):
    for _ in range(3):
        ActivityOfProgrammeFactory(programme=running)
        ReviewFactory(programme=running, due_on=timezone.localdate() - timedelta(days=running.reviews.count() + 1))
    client = as_role(Role.DINAS)
    with django_assert_max_num_queries(12):
        page = client.get(url("detail", running.pk)).content.decode()
    assert "3 pemantauan atau evaluasi terlambat" in page
    assert "bulan belum ada kemajuannya" in page
    assert "Sebelum diakhiri, yang masih terbuka" in page


def test_a_reader_is_offered_nothing_to_press(as_role, running):
    page = as_role(Role.TKSK).get(url("detail", running.pk)).content.decode()
    assert "Akhiri program" not in page
    assert url("change", running.pk) not in page


def test_a_programme_is_planned_once_however_often_it_is_sent(as_role, village):
    client = as_role(Role.DINAS)
    for _ in range(2):
        assert client.post(url("add"), typed()).status_code == 302
    programme = Programme.objects.get()
    assert str(programme.ends_on) == "2028-03-31"
    assert programme.team.get().people == 9


def test_what_is_wrong_is_said_beside_what_was_typed(as_role, village):
    answer = as_role(Role.DINAS).post(url("add"), typed(budget="1.000", agency_name=""))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "salah satu saja" in page
    assert 'value="Pelatih"' in page


def test_more_rows_for_the_team_without_losing_what_was_typed(as_role, village):
    page = as_role(Role.DINAS).post(url("add"), typed(tambah="1", goal="")).content.decode()
    assert 'name="tim-4-role"' in page
    assert 'value="Pelatih"' in page
    assert "Isi tujuan" not in page
    assert not Programme.objects.exists()


def test_a_draft_comes_back_with_its_team_and_can_be_dropped(as_role, village):
    client = as_role(Role.DINAS)
    left = {"name": ["Setengah jadi"], "tim-0-role": ["Pembina"], "tim-0-people": ["2"]}
    FormEntry.objects.create(user=client.user, form="programme", data=left, token=typed()["form_token"])
    page = client.get(url("add")).content.decode()
    assert 'value="Setengah jadi"' in page
    assert 'value="Pembina"' in page
    client.post(url("add"), {"buang": "ya"})
    assert "Setengah jadi" not in client.get(url("add")).content.decode()


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.TKSK, Role.LK3, Role.DINAS_PROVINCE])
def test_others_than_the_dinas_change_nothing(as_role, running, role):
    client, activity = as_role(role), running.activities.get()
    review = ReviewFactory(programme=running)
    pages = [
        url("change", running.pk), url("villages", running.pk), url("add_activity", running.pk),
        url("change_activity", running.pk, activity.pk), url("progress", running.pk, LAST_MONTH),
        url("review", running.pk, review.pk), url("add"),
    ]  # fmt: skip
    assert {client.get(page).status_code for page in pages} == {403}
    acts = [url("remove_activity", running.pk, activity.pk), url("step", running.pk, "end")]
    assert {client.post(act).status_code for act in acts} == {403}
    assert {client.get(act).status_code for act in acts} == {405}


def test_a_change_shows_what_somebody_else_saved(as_role, running):
    client = as_role(Role.DINAS)
    sent = typed(version="1", name="Dari saya", starts_on=f"{running.starts_on:%d-%m-%Y}")
    Programme.objects.filter(pk=running.pk).update(name="Dari orang lain", version=2)
    answer = client.post(url("change", running.pk), sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Dari orang lain" in page
    assert "Tim program" in page
    assert client.post(url("change", running.pk), sent | {"version": "2"}).status_code == 302
    running.refresh_from_db()
    assert (running.name, running.team.get().role) == ("Dari saya", "Pelatih")


def test_villages_are_ticked_for_one_kecamatan_or_all_at_once(as_role, village):
    programme = ProgrammeFactory()
    make_village("53.01.05.2010")
    client = as_role(Role.DINAS)
    assert client.post(url("villages", programme.pk), {"version": 1, "villages": village.pk}).status_code == 302
    assert list(programme.villages.all()) == [village]
    client.post(url("villages", programme.pk), {"version": 2, "semua": "ya"})
    assert programme.villages.count() == 2
    assert client.post(url("villages", programme.pk), {"version": 2}).status_code == 409
    of_village = ProgrammeFactory(region=village)
    assert client.get(url("villages", of_village.pk)).status_code == 404


def test_activities_are_added_changed_and_taken_out(as_role, running):
    client = as_role(Role.DINAS)
    first = f"{month_start(1):%Y-%m}"
    sent = {"name": "Diklat", "target": "30", "unit": "orang", "budget": "1.000.000", "first": first, "last": first}
    token = {"form_token": "5a1c2f60-0000-4000-8000-000000000002"}
    for _ in range(2):
        assert client.post(url("add_activity", running.pk), sent | token).status_code == 302
    activity = running.activities.get(name="Diklat")
    assert (activity.starts_on, activity.ends_on.month) == (month_start(1), month_start(1).month)
    change = url("change_activity", running.pk, activity.pk)
    assert client.post(change, sent | {"version": "1", "target": "0"}).status_code == 422
    assert client.post(change, sent | {"version": "1", "target": "40"}).status_code == 302
    assert client.post(change, sent | {"version": "1", "target": "50"}).status_code == 409
    client.post(url("remove_activity", running.pk, activity.pk))
    assert client.get(change).status_code == 404


def test_a_month_of_all_activities_is_typed_on_one_page(as_role, running):
    second = ActivityOfProgrammeFactory(programme=running)
    first = running.activities.exclude(pk=second.pk).get()
    client, page = as_role(Role.DINAS), url("progress", running.pk, LAST_MONTH)
    sent = {f"tercapai_{first.pk}": "12", f"terpakai_{first.pk}": "1.500.000", f"catatan_{first.pk}": "Hujan"}
    assert client.post(page, sent).status_code == 302
    row = MonthlyProgress.objects.get()
    assert (row.activity, row.done, row.spent, row.note) == (first, 12, 1_500_000, "Hujan")
    html = client.get(page).content.decode()
    assert 'value="12"' in html
    assert 'value="1.500.000"' in html


def test_money_without_a_result_is_asked(as_role, running):
    key = running.activities.get().pk
    answer = as_role(Role.DINAS).post(url("progress", running.pk, LAST_MONTH), {f"terpakai_{key}": "5000"})
    assert answer.status_code == 422
    assert "atau 0 bila belum ada" in answer.content.decode()


def test_more_than_the_target_is_asked_and_confirmed(as_role, running):
    key, client = running.activities.get().pk, as_role(Role.DINAS)
    page, sent = url("progress", running.pk, LAST_MONTH), {f"tercapai_{key}": "70"}
    assert "Angka ini benar" not in client.get(page).content.decode()
    answer = client.post(page, sent)
    assert answer.status_code == 422
    assert "70 dari target 60 orang" in answer.content.decode()
    assert 'name="sure"' in answer.content.decode()
    assert client.post(page, sent | {"sure": "on"}).status_code == 302


def test_two_who_typed_the_same_month_see_both_numbers(as_role, running):
    row = ProgressFactory(activity=running.activities.get(), done=20)
    key, client = row.activity_id, as_role(Role.DINAS)
    page = url("progress", running.pk, LAST_MONTH)
    answer = client.post(page, {f"tercapai_{key}": "25", f"versi_{key}": "0"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Tersimpan sekarang" in html
    assert 'value="5.000.000"' in html  # what was left empty is not lost
    assert client.post(page, {f"tercapai_{key}": "25", f"versi_{key}": "1"}).status_code == 302
    assert MonthlyProgress.objects.get().done == 25


@pytest.mark.parametrize("month", ["2019-01", "2026-T3", "x", "9999-99"])
def test_another_month_has_no_page(as_role, running, month):
    assert as_role(Role.DINAS).get(url("progress", running.pk, month)).status_code == 404


def test_a_month_ahead_is_refused(as_role, running):
    key, ahead = running.activities.get().pk, f"{month_start(-1):%Y-%m}"
    answer = as_role(Role.DINAS).post(url("progress", running.pk, ahead), {f"tercapai_{key}": "1"})
    assert answer.status_code == 422
    assert "belum tiba" in answer.content.decode()


def test_a_review_is_recorded_and_put_right(as_role, running):
    review, client = ReviewFactory(programme=running), as_role(Role.DINAS)
    page = url("review", running.pk, review.pk)
    sent = {"done_on": f"{timezone.localdate():%d-%m-%Y}", "findings": "Peserta hadir semua", "version": "1"}
    assert client.post(page, sent | {"findings": ""}).status_code == 422
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent | {"findings": "Lain"}).status_code == 409
    assert "Peserta hadir semua" in client.get(url("detail", running.pk)).content.decode()
    assert client.get(url("review", ProgrammeFactory().pk, review.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_due_in_a_region_is_listed(as_role, running, other_village, django_assert_max_num_queries, count):
    for number in range(count):
        ReviewFactory(programme=running, due_on=timezone.localdate() - timedelta(days=number + 1))
    ReviewFactory(programme=ProgrammeFactory(region=other_village.parent, state="running", name="Maros saja"))
    ReviewFactory(programme=ProgrammeFactory(state="stopped", name="Terhenti"))
    client = as_role(Role.TKSK)
    with django_assert_max_num_queries(12):
        page = client.get(url("reviews"), {"keadaan": "terlambat"}).content.decode()
    assert page.count("</tr>") == count + 1
    assert "Maros saja" not in page
    assert "Terhenti" not in client.get(url("reviews")).content.decode()
    assert client.get(url("export_reviews"))["Content-Type"].endswith("spreadsheetml.sheet")


def test_reviews_are_narrowed_by_place_and_kind(as_role, running):
    ReviewFactory(programme=running)
    ReviewFactory(programme=ProgrammeFactory(state="running", region=make_region("53.01.06"), name="Jauh"))
    client = as_role(Role.DINAS)
    page = client.get(url("reviews"), {"wilayah": "53.01.05", "jenis": "monitoring"}).content.decode()
    assert running.name in page
    assert "Jauh" not in page
    assert "Tidak ada yang cocok" in client.get(url("reviews"), {"jenis": "result"}).content.decode()


def test_an_agency_that_works_no_more_stays_with_its_programme(as_role, village):
    agency = InstitutionFactory(region=village.parent, active=False)
    programme = ProgrammeFactory(agency=agency, agency_name="")
    client = as_role(Role.DINAS)
    assert f'value="{agency.pk}" selected' in client.get(url("change", programme.pk)).content.decode()
    assert agency.name not in client.get(url("add")).content.decode()


def test_the_largest_forms_are_light(as_role, running):
    """A regency of 200 villages and as many offices; a programme with all its twenty activities. The client looks."""
    for number in range(200):
        make_village(f"53.01.{number // 10 + 10}.{2001 + number % 10}")
    InstitutionFactory.create_batch(150, region=make_region("53.01.05"))
    ActivityOfProgrammeFactory.create_batch(19, programme=running)
    client = as_role(Role.DINAS)
    for page in (url("add"), url("progress", running.pk, LAST_MONTH), url("detail", running.pk)):
        assert client.get(page).status_code == 200


def test_a_month_for_which_nothing_was_planned_is_not_missing(as_role, running):
    running.activities.update(starts_on=month_start(0))
    assert "belum ada kemajuannya" not in as_role(Role.DINAS).get(url("detail", running.pk)).content.decode()


def test_an_ended_programme_offers_a_new_plan(as_role, running, village):
    client = as_role(Role.DINAS)
    assert client.get(url("add"), {"dari": running.pk}).status_code == 404
    assert client.get(url("add"), {"dari": "x"}).status_code == 404
    sent = {"version": "1", "note": "Tercapai", "after_end": "new_plan", "early_reason": "Dana habis"}
    assert client.post(url("step", running.pk, "end"), sent | {"early_reason": ""}).status_code == 422
    assert client.post(url("step", running.pk, "end"), sent).status_code == 302
    fresh = f"{url('add')}?dari={running.pk}"
    assert fresh in client.get(url("detail", running.pk)).content.decode()
    assert running.goal in client.get(fresh).content.decode()
    client.post(fresh, typed())
    assert list(Programme.objects.get(follows=running).villages.all()) == [village]


def test_a_stale_click_says_what_is_now(as_role, running):
    client, sent = as_role(Role.DINAS), {"version": "1", "note": "Banjir"}
    assert client.post(url("step", running.pk, "stop"), sent).status_code == 302
    page = client.post(url("step", running.pk, "stop"), sent, follow=True).content.decode()
    assert "tidak bisa lagi" in page
    assert client.post(url("step", running.pk, "terbang"), sent).status_code == 404


def test_a_start_says_what_is_missing(as_role, village):
    programme = ProgrammeFactory()
    answer = as_role(Role.DINAS).post(url("step", programme.pk, "start"), {"version": "1"})
    assert answer.status_code == 422
    assert "belum punya kegiatan" in answer.content.decode()


@pytest.mark.parametrize("name", ["list", "board", "reviews", "export", "export_board", "export_reviews"])
def test_who_reads_no_programmes_finds_none(as_role, running, name):
    assert as_role(Role.MENTOR).get(url(name)).status_code == 403
