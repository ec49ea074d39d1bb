"""Events of the tiers: what may be recorded, who sees it, what it reached, what is counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import Period
from programmes.enums import EventKind, EventLevel, EventState
from programmes.figures.events import event_figures
from programmes.models import TierEvent
from programmes.queries.events import reach_lines, regions_to_record_in
from programmes.services.event_papers import LIST, REPORT, issue_event_paper
from programmes.services.events import add_event, call_off_event, change_event, finish_follow_up, set_reach
from tests.factories.accounts import make_user
from tests.factories.institutions import InstitutionFactory
from tests.factories.regions import make_village
from tests.factories.tier_events import TierEventFactory

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def facts(**given):
    return {
        "kind": EventKind.GUIDANCE, "title": "Bimtek", "held_on": timezone.localdate(), "place": "Balai desa",
        "held_by": "TKSK", "speakers": "", "subjects": "Asesmen", "men": 0, "women": 0, "evaluation": "",
        "follow_up": "", "follow_up_by": "", "follow_up_due": None, **given,
    }  # fmt: skip


def neighbour(village):
    """Another village of the same kecamatan."""
    return make_village(code=f"{village.parent_id}.2012", name="Bolok")


def test_the_level_follows_from_the_region_and_a_village_reaches_itself(village):
    event = add_event(region=village, actor=make_user(Role.SECRETARY, village), **facts())
    assert (event.level, [row.region for row in event.reached.all()]) == (EventLevel.VILLAGE, [village])
    event = add_event(region=village.parent, actor=make_user(Role.TKSK, village), **facts())
    assert (event.level, event.reached.count()) == (EventLevel.DISTRICT, 0)
    assert add_event(region=None, actor=make_user(Role.MINISTRY), **facts()).level == EventLevel.CENTRE


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.VILLAGE_HEAD, Role.DISTRICT_HEAD, Role.TREASURER])
def test_nobody_records_for_a_tier_above_or_without_the_duty(village, role):
    with pytest.raises(PermissionDenied):
        add_event(region=village.parent, actor=make_user(role, village), **facts())
    with pytest.raises(PermissionDenied):
        add_event(region=None, actor=make_user(Role.DINAS, village), **facts())


ACTS = {
    "change": lambda event, actor: change_event(event, actor=actor, **facts(men=2, follow_up="Profil")),
    "call off": lambda event, actor: call_off_event(event, reason="Banjir", actor=actor),
    "follow up": lambda event, actor: finish_follow_up(event, done_on=timezone.localdate(), actor=actor),
    "reach": lambda event, actor: set_reach(event, event.region, [], actor=actor),
    "print": lambda event, actor: issue_event_paper(event, LIST, actor=actor),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", Role)
def test_only_the_tier_itself_and_those_above_write_to_its_event(village, role, act):
    event = TierEventFactory(region=village.parent, men=0, women=0, follow_up="Profil")
    actor = make_user(role, village)
    if role in {Role.TKSK, Role.LK3, Role.DINAS, Role.DINAS_PROVINCE, Role.MINISTRY}:
        ACTS[act](event, actor)
        return
    with pytest.raises(PermissionDenied):
        ACTS[act](event, actor)


def test_where_one_may_record(village):
    codes = [code for code, _ in regions_to_record_in(make_user(Role.DINAS, village))]
    assert codes == ["53.01", "53.01.05"]
    assert [code for code, _ in regions_to_record_in(make_user(Role.SECRETARY, village))] == [village.pk]
    assert [code for code, _ in regions_to_record_in(make_user(Role.MINISTRY))] == ["nasional"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"men": 3}, {"guests": [("PKK", 2)]}, {"evaluation": "Baik"},
    ],
)  # fmt: skip
def test_what_is_ahead_has_no_result_yet(village, wrong):
    actor = make_user(Role.SECRETARY, village)
    with pytest.raises(DomainError, match="belum diadakan"):
        add_event(region=village, actor=actor, **facts(held_on=timezone.localdate() + TOMORROW, **wrong))


def test_a_follow_up_has_words_and_a_day_after_the_event(village):
    actor, today = make_user(Role.SECRETARY, village), timezone.localdate()
    with pytest.raises(DomainError, match="Tulis tindak lanjutnya"):
        add_event(region=village, actor=actor, **facts(follow_up_by="Kepala desa"))
    with pytest.raises(DomainError, match="sebelum hari kegiatan"):
        add_event(region=village, actor=actor, **facts(follow_up="Profil", follow_up_due=today - TOMORROW))
    event = add_event(region=village, actor=actor, **facts(men=3, follow_up="Profil", follow_up_due=today))
    with pytest.raises(DomainError, match="belum tiba"):
        finish_follow_up(event, done_on=today + TOMORROW, actor=actor)
    with pytest.raises(DomainError, match="diadakan"):
        finish_follow_up(event, done_on=today - TOMORROW, actor=actor)
    assert TierEvent.objects.with_open_follow_up().count() == 1
    finish_follow_up(event, done_on=today, actor=actor)
    assert TierEvent.objects.with_open_follow_up().count() == 0
    event.refresh_from_db()
    with pytest.raises(DomainError, match="sudah selesai"):
        change_event(event, actor=actor, **facts(men=3))


def test_the_state_follows_from_day_and_people():
    today = timezone.localdate()
    event = TierEventFactory(men=0, women=0, held_on=today)
    assert event.state == EventState.PLANNED
    assert TierEventFactory(men=0, women=0).state == EventState.UNRECORDED
    assert TierEventFactory(women=0).state == EventState.HELD
    assert TierEventFactory(men=0, women=0, called_off_because="Banjir").state == EventState.CALLED_OFF
    assert TierEvent.objects.unrecorded().count() == 1
    assert TierEvent.objects.held().count() == 1
    assert TierEvent.objects.planned().get() == event
    assert TierEvent.objects.called_off().count() == 1


def test_more_people_of_institutions_than_there_were_is_refused(village):
    actor = make_user(Role.SECRETARY, village)
    with pytest.raises(DomainError, match="lebih banyak daripada peserta"):
        add_event(region=village, guests=[("PKK", 3), ("Karang Taruna", 2)], actor=actor, **facts(men=2, women=2))
    add_event(region=village, guests=[("PKK", 3), ("Karang Taruna", 1)], actor=actor, **facts(men=2, women=2))


def test_an_event_is_not_moved_behind_its_finished_follow_up(village):
    actor, today = make_user(Role.SECRETARY, village), timezone.localdate()
    event = TierEventFactory(region=village, follow_up="Profil", follow_up_done=today - TOMORROW)
    with pytest.raises(DomainError, match="selesai"):
        change_event(event, actor=actor, **facts(men=2, follow_up="Profil"))


def test_called_off_is_only_read_and_what_was_held_is_not_called_off(village):
    actor = make_user(Role.SECRETARY, village)
    held = TierEventFactory(region=village)
    with pytest.raises(DomainError, match="sudah dilaksanakan"):
        call_off_event(held, reason="Hujan", actor=actor)
    planned = call_off_event(TierEventFactory(region=village, men=0, women=0), reason="Hujan", actor=actor)
    with pytest.raises(DomainError, match="sudah dibatalkan"):
        change_event(planned, actor=actor, **facts())
    with pytest.raises(IntegrityError), transaction.atomic():
        TierEvent.objects.filter(pk=planned.pk).update(men=4)


def test_an_older_page_changes_nothing(village):
    event, actor = TierEventFactory(region=village), make_user(Role.SECRETARY, village)
    change_event(event, actor=actor, seen=event.version, **facts(title="Baru", men=2))
    with pytest.raises(StaleState):
        change_event(event, actor=actor, seen=event.version, **facts(title="Lama", men=2))
    assert TierEvent.objects.get().title == "Baru"


def test_an_institution_is_found_by_its_name_when_there_is_one(village):
    pkk = InstitutionFactory(region=village, name="PKK Tablolong")
    for _ in range(2):
        InstitutionFactory(region=village, name="Arisan")
    guests = [("PKK Tablolong", 4), ("Arisan", 2), ("Bapak Yunus", 1)]
    event = add_event(region=village, guests=guests, actor=make_user(Role.SECRETARY, village), **facts(men=7))
    assert [(str(guest), guest.institution) for guest in event.guests.all()] == [
        ("PKK Tablolong", pkk), ("Arisan", None), ("Bapak Yunus", None)
    ]  # fmt: skip


def test_reach_is_set_below_one_region_at_a_time(village, other_village):
    other, actor = neighbour(village), make_user(Role.DINAS, village)
    event = TierEventFactory(reached=[village.parent])
    set_reach(event, village.parent, [village, other], actor=actor)
    set_reach(event, village.parent, [other], actor=actor)
    assert {row.region for row in event.reached.all()} == {village.parent, other}
    with pytest.raises(DomainError, match="tidak ada dalam daftar"):
        set_reach(event, village.parent, [other_village], actor=actor)
    with pytest.raises(DomainError, match="tidak ada dalam daftar"):
        set_reach(event, other_village.parent, [other_village], actor=actor)


def test_who_sees_an_event(village, other_village):
    regency = TierEventFactory(reached=[village.parent])
    nation = TierEventFactory(region=None)
    elsewhere = TierEventFactory(region=other_village.parent, reached=[other_village])
    own = TierEventFactory(region=village)

    def seen(role, place):
        return set(TierEvent.objects.visible_to(make_user(role, place)))

    assert seen(Role.SECRETARY, village) == {regency, nation, own}  # through the kecamatan that took part
    assert seen(Role.DINAS, village) == {regency, nation, own}
    assert seen(Role.SECRETARY, other_village) == {nation, elsewhere}
    assert seen(Role.PROVIDER, village) == set()
    assert seen(Role.MINISTRY, village) == {regency, nation, own, elsewhere}
    regency.reached.all().delete()
    assert seen(Role.SECRETARY, village) == {nation, own}
    assert TierEvent.objects.visible_to(make_user(Role.SECRETARY, village)).filter(pk=elsewhere.pk).count() == 0


def test_the_matrix_tells_who_was_never_reached(village, django_assert_num_queries):
    other = neighbour(village)
    TierEventFactory(reached=[village, village.parent])
    TierEventFactory(kind=EventKind.GUIDANCE, reached=[village], held_on=timezone.localdate() - timedelta(days=800))
    TierEventFactory(reached=[other], men=0, women=0, called_off_because="Banjir")
    TierEventFactory(reached=[other], men=0, women=0)  # nobody recorded that they came
    with django_assert_num_queries(2):
        lines = {line.place.pk: line for line in reach_lines(village.parent)}
    week_ago = timezone.localdate() - timedelta(days=7)
    assert _cell(lines[village.pk], "Sosialisasi").day == week_ago
    assert _cell(lines[village.pk], "Bimbingan teknis").day
    assert (lines[other.pk].reached, lines[other.pk].left_out) == (0, 1)
    whole = lines[village.parent_id]  # the kecamatan took part; that reaches none of its villages
    assert (_cell(whole, "Sosialisasi").day, _cell(whole, "Bimbingan teknis").day, whole.villages) == (
        week_ago,
        None,
        0,
    )
    with django_assert_num_queries(3):
        line = reach_lines(village.parent.parent)[0]
    assert (line.villages, line.reached) == (2, 1)
    assert (_cell(line, "Sosialisasi").reached, _cell(line, "Sosialisasi").day) == (1, week_ago)
    assert (_cell(line, "Bimbingan teknis").reached, _cell(line, "Bimbingan teknis").day) == (1, None)
    this_year = {line.place.pk: line for line in reach_lines(village.parent, timezone.localdate().year)}
    assert _cell(this_year[village.pk], "Bimbingan teknis").day is None


def _cell(line, kind):
    return next(cell for cell in line.cells if cell.kind == kind)


def test_figures_count_what_was_held_and_whom_it_reached(village, other_village, django_assert_num_queries):
    other, period = neighbour(village), Period.of("Y", timezone.localdate() - timedelta(days=7))
    event = TierEventFactory(reached=[village], follow_up="Profil", follow_up_due=timezone.localdate() - TOMORROW)
    event.guests.create(name="PKK", people=3)
    TierEventFactory(reached=[village]).guests.create(name="pkk", people=2)
    TierEventFactory(region=village, kind=EventKind.INFORMATION, reached=[village], men=1, women=2)
    TierEventFactory(region=village, men=0, women=0)
    TierEventFactory(region=other_village, reached=[other_village])
    with django_assert_num_queries(6):
        found = event_figures(["53.01"], period)
    assert found.by_kind == {EventKind.SOCIALISATION: 2, EventKind.INFORMATION: 1}
    assert found.by_level == {EventLevel.REGENCY: 2, EventLevel.VILLAGE: 1}
    assert (found.men, found.women, found.institutions) == (25, 38, 1)
    assert (found.villages, found.villages_reached) == (2, 1)
    assert found.villages_by_kind == {EventKind.SOCIALISATION: 1, EventKind.INFORMATION: 1}
    assert (found.follow_ups_open, found.follow_ups_late) == (1, 1)
    assert event_figures([other.pk], period).villages_reached == 0


def test_papers_of_an_event(village):
    actor, event = make_user(Role.DINAS, village), TierEventFactory(reached=[village])
    event.guests.create(name="PKK", people=3)
    report = issue_event_paper(event, REPORT, actor=actor)
    assert report.content["guests"] == [["PKK", "3"]]
    assert report.content["villages"] == [f"{village.full_name}, {village.parent.full_name}"]
    blank = issue_event_paper(TierEventFactory(men=0, women=0), LIST, actor=actor)
    assert len(blank.content["lines"]) == 40
    with pytest.raises(DomainError, match="belum dicatat"):
        issue_event_paper(TierEventFactory(men=0, women=0), REPORT, actor=actor)
    with pytest.raises(DomainError, match="tingkat pusat"):
        issue_event_paper(TierEventFactory(region=None), REPORT, actor=make_user(Role.MINISTRY))
