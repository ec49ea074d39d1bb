"""A part of a family splits off and gets a file of its own."""

from datetime import date

import pytest
from django.utils import timezone

from core.exceptions import DomainError
from families.enums import CloseReason, FamilyStatus, FileEventKind, LeaveReason, ProblemState, Relation
from families.models import AidProgramme, AidReceived, Family, Problem, ProblemStep
from families.services import (
    NumberTaken,
    close_family,
    let_member_leave,
    register_family,
    return_member,
    set_problem_state,
)
from tests.factories.cases import CaseFactory
from tests.factories.families import AidFactory, ConsentFactory, FamilyFactory, ProblemFactory, member_data
from tests.families.household import DAY, PLACE, make_household, member_of, split_off, splitting
from tests.families.reading import text_of, url_of

R = Relation


@pytest.fixture
def family(village):
    return make_household(village)


def test_a_daughter_who_marries_gets_a_file_of_her_own(family, secretary):
    naomi = member_of(family, "Naomi")
    number = naomi.national_id
    new = split_off(family, secretary, {"Naomi": R.HEAD})
    naomi.refresh_from_db()
    row = new.members.get()
    assert (naomi.left_on, naomi.left_reason, naomi.relation) == (DAY, LeaveReason.MARRIED, R.CHILD)
    assert (row.earlier, row.national_id, row.birth_date, row.relation) == (naomi, number, naomi.birth_date, R.HEAD)
    assert (new.head_name, new.status, new.village, new.address) == (
        "Naomi Tefnai", FamilyStatus.REGISTERED, family.village, "Di bukit",
    )  # fmt: skip
    period = new.status_periods.get()
    assert (period.starts_on, period.village) == (DAY, family.village)
    assert family.members.filter(left_on=None).count() == 3
    assert family.version == 2
    assert "naomi" not in family.search_text
    assert "naomi" in new.search_text


def test_both_files_tell_of_each_other(family, secretary, as_user):
    new = split_off(family, secretary, {"Naomi": R.HEAD})
    old_event, new_event = family.file_events.get(), new.file_events.get()
    assert (old_event.kind, old_event.other, old_event.happened_on) == (FileEventKind.SPLIT, new, DAY)
    assert (new_event.kind, new_event.other) == (FileEventKind.SPLIT_FROM, family)
    html = text_of(as_user(secretary).get(url_of("history", new)))
    assert f'Berpisah dari keluarga lain</b>, <a href="{family.get_absolute_url()}">Keluarga Obaja Tefnai</a>' in html


def test_the_head_may_go_when_another_takes_over(family, secretary):
    wife, child = member_of(family, "Marta"), member_of(family, "Yunus")
    with pytest.raises(DomainError, match="tepat satu kepala keluarga di antara anggota yang tinggal"):
        split_off(family, secretary, {"Obaja": R.HEAD, "Naomi": R.CHILD}, reason=LeaveReason.SPLIT)
    assert family.members.filter(left_on=None).count() == 4
    relations = {wife.pk: R.HEAD, child.pk: R.CHILD}
    new = split_off(family, secretary, {"Obaja": R.HEAD, "Naomi": R.CHILD}, relations, reason=LeaveReason.SPLIT)
    assert (new.head_name, family.head_name) == ("Obaja Tefnai", "Marta Boimau")
    assert family.members.get(relation=R.HEAD, left_on=None) == wife


def test_those_who_stay_may_change_their_head_in_either_order(family, secretary):
    head, wife = member_of(family, "Obaja"), member_of(family, "Marta")
    split_off(family, secretary, {"Naomi": R.HEAD}, {head.pk: R.HUSBAND, wife.pk: R.HEAD})
    assert family.head_name == "Marta Boimau"
    split_off(family, secretary, {"Yunus": R.HEAD}, {head.pk: R.HEAD, wife.pk: R.WIFE}, reason=LeaveReason.SPLIT)
    assert family.head_name == "Obaja Tefnai"


@pytest.mark.parametrize(
    ("names", "values", "said"),
    [
        ({}, {}, "Pilih siapa yang ikut"),
        ({"Naomi": R.CHILD}, {}, "tepat satu kepala untuk keluarga yang baru"),
        ({"Naomi": R.HEAD, "Yunus": R.HEAD}, {}, "tepat satu kepala untuk keluarga yang baru"),
        ({"Obaja": R.HEAD, "Marta": R.WIFE, "Naomi": R.CHILD, "Yunus": R.CHILD}, {}, "Semua anggota ikut"),
        ({"Naomi": R.HEAD}, {"on": date(2026, 1, 4)}, "Berkas keluarga ini dibuka 05-01-2026"),
        ({"Naomi": R.HEAD}, {"on": date(2100, 1, 4)}, "belum tiba"),
        ({"Naomi": R.HEAD}, {"reason": LeaveReason.DECEASED}, "sebab berpisah"),
    ],
)
def test_what_is_no_split_changes_nothing(family, secretary, names, values, said):
    with pytest.raises(DomainError, match=said):
        split_off(family, secretary, names, **values)
    assert Family.objects.count() == 1
    assert family.members.filter(left_on=None).count() == 4


def test_a_card_of_another_family_is_refused_and_nothing_is_left_behind(family, secretary):
    data = PLACE | {"family_card_number": family.family_card_number}
    with pytest.raises(NumberTaken, match="No. KK ini sudah tercatat di Desa Tablolong"):
        split_off(family, secretary, {"Naomi": R.HEAD}, data=data)
    assert family.members.filter(left_on=None).count() == 4


def test_open_problems_and_running_aid_go_along_with_their_course(family, secretary):
    naomi = member_of(family, "Naomi")
    hers, whole = ProblemFactory(family=family, member=naomi), ProblemFactory(family=family)
    solved = ProblemFactory(family=family, member=naomi, state=ProblemState.SOLVED, solved_on=DAY)
    set_problem_state(hers, ProblemState.HANDLED, on=timezone.localdate(), actor=secretary)
    programme = AidProgramme.objects.first()
    running, ended = (
        AidReceived.objects.create(
            family=family, member=naomi, programme=programme, starts_on=date(2025, 1, 1), ends_on=end,
            recorded_by=secretary,
        )
        for end in (None, date(2025, 9, 1))
    )  # fmt: skip
    new = split_off(family, secretary, {"Naomi": R.HEAD})
    row = new.members.get()
    assert [(each.pk, each.member) for each in new.problems.all()] == [(hers.pk, row)]
    assert ProblemStep.objects.get(problem__family=new).state == ProblemState.HANDLED
    assert set(family.problems.all()) == {whole, solved}
    assert [(each.pk, each.member) for each in new.aid.all()] == [(running.pk, row)]
    assert list(family.aid.all()) == [ended]
    assert Problem.objects.count() == 3


def test_a_problem_that_a_case_speaks_of_stays_with_the_case(family, secretary):
    problem = ProblemFactory(family=family, member=member_of(family, "Naomi"))
    case = CaseFactory(family=family)
    case.problems.add(problem)
    new = split_off(family, secretary, {"Naomi": R.HEAD})
    assert not new.problems.exists()
    assert list(family.problems.all()) == list(case.problems.all()) == [problem]


@pytest.mark.parametrize("way", ["closed", "mistake"])
def test_who_comes_back_brings_open_problems_and_running_aid(family, secretary, way):
    naomi = member_of(family, "Naomi")
    problem, aid = ProblemFactory(family=family, member=naomi), AidFactory(family=family, member=naomi)
    new = split_off(family, secretary, {"Naomi": R.HEAD})
    assert new.problems.get() == problem
    if way == "closed":
        close_family(new, CloseReason.MOVED, on=DAY, actor=secretary)
    else:
        let_member_leave(new.members.get(), reason=LeaveReason.MISTAKE, on=DAY, actor=secretary)
    naomi.refresh_from_db()
    return_member(naomi, relation=R.CHILD, actor=secretary)
    for row in (problem, aid):
        row.refresh_from_db()
        assert (row.family, row.member) == (family, naomi)
    assert aid.ends_on is None


def test_consents_are_asked_for_anew(family, secretary):
    ConsentFactory(family=family)
    assert not split_off(family, secretary, {"Naomi": R.HEAD}).consents.exists()


def test_a_person_without_nik_keeps_the_temporary_number(village, secretary):
    people = [member_data("Obaja"), member_data("Naomi", R.CHILD, national_id="")]
    family = register_family(village=village, data=PLACE, members=people, actor=secretary, on=DAY)
    number = member_of(family, "Naomi").temporary_number
    assert number.startswith("SN-")
    assert split_off(family, secretary, {"Naomi": R.HEAD}).members.get().temporary_number == number


def test_the_page_of_splitting(family, secretary, as_user):
    client, naomi = as_user(secretary), member_of(family, "Naomi")
    page = text_of(client.get(url_of("split", family)))
    assert "Naomi Tefnai" in page
    assert "Dekat dermaga" in page
    nobody = client.post(url_of("split", family), splitting(family))
    assert nobody.status_code == 422
    assert "Beri tanda pada anggota yang ikut" in text_of(nobody)
    headless = client.post(url_of("split", family), splitting(family, "Naomi"))
    assert "Pilih tepat satu kepala untuk keluarga yang baru" in text_of(headless)
    data = splitting(family, "Naomi", **{f"relation_{naomi.pk}": "1"})
    response = client.post(url_of("split", family), data)
    new = Family.objects.exclude(pk=family.pk).get()
    assert response.url == url_of("edit", new)
    assert client.post(url_of("split", family), data).status_code in {302, 422}
    assert Family.objects.count() == 2


def test_one_person_cannot_be_split(village, secretary, as_user):
    family = FamilyFactory(village=village, members=1)
    assert "hanya satu orang" in text_of(as_user(secretary).get(url_of("split", family), follow=True))
