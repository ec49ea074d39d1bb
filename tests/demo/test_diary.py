from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from demo.clock import clock_at
from demo.diary import Diary

TODAY = date(2026, 11, 22)


def write(told, name, *waits):
    """Notes who it was and on which day, first on the day the story begins."""
    told.append((name, timezone.localdate(), None))
    for days in waits:
        actor = yield days, "somebody"
        told.append((name, timezone.localdate(), actor))


def tell(*stories):
    with clock_at(datetime(2026, 11, 22, 4, tzinfo=UTC)):
        diary, told = Diary(TODAY), []
        for name, days_ago, waits in stories:
            diary.begin(TODAY - timedelta(days=days_ago), {"somebody": None}, write(told, name, *waits))
        diary.tell()
    return [(name, (TODAY - day).days) for name, day, _ in told]


def test_stories_are_told_side_by_side_in_the_order_of_time():
    assert tell(("a", 10, (4, 4)), ("b", 8, (3,))) == [("a", 10), ("b", 8), ("a", 6), ("b", 5), ("a", 2)]


def test_what_lies_behind_today_is_not_told():
    assert tell(("a", 3, (3, 1)), ("b", -1, ())) == [("a", 3), ("a", 0)]


def test_moments_of_one_day_follow_each_other_and_never_reach_the_future():
    seen = []

    def note():
        seen.append(timezone.now())
        yield 0, "somebody"
        seen.append(timezone.now())

    now = datetime(2026, 11, 22, 0, 32, tzinfo=UTC)
    with clock_at(now):
        diary = Diary(TODAY)
        for _ in range(2):
            diary.begin(TODAY, {"somebody": None}, note())
        diary.tell()
    assert seen == sorted(seen)
    assert seen[-1] == now


def test_the_clock_moves_on_afterwards():
    with clock_at(datetime(2001, 1, 1, tzinfo=UTC)):
        assert timezone.now().year == 2001
    assert timezone.now().year > 2001
