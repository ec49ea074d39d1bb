"""The life of a file within its village: a part splits off, members leave and return, it is closed and reopened."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from families.enums import CloseReason, FamilyStatus, FileEventKind, LeaveReason, ProblemState, Relation
from families.models import AidProgramme, AidReceived, Family, FamilyMember, Problem, ProblemStep
from families.services import (
    NumberTaken,
    close_family,
    let_member_leave,
    register_family,
    reopen_family,
    return_member,
    set_problem_state,
    split_family,
)
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory
from tests.factories.families import (
    AidFactory,
    ConsentFactory,
    FamilyFactory,
    FamilyMemberFactory,
    ProblemFactory,
    make_card_number,
    make_secretary,
    member_data,
)

R = Relation
DAY = date(2026, 5, 4)
PLACE = {"address": "Di bukit", "hamlet": "Dusun I", "rt": "001", "rw": "001", "family_card_number": ""}


@pytest.fixture
def secretary(village):
    return make_secretary(village)


@pytest.fixture
def family(village):
    """A head, a wife, a grown daughter and a small child, on file since January."""
    family = FamilyFactory(village=village, members=1, head_name="Obaja Tefnai")
    for name, relation, born in (
        ("Marta Boimau", R.WIFE, date(1988, 2, 1)),
        ("Naomi Tefnai", R.CHILD, date(2004, 3, 9)),
        ("Yunus Tefnai", R.CHILD, date(2016, 7, 2)),
    ):
        FamilyMemberFactory(family=family, name=name, relation=relation, birth_date=born)
    family.status_periods.update(starts_on=date(2026, 1, 5))
    return family


def _member(family, name):
    return family.members.get(name__startswith=name)


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def _url(name, family, *more):
    return reverse(f"families:{name}", args=[family.pk, *more])


# A part splits off


def _split(family, actor, names, relations=None, **values):
    going = {_member(family, name).pk: relation for name, relation in names.items()}
    given = {"on": DAY, "reason": LeaveReason.MARRIED, "data": PLACE, "actor": actor} | values
    return split_family(family, going=going, relations=relations, **given)


def test_a_daughter_who_marries_gets_a_file_of_her_own(family, secretary):
    naomi = _member(family, "Naomi")
    number = naomi.national_id
    new = _split(family, secretary, {"Naomi": R.HEAD})
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
    new = _split(family, secretary, {"Naomi": R.HEAD})
    old_event, new_event = family.file_events.get(), new.file_events.get()
    assert (old_event.kind, old_event.other, old_event.happened_on) == (FileEventKind.SPLIT, new, DAY)
    assert (new_event.kind, new_event.other) == (FileEventKind.SPLIT_FROM, family)
    html = _text(as_user(secretary).get(_url("history", new)))
    assert f'Berpisah dari keluarga lain</b>, <a href="{family.get_absolute_url()}">Keluarga Obaja Tefnai</a>' in html


def test_the_head_may_go_when_another_takes_over(family, secretary):
    wife, child = _member(family, "Marta"), _member(family, "Yunus")
    with pytest.raises(DomainError, match="tepat satu kepala keluarga di antara anggota yang tinggal"):
        _split(family, secretary, {"Obaja": R.HEAD, "Naomi": R.CHILD}, reason=LeaveReason.SPLIT)
    assert family.members.filter(left_on=None).count() == 4
    relations = {wife.pk: R.HEAD, child.pk: R.CHILD}
    new = _split(family, secretary, {"Obaja": R.HEAD, "Naomi": R.CHILD}, relations, reason=LeaveReason.SPLIT)
    assert (new.head_name, family.head_name) == ("Obaja Tefnai", "Marta Boimau")
    assert family.members.get(relation=R.HEAD, left_on=None) == wife


def test_those_who_stay_may_change_their_head_in_either_order(family, secretary):
    head, wife = _member(family, "Obaja"), _member(family, "Marta")
    _split(family, secretary, {"Naomi": R.HEAD}, {head.pk: R.HUSBAND, wife.pk: R.HEAD})
    assert family.head_name == "Marta Boimau"
    _split(family, secretary, {"Yunus": R.HEAD}, {head.pk: R.HEAD, wife.pk: R.WIFE}, reason=LeaveReason.SPLIT)
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
        _split(family, secretary, names, **values)
    assert Family.objects.count() == 1
    assert family.members.filter(left_on=None).count() == 4


def test_a_card_of_another_family_is_refused_and_nothing_is_left_behind(family, secretary):
    data = PLACE | {"family_card_number": family.family_card_number}
    with pytest.raises(NumberTaken, match="No. KK ini sudah tercatat di Desa Tablolong"):
        _split(family, secretary, {"Naomi": R.HEAD}, data=data)
    assert family.members.filter(left_on=None).count() == 4


def test_open_problems_and_running_aid_go_along_with_their_course(family, secretary):
    naomi = _member(family, "Naomi")
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
    new = _split(family, secretary, {"Naomi": R.HEAD})
    row = new.members.get()
    assert [(each.pk, each.member) for each in new.problems.all()] == [(hers.pk, row)]
    assert ProblemStep.objects.get(problem__family=new).state == ProblemState.HANDLED
    assert set(family.problems.all()) == {whole, solved}
    assert [(each.pk, each.member) for each in new.aid.all()] == [(running.pk, row)]
    assert list(family.aid.all()) == [ended]
    assert Problem.objects.count() == 3


def test_a_problem_that_a_case_speaks_of_stays_with_the_case(family, secretary):
    problem = ProblemFactory(family=family, member=_member(family, "Naomi"))
    case = CaseFactory(family=family)
    case.problems.add(problem)
    new = _split(family, secretary, {"Naomi": R.HEAD})
    assert not new.problems.exists()
    assert list(family.problems.all()) == list(case.problems.all()) == [problem]


@pytest.mark.parametrize("way", ["closed", "mistake"])
def test_who_comes_back_brings_open_problems_and_running_aid(family, secretary, way):
    naomi = _member(family, "Naomi")
    problem, aid = ProblemFactory(family=family, member=naomi), AidFactory(family=family, member=naomi)
    new = _split(family, secretary, {"Naomi": R.HEAD})
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
    assert not _split(family, secretary, {"Naomi": R.HEAD}).consents.exists()


def test_a_person_without_nik_keeps_the_temporary_number(village, secretary):
    people = [member_data("Obaja"), member_data("Naomi", R.CHILD, national_id="")]
    family = register_family(village=village, data=PLACE, members=people, actor=secretary, on=DAY)
    number = _member(family, "Naomi").temporary_number
    assert number.startswith("SN-")
    assert _split(family, secretary, {"Naomi": R.HEAD}).members.get().temporary_number == number


def _splitting(family, *going, **fields):
    data = {"form_token": str(uuid4()), "reason": "married", "on": f"{DAY:%d-%m-%Y}", **PLACE}
    data |= {f"relation_{member.pk}": int(member.relation) for member in family.members.all()}
    data |= {f"go_{_member(family, name).pk}": "on" for name in going}
    return data | fields


def test_the_page_of_splitting(family, secretary, as_user):
    client, naomi = as_user(secretary), _member(family, "Naomi")
    page = _text(client.get(_url("split", family)))
    assert "Naomi Tefnai" in page
    assert "Dekat dermaga" in page
    nobody = client.post(_url("split", family), _splitting(family))
    assert nobody.status_code == 422
    assert "Beri tanda pada anggota yang ikut" in _text(nobody)
    headless = client.post(_url("split", family), _splitting(family, "Naomi"))
    assert "Pilih tepat satu kepala untuk keluarga yang baru" in _text(headless)
    data = _splitting(family, "Naomi", **{f"relation_{naomi.pk}": "1"})
    response = client.post(_url("split", family), data)
    new = Family.objects.exclude(pk=family.pk).get()
    assert response.url == _url("edit", new)
    assert client.post(_url("split", family), data).status_code in {302, 422}
    assert Family.objects.count() == 2


def test_one_person_cannot_be_split(village, secretary, as_user):
    family = FamilyFactory(village=village, members=1)
    assert "hanya satu orang" in _text(as_user(secretary).get(_url("split", family), follow=True))


# A member leaves


def test_a_member_leaves_with_reason_and_day(family, secretary):
    wife = _member(family, "Marta")
    let_member_leave(wife, reason=LeaveReason.DECEASED, on=DAY, actor=secretary, note="Sakit")
    wife.refresh_from_db()
    assert (wife.left_on, wife.left_reason) == (DAY, LeaveReason.DECEASED)
    assert (family.members.filter(left_on=None).count(), Family.objects.get().version) == (3, 2)
    assert "marta" not in Family.objects.get().search_text


def test_when_the_head_leaves_all_relations_are_those_to_the_new_one(family, secretary):
    head, wife, naomi, yunus = (_member(family, name) for name in ("Obaja", "Marta", "Naomi", "Yunus"))
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
    head, wife, naomi, yunus = (_member(family, name) for name in ("Obaja", "Marta", "Naomi", "Yunus"))
    for member in (naomi, yunus):
        let_member_leave(member, reason=LeaveReason.MOVED, on=DAY, actor=secretary)
    let_member_leave(head, reason=LeaveReason.DECEASED, on=DAY, relations={wife.pk: R.HEAD}, actor=secretary)
    wife.refresh_from_db()
    let_member_leave(wife, reason=LeaveReason.DECEASED, on=DAY, actor=secretary)
    reopen_family(family, on=DAY, reason_text="Keliru", actor=secretary)
    assert family.members.get(left_on=None) == wife


def test_running_aid_of_who_leaves_ends_that_day(family, secretary):
    naomi = _member(family, "Naomi")
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
        let_member_leave(_member(family, "Marta"), reason=reason, on=day, actor=secretary)


def test_who_left_cannot_leave_again(family, secretary):
    wife, same = _member(family, "Marta"), _member(family, "Marta")
    let_member_leave(wife, reason=LeaveReason.MOVED, on=DAY, actor=secretary)
    with pytest.raises(DomainError, match="sudah dicatat keluar sejak 04-05-2026"):
        let_member_leave(same, reason=LeaveReason.MOVED, on=DAY, actor=secretary)


def test_the_page_of_leaving_asks_for_a_new_head_only_when_the_head_goes(family, secretary, as_user):
    client, head, wife = as_user(secretary), _member(family, "Obaja"), _member(family, "Marta")
    assert "Siapa kepala keluarga sekarang" not in _text(client.get(_url("leave", family, wife.pk)))
    url = _url("leave", family, head.pk)
    assert "Siapa kepala keluarga sekarang" in _text(client.get(url))
    data = {"form_token": str(uuid4()), "reason": "deceased", "on": "04-05-2026"}
    missing = client.post(url, data)
    assert "Pilih hubungan Marta Boimau" in _text(missing)
    relations = {f"relation_{each.pk}": "4" for each in family.members.exclude(pk=head.pk)}
    assert "Pilih tepat satu kepala keluarga" in _text(client.post(url, data | relations))
    response = client.post(url, data | relations | {f"relation_{wife.pk}": "1"})
    assert response.url == family.get_absolute_url()
    page = _text(client.get(family.get_absolute_url()))
    assert "Pernah menjadi anggota (1)" in page
    assert "Meninggal, 4 Mei 2026" in page
    assert "sudah dicatat keluar" in _text(client.get(url, follow=True))


def test_the_page_says_when_the_last_member_closes_the_file(village, secretary, as_user):
    family = FamilyFactory(village=village, members=1)
    client, url = as_user(secretary), _url("leave", family, family.members.get().pk)
    assert "anggota terakhir" in _text(client.get(url))
    day = f"{timezone.localdate():%d-%m-%Y}"
    client.post(url, {"form_token": str(uuid4()), "reason": "deceased", "on": day})
    family.refresh_from_db()
    assert family.closed_reason == CloseReason.DECEASED


# And returns


def _gone(family, name, reason, actor):
    member = _member(family, name)
    let_member_leave(member, reason=reason, on=DAY, actor=actor)
    return member


def test_who_moved_away_comes_back_in_the_same_row(family, secretary):
    naomi = _gone(family, "Naomi", LeaveReason.MOVED, secretary)
    return_member(naomi, relation=R.CHILD, actor=secretary)
    naomi.refresh_from_db()
    assert (naomi.left_on, naomi.left_reason) == (None, "")
    assert "naomi" in Family.objects.get().search_text
    assert FamilyMember.objects.count() == 4


@pytest.mark.parametrize("reason", [LeaveReason.DECEASED, LeaveReason.MISTAKE])
def test_a_wrong_record_is_taken_back_only_with_a_note_that_stays(family, secretary, as_user, reason):
    naomi = _gone(family, "Naomi", reason, secretary)
    with pytest.raises(DomainError, match="Isi apa yang keliru"):
        return_member(naomi, relation=R.CHILD, actor=secretary)
    return_member(naomi, relation=R.CHILD, actor=secretary, note="Yang meninggal neneknya")
    naomi.refresh_from_db()
    assert naomi.left_on is None
    assert "Catatan: Yang meninggal neneknya" in _text(as_user(secretary).get(_url("history", family)))


def test_a_nik_taken_meanwhile_is_said(family, secretary, other_village):
    naomi = _gone(family, "Naomi", LeaveReason.MOVED, secretary)
    there = FamilyFactory(village=other_village, members=1)
    there.members.update(national_id=naomi.national_id)
    with pytest.raises(NumberTaken, match="NIK ini sudah tercatat di Desa Moncongloe"):
        return_member(naomi, relation=R.CHILD, actor=secretary)


def test_who_is_a_member_elsewhere_leaves_there_first(family, secretary):
    FamilyMember.objects.filter(pk=_member(family, "Naomi").pk).update(national_id="")
    new = _split(family, secretary, {"Naomi": R.HEAD, "Yunus": R.CHILD})
    yunus = family.members.get(name__startswith="Yunus")
    FamilyMember.objects.filter(name__startswith="Yunus").update(national_id="")
    with pytest.raises(DomainError, match="masih anggota keluarga lain"):
        return_member(yunus, relation=R.CHILD, actor=secretary)
    let_member_leave(_member(new, "Yunus"), reason=LeaveReason.MOVED, on=DAY, actor=secretary)
    return_member(yunus, relation=R.CHILD, actor=secretary)
    assert family.members.filter(left_on=None).count() == 3


def test_nobody_returns_as_a_second_head_or_twice_or_after_closing(family, secretary):
    naomi = _gone(family, "Naomi", LeaveReason.MOVED, secretary)
    with pytest.raises(DomainError, match="sudah punya kepala"):
        return_member(naomi, relation=R.HEAD, actor=secretary)
    return_member(naomi, relation=R.CHILD, actor=secretary)
    with pytest.raises(DomainError, match="sudah menjadi anggota"):
        return_member(naomi, relation=R.CHILD, actor=secretary)
    close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=secretary)
    with pytest.raises(DomainError, match="sudah ditutup"):
        return_member(naomi, relation=R.CHILD, actor=secretary)


def test_the_pages_of_returning(family, secretary, as_user):
    naomi = _gone(family, "Naomi", LeaveReason.MOVED, secretary)
    yunus = _gone(family, "Yunus", LeaveReason.DECEASED, secretary)
    client = as_user(secretary)
    page = _text(client.get(family.get_absolute_url()))
    assert page.count("Kembali<span") == page.count("Batalkan catatan ini") == 1
    data = {"form_token": str(uuid4()), "relation": "4", "note": ""}
    assert client.post(_url("return_member", family, yunus.pk), data).status_code == 422
    assert client.post(_url("return_member", family, naomi.pk), data).status_code == 302
    again = data | {"note": "Keliru", "form_token": str(uuid4())}
    assert client.post(_url("return_member", family, yunus.pk), again).status_code == 302
    assert family.members.filter(left_on=None).count() == 4


# Closed, and opened again


def _closed(family, actor, reason=CloseReason.MOVED, on=DAY):
    return close_family(family, reason, on=on, note="Ke kota", actor=actor)


def test_a_reopened_file_has_its_members_its_status_and_its_card(village, secretary):
    people = [member_data("Obaja"), member_data("Naomi", R.CHILD), member_data("Melki", R.CHILD)]
    data = PLACE | {"family_card_number": make_card_number()}
    family = register_family(village=village, data=data, members=people, actor=secretary, on=date(2026, 1, 5))
    gone = _gone(family, "Melki", LeaveReason.DECEASED, secretary)
    _closed(family, secretary)
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
    _closed(family, secretary)
    reopen_family(family, on=DAY, reason_text="Keliru ditutup", actor=secretary)
    period = family.status_periods.get()
    assert (period.starts_on, period.ends_on) == (date(2026, 1, 5), None)


def test_a_head_who_is_elsewhere_meanwhile_keeps_it_closed(family, secretary, other_village):
    _closed(family, secretary)
    number = _member(family, "Obaja").national_id
    FamilyFactory(village=other_village, members=1).members.update(national_id=number)
    with pytest.raises(NumberTaken, match="tercatat di Desa Moncongloe. .* minta pindah desa"):
        reopen_family(family, on=DAY, reason_text="Kembali", actor=secretary)
    family.refresh_from_db()
    assert family.closed_on == DAY


def test_what_another_file_bears_meanwhile_does_not_come_back(family, secretary, other_village):
    _closed(family, secretary)
    naomi = _member(family, "Naomi")
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
    _closed(family, secretary)
    with pytest.raises(DomainError, match=said):
        reopen_family(family, **{"on": DAY, "reason_text": "Kembali", "actor": secretary} | values)


def test_an_open_or_a_merged_file_is_not_reopened(family, secretary, as_user):
    client = as_user(secretary)
    with pytest.raises(DomainError, match="sudah terbuka"):
        reopen_family(family, on=DAY, reason_text="Kembali", actor=secretary)
    assert "sudah terbuka" in _text(client.get(_url("reopen", family), follow=True))
    _closed(family, secretary, CloseReason.MERGED)
    with pytest.raises(DomainError, match="sudah digabung"):
        reopen_family(family, on=DAY, reason_text="Kembali", actor=secretary)
    assert "Buka kembali berkas" not in _text(client.get(family.get_absolute_url()))


def test_the_page_of_a_closed_file_says_why_and_reopens_it(family, secretary, as_user):
    _closed(family, secretary)
    client = as_user(secretary)
    page = _text(client.get(family.get_absolute_url()))
    assert "4 Mei 2026, pindah." in page
    assert "Ke kota" in page
    assert "Ubah data" not in page
    empty = client.post(_url("reopen", family), {"form_token": str(uuid4()), "on": "04-05-2026", "reason": ""})
    assert empty.status_code == 422
    data = {"form_token": str(uuid4()), "on": "04-05-2026", "reason": "Kembali"}
    assert client.post(_url("reopen", family), data).url == family.get_absolute_url()
    assert client.post(_url("reopen", family), data, follow=True).status_code == 200
    assert family.file_events.filter(kind=FileEventKind.REOPENED).count() == 1


def test_nobody_chooses_merged_when_closing_by_hand(family, secretary, as_user):
    assert "Digabung" not in _text(as_user(secretary).get(_url("close", family)))


def test_the_history_shows_the_cards_without_their_numbers(village, secretary, as_user):
    number = make_card_number()
    data = PLACE | {"family_card_number": number}
    family = register_family(village=village, data=data, members=[member_data()], actor=secretary, on=DAY)
    html = _text(as_user(secretary).get(_url("history", family)))
    assert f"No. KK •••• {number[-4:]}" in html
    assert "sejak 4 Mei 2026" in html
    assert number not in html


# Who may


def _acts(family):
    member = _member(family, "Naomi")
    return [_url("split", family), _url("leave", family, member.pk), _url("return_member", family, member.pk)]


@pytest.mark.parametrize("role", [Role.TKSK, Role.DINAS, Role.VILLAGE_HEAD])
def test_readers_change_nothing(family, village, as_role, role):
    client, actor = as_role(role), make_user(role, village)
    for url in (*_acts(family), _url("reopen", family)):
        assert client.get(url).status_code == 403, url
        assert client.post(url).status_code == 403, url
    for act in (
        lambda: let_member_leave(_member(family, "Naomi"), reason=LeaveReason.MOVED, on=DAY, actor=actor),
        lambda: return_member(_member(family, "Naomi"), relation=R.CHILD, actor=actor),
        lambda: _split(family, actor, {"Naomi": R.HEAD}),
        lambda: reopen_family(family, on=DAY, reason_text="x", actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_another_village_and_another_family_do_not_exist(family, other_village, as_role, secretary, as_user):
    client = as_role(Role.SECRETARY, other_village)
    for url in (*_acts(family), _url("reopen", family)):
        assert client.get(url).status_code == 404, url
    stranger = FamilyFactory(village=family.village, members=1).members.get()
    for name in ("leave", "return_member"):
        assert as_user(secretary).get(_url(name, family, stranger.pk)).status_code == 404
        assert as_user(secretary).get(_url(name, family, 999_999)).status_code == 404
        assert as_user(secretary).delete(_url(name, family, stranger.pk)).status_code == 405


def test_the_coordinator_may_too(family, as_role):
    client = as_role(Role.COORDINATOR)
    assert [client.get(url).status_code for url in _acts(family)[:2]] == [200, 200]


def test_a_closed_file_takes_no_act(family, secretary, as_user):
    _closed(family, secretary)
    client = as_user(secretary)
    for url in _acts(family):
        assert "sudah ditutup" in _text(client.get(url, follow=True)), url


@pytest.mark.parametrize("gone", [1, 3])
def test_queries_of_the_family_page_do_not_grow_with_those_who_left(
    village, secretary, as_user, django_assert_max_num_queries, gone
):
    family = FamilyFactory(village=village, members=gone + 1)
    for member in family.members.exclude(relation=R.HEAD):
        let_member_leave(member, reason=LeaveReason.MOVED, on=DAY, actor=secretary)
    client = as_user(secretary)
    client.get(family.get_absolute_url())
    with django_assert_max_num_queries(30):
        client.get(family.get_absolute_url())
    with django_assert_max_num_queries(16):
        client.get(_url("history", family))


def test_the_second_press_of_a_button_leads_where_the_first_did(family, secretary, as_user):
    client, naomi = as_user(secretary), _member(family, "Naomi")
    split = _splitting(family, "Naomi", **{f"relation_{naomi.pk}": "1"})
    close = {"form_token": str(uuid4()), "reason": "moved", "on": f"{timezone.localdate():%d-%m-%Y}", "note": "Pindah"}
    for name, data in (("split", split), ("close", close)):
        first, second = (client.post(_url(name, family), data) for _ in range(2))
        assert (first.status_code, second.status_code, second.url) == (302, 302, first.url), name
