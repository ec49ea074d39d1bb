"""The plan of visits: who is to visit whom by when, and which FCUs have not been visited for long."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from core.exceptions import DomainError
from core.periods import months_later
from institutions.enums import UnitState
from monitoring.enums import Repeat, VisitKind
from monitoring.models import PlannedSupervision
from monitoring.queries.plan import longest_first, plan_rows, rhythm_rows, unseen
from monitoring.services.plan import MOST_PLACES, call_off_planned, plan_visits
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.monitoring import PlannedSupervisionFactory, VisitFactory
from tests.factories.regions import make_village
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db
K = VisitKind


def days(number):
    return timezone.localdate() + timedelta(days=number)


def url(name, *keys):
    return reverse(f"monitoring:{name}", args=keys)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def tksk(village):
    return make_user(Role.TKSK, village)


@pytest.fixture
def dinas(village):
    return make_user(Role.DINAS, village)


def plan(places, actor, **given):
    usual = {"kind": K.MONITORING, "officer": actor, "due_on": days(30)}
    return plan_visits(places, **{**usual, "actor": actor, **given})


def at(unit):
    return unit.village, unit


@pytest.mark.parametrize(
    ("repeat", "apart"), [(Repeat.ONCE, [0]), (Repeat.MONTHLY, range(12)), (Repeat.QUARTERLY, (0, 3, 6, 9))]
)
def test_a_visit_is_planned_once_or_again_for_a_year(unit, tksk, repeat, apart):
    assert plan([at(unit)], tksk, repeat=repeat) == len(apart)
    due = PlannedSupervision.objects.values_list("due_on", flat=True)
    assert list(due) == [months_later(days(30), number) for number in apart]


def test_several_fcus_and_an_office_at_once_without_what_is_planned(unit, dinas, village):
    other = CareUnitFactory(village=make_village("53.01.05.2010"))
    kecamatan = village.parent
    assert plan([at(unit)], dinas, kind=K.SUPERVISION) == 1
    assert plan([at(unit), at(other), (kecamatan, None)], dinas, kind=K.SUPERVISION) == 2
    places = {planned.place for planned in PlannedSupervision.objects.select_related("region", "care_unit")}
    assert places == {str(unit), str(other), f"Kantor {kecamatan}"}
    with pytest.raises(DomainError, match="sudah ada dalam rencana"):
        plan([(kecamatan, None)], dinas, kind=K.SUPERVISION)


def test_the_database_has_the_last_word(unit, tksk):
    first = PlannedSupervisionFactory(care_unit=unit, officer=tksk)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedSupervisionFactory(care_unit=unit, officer=tksk, due_on=first.due_on)
    call_off_planned(first, because="Jalan putus", actor=tksk)
    assert plan([at(unit)], tksk, due_on=first.due_on) == 1


def test_what_cannot_be_planned_is_refused(unit, tksk, dinas, village, other_village):
    stranger = make_user(Role.TKSK, other_village)
    for given, sentence in (
        ({"due_on": days(-1)}, "sudah lewat"),
        ({"officer": stranger}, "tidak bertugas memantau"),
        ({"kind": K.SUPERVISION}, "Pilih jenis atau petugas lain"),
    ):
        with pytest.raises(DomainError, match=sentence):
            plan([at(unit)], tksk, **given)
    with pytest.raises(DomainError, match="Pilih jenis atau petugas lain"):
        plan([(village.parent, None)], dinas, kind=K.MONITORING)
    for places in ([], [at(unit)] * (MOST_PLACES + 1)):
        with pytest.raises(DomainError, match="Pilih 1 sampai"):
            plan(places, tksk)
    for outsider in (stranger, make_user(Role.COORDINATOR, village)):
        with pytest.raises(PermissionDenied):
            plan([at(unit)], outsider, officer=tksk)
    assert not PlannedSupervision.objects.exists()


def test_whoever_is_to_go_is_told_and_nobody_of_their_own(unit, tksk, dinas):
    plan([at(unit)], tksk)
    assert not Notice.objects.exists()
    plan([at(unit)], dinas, officer=tksk, due_on=days(31))
    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (tksk, url("plan"))


def test_a_plan_is_called_off_with_a_reason_and_once(unit, tksk, other_village):
    planned = PlannedSupervisionFactory(care_unit=unit, officer=tksk)
    with pytest.raises(DomainError, match="Isi sebab"):
        call_off_planned(planned, because="  ", actor=tksk)
    with pytest.raises(PermissionDenied):
        call_off_planned(planned, because="x", actor=make_user(Role.TKSK, other_village))
    assert call_off_planned(planned, because="Jalan putus", actor=tksk).badge[2] == "Dibatalkan"
    with pytest.raises(DomainError, match="sudah dibatalkan: Jalan putus"):
        call_off_planned(planned, because="Lagi", actor=tksk)
    begun = PlannedSupervisionFactory(care_unit=unit, due_on=days(9), visit=VisitFactory(care_unit=unit))
    with pytest.raises(DomainError, match="sudah mulai dicatat"):
        call_off_planned(begun, because="x", actor=tksk)


@pytest.mark.django_db(transaction=True)
def test_two_who_plan_the_same_visit_at_once_plan_it_once(village):
    unit, actors = CareUnitFactory(village=village), [make_user(Role.TKSK, village) for _ in range(4)]
    told = at_once([lambda actor=actor: plan([at(unit)], actor, officer=actors[0]) for actor in actors])
    assert PlannedSupervision.objects.count() == 1
    assert len(told) == len(actors)
    assert all(isinstance(each, DomainError) or each == 1 for each in told)


def test_overdue_is_what_no_sent_visit_answers(unit, tksk):
    late = PlannedSupervisionFactory(care_unit=unit, due_on=days(-1), officer=tksk)
    begun = PlannedSupervisionFactory(
        care_unit=unit, due_on=days(-2), visit=VisitFactory(care_unit=unit, kind=K.EVALUATION)
    )
    done = PlannedSupervisionFactory(care_unit=unit, due_on=days(-3), visit=VisitFactory(care_unit=unit, sent=True))
    off = PlannedSupervisionFactory(care_unit=unit, due_on=days(-4), called_off_because="x")
    today = PlannedSupervisionFactory(care_unit=unit, due_on=days(0))
    assert set(plan_rows(tksk).overdue()) == {late, begun}
    assert set(plan_rows(tksk).open()) == {late, begun, today}
    assert [each.badge[2] for each in (late, begun, done, off, today)] == [
        "Terlambat", "Terlambat", "Terlaksana", "Dibatalkan", "Direncanakan",
    ]  # fmt: skip


def test_fcus_not_visited_for_three_months_come_first(unit, tksk, village):
    never = CareUnitFactory(village=make_village("53.01.05.2010"))
    long_ago, lately = (CareUnitFactory(village=make_village(f"53.01.05.200{n}")) for n in (1, 2))
    CareUnitFactory(village=make_village("53.01.05.2003"), state=UnitState.INACTIVE, inactive_reason="x")
    limit = months_later(timezone.localdate(), -3)
    VisitFactory(care_unit=long_ago, sent=True, visited_on=limit - timedelta(days=1))
    VisitFactory(care_unit=lately, sent=True, visited_on=limit)
    VisitFactory(care_unit=unit)  # a draft is no visit yet
    PlannedSupervisionFactory(care_unit=never, due_on=days(9))
    PlannedSupervisionFactory(care_unit=never, due_on=days(4))
    rows = list(longest_first(rhythm_rows(tksk)))
    assert rows == [never, unit, long_ago, lately]
    assert rows[0].next_due == days(4)
    assert set(unseen(rhythm_rows(tksk))) == {never, unit, long_ago}


def test_the_list_is_narrowed_sorted_and_taken_away(as_role, unit, village):
    late = PlannedSupervisionFactory(
        care_unit=unit, due_on=days(-1), officer=make_user(Role.TKSK, village, name="Ferdi")
    )
    other = CareUnitFactory(village=make_village("53.01.06.2001", "Oenesu"))
    PlannedSupervisionFactory(care_unit=other, officer=make_user(Role.LK3, village, name="Maria"))
    client = as_role(Role.DINAS)
    page = text_of(client.get(url("plan")))
    assert "Terlambat" in page
    assert page.index(str(unit)) < page.index(str(other))
    for asked in ("keadaan=terlambat", "q=ferdi", "q=tablolong", "wilayah=53.01.05"):
        page = text_of(client.get(f"{url('plan')}?{asked}"))
        assert str(unit) in page, asked
        assert str(other) not in page, asked
    for key in ("tempat", "kecamatan", "-petugas", "nonsens"):
        assert client.get(f"{url('plan')}?urut={key}").status_code == 200
    assert "Tidak ada yang cocok" in text_of(client.get(f"{url('plan')}?q=zzz"))
    sheet = load_workbook(BytesIO(b"".join(client.get(f"{url('export_plan')}?keadaan=terlambat")))).active
    said = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert {str(late.care_unit), "Ferdi", "Terlambat"} <= set(said)
    assert "Maria" not in said


def test_visits_are_planned_from_the_list_of_fcus(as_role, unit):
    other = CareUnitFactory(village=make_village("53.01.05.2010"))
    client = as_role(Role.TKSK)
    assert f'name="fcu" value="{unit.pk}"' in text_of(client.get(url("rhythm")))
    where = f"{url('add_plan')}?fcu={unit.pk}&fcu={other.pk}"
    page = text_of(client.get(where))
    assert str(unit) in page
    assert str(other) in page
    typed = {"form_token": uuid4(), "kind": "monitoring", "officer": client.user.pk, "repeat": "quarterly"}
    wrong = client.post(where, typed | {"due_on": f"{days(-1):%d-%m-%Y}"})
    assert wrong.status_code == 422
    assert "sudah lewat" in text_of(wrong)
    for _ in range(2):
        answer = client.post(where, typed | {"due_on": f"{days(3):%d-%m-%Y}"})
        assert answer["Location"] == f"{url('plan')}?keadaan=terbuka"
    assert PlannedSupervision.objects.filter(officer=client.user).count() == 8
    assert "8 kunjungan direncanakan" in text_of(client.get(answer["Location"]))
    assert client.get(url("add_plan"))["Location"] == url("rhythm")


def test_offices_are_for_those_who_supervise(as_role, village):
    client = as_role(Role.DINAS)
    page = text_of(client.get(f"{url('offices')}?q=kupang+barat"))
    assert f"?wilayah={village.parent.pk}" in page
    assert f'{url("start")}?wilayah=53.01"' not in page
    where = f"{url('add_plan')}?wilayah={village.parent.pk}"
    page = text_of(client.get(where))
    assert "Supervisi" in page
    assert "Evaluasi" not in page
    typed = {"form_token": uuid4(), "kind": "supervision", "officer": client.user.pk, "repeat": "once"}
    assert client.post(where, typed | {"due_on": f"{days(3):%d-%m-%Y}"}).status_code == 302
    assert PlannedSupervision.objects.get().place == f"Kantor {village.parent}"
    tksk = as_role(Role.TKSK)
    assert [tksk.get(each).status_code for each in (url("offices"), where)] == [403, 403]
    assert url("offices") not in text_of(tksk.get(url("rhythm")))
    assert url("offices") in text_of(client.get(url("rhythm")))


def test_a_plan_is_called_off_from_its_page_by_whoever_keeps_it(as_role, unit, other_village):
    planned = PlannedSupervisionFactory(care_unit=unit)
    where, colleague = url("call_off_plan", planned.pk), as_role(Role.LK3)
    assert as_role(Role.TKSK, other_village).get(where).status_code == 404
    for role in (Role.SECRETARY, Role.DISTRICT_HEAD):
        assert as_role(role).post(where, {"because": "x"}).status_code == 403, role
    assert str(unit) in text_of(colleague.get(where))
    assert colleague.post(where, {"because": ""}).status_code == 422
    assert colleague.post(where, {"because": "Jalan putus"})["Location"] == url("plan")
    assert "Jalan putus" in text_of(colleague.get(url("plan")))
    assert colleague.post(where, {"because": "Lagi"}).status_code == 422
    assert colleague.get(url("call_off_plan", 999_999)).status_code == 404


def test_readers_read_and_others_do_not(as_role, unit, other_village):
    PlannedSupervisionFactory(care_unit=unit)
    reader = as_role(Role.SECRETARY)
    for name in ("plan", "rhythm"):
        page = text_of(reader.get(url(name)))
        assert str(unit) in page, name
        assert url("start") not in page, name
        assert str(unit) not in text_of(as_role(Role.TKSK, other_village).get(url(name))), name
        assert as_role(Role.PROVIDER).get(url(name)).status_code == 403, name
        assert reader.post(url(name)).status_code == 405, name
    assert reader.get(f"{url('add_plan')}?fcu={unit.pk}").status_code == 403
    assert reader.put(url("add_plan")).status_code == 403


def test_places_of_others_and_nonsense_are_not_found(as_role, unit, other_village, village):
    client, stranger = as_role(Role.DINAS), as_role(Role.DINAS, other_village)
    for asked in ("fcu=x", "fcu=999999", f"fcu={'9' * 30}", "wilayah=99", "fcu=%C2%B2"):
        assert client.get(f"{url('add_plan')}?{asked}").status_code == 404, asked
    for asked in (f"fcu={unit.pk}", f"wilayah={village.pk}"):
        assert stranger.get(f"{url('add_plan')}?{asked}").status_code == 404, asked
    assert client.put(f"{url('add_plan')}?fcu={unit.pk}").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_however_much_they_show(as_role, count, django_assert_max_num_queries):
    client = as_role(Role.DINAS)
    units = [CareUnitFactory(village=make_village(f"53.01.0{n}.2001")) for n in range(1, count + 1)]
    for each in units:
        PlannedSupervisionFactory(care_unit=each, visit=VisitFactory(care_unit=each, sent=True))
    chosen = "&".join(f"fcu={each.pk}" for each in units)
    for where in (url("plan"), url("rhythm"), url("offices"), f"{url('add_plan')}?{chosen}"):
        with django_assert_max_num_queries(12):
            assert client.get(where).status_code == 200
