"""The schedules of visits for all pairs of the country in one job, and the same job again."""

import time
from datetime import timedelta

from django.utils import timezone

PAIRS, PAIRS_SMALL = 100_000, 500
BEGAN_WITHIN = 540  # days: the oldest pairs are near the end of their eighteen months


def measure(size, runs):
    """In the fullest database, with pairs of made-up families of its villages."""
    if not size.is_last:
        return []
    wanted = PAIRS if runs > 10 else PAIRS_SMALL
    pairs = _make_pairs(wanted)
    first, again = _timed(), _timed()
    print(
        f"Schedules of {pairs:,} pairs: {first[0]:.1f} s for {first[1]:,} visits; again {again[0]:.1f} s", flush=True
    )
    rows = (("schedules of visits", first), ("the same again", again))
    return [
        {"kind": "job", "what": what, "pairs": pairs, "seconds": taken[0], "made": taken[1]} for what, taken in rows
    ]


def _make_pairs(wanted):
    """Whatever family stands beside another in the list guides it: only the number counts here."""
    from demo.bulk import Rows, reset_sequences  # noqa: PLC0415 -- models exist only after django.setup()
    from families.models import Family  # noqa: PLC0415 -- as above
    from mentoring.models import Mentorship  # noqa: PLC0415 -- as above

    guided = Mentorship.objects.open().values("plasma")
    families = list(
        Family.objects.active().exclude(pk__in=guided).order_by("pk")
        .values_list("pk", "village_id", "recorded_by_id")[: wanted + 1]
    )  # fmt: skip
    today = timezone.localdate()
    pairs = Rows(
        Mentorship, "village_id", "pioneer_id", "plasma_id", "course_began_on", "starts_on", "code", "paired_by_id"
    )
    for number, ((pioneer, *_), (plasma, village, user)) in enumerate(zip(families, families[1:], strict=False)):
        began_on = today - timedelta(days=BEGAN_WITHIN - BEGAN_WITHIN * number // wanted)
        pairs.add(village, pioneer, plasma, began_on, began_on, f"B{number:09}", user)
    pairs.write()
    reset_sequences([Mentorship])
    return pairs.count


def _timed():
    from mentoring.models import PlannedVisit  # noqa: PLC0415 -- models exist only after django.setup()
    from mentoring.services.planning import plan_all  # noqa: PLC0415 -- as above

    before, began = PlannedVisit.objects.count(), time.monotonic()
    plan_all(lambda done, total: None)
    taken = time.monotonic() - began
    return taken, PlannedVisit.objects.count() - before
