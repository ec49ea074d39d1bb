"""What was recorded as results, obstacles and solutions in a period: raw material for the words of a report.

Never what was written about one family: the narrative is read above the village.
"""

from dataclasses import dataclass

from core.periods import Period
from institutions.models import Activity, ActivityPhoto
from monitoring.models import Finding
from reporting.models import Excerpt
from reporting.queries.parts import parts_to_take
from workplans.models import PlanStage

MOST = 30
FIELDS = ("results", "obstacles", "solutions")
LONGEST = Excerpt._meta.get_field("text").max_length
NOTHING = {"tidak ada", "tidak ada.", "-", "nihil", "nihil."}


@dataclass(frozen=True, slots=True)
class Material:
    """``field``: the part of the narrative that it belongs to; ``key`` names it in a form."""

    key: str
    field: str
    source: str
    text: str


def material_of(report):
    """What the writer can take over, by where it comes from; a recap's comes from the reports that it sums."""
    if report.is_recap:
        return [each for part in parts_to_take(report)[:MOST] for each in _of_a_part(part)]
    period = Period.parse(report.period)
    days = (period.first_day, period.last_day)
    return [*_of_activities(report, days), *_of_stages(report, days), *_of_findings(report, days)]


def _of_a_part(part):
    return _given(f"r{part.pk}", part.region.name, {field: getattr(part, field) for field in FIELDS})


def _given(key, source, texts):
    return [Material(f"{key}-{field}", field, source, text.strip()) for field, text in texts.items() if text.strip()]


def _of_activities(report, days):
    held = Activity.objects.held().filter(care_unit__village=report.region, held_on__range=days)
    return [
        each
        for row in held.order_by("-held_on", "-pk")[:MOST]
        for each in _given(
            f"a{row.pk}", row.name, {"results": row.result, "obstacles": row.obstacle, "solutions": row.solution}
        )
    ]


def _of_stages(report, days):
    stages = PlanStage.objects.filter(plan__care_unit__village=report.region, report_due_on__range=days)
    return [
        each
        for row in stages.order_by("position")
        for each in _given(f"t{row.pk}", str(row), {"results": row.result, "obstacles": row.obstacle})
    ]


def _of_findings(report, days):
    told = Finding.objects.filter(visit__region=report.region, told_on__range=days)
    return [
        each
        for row in told.order_by("told_on", "pk")[:MOST]
        for each in _given(f"f{row.pk}", "Temuan pemantauan", {"obstacles": row.text})
    ]


def quotable(recap):
    """[(report, field, its label, its words as an excerpt)] of the reports that a recap sums."""
    parts = sorted(parts_to_take(recap), key=lambda part: (part.region.name, part.period))
    return [
        (part, field, label, shortened(getattr(part, field)))
        for part in parts[:MOST]
        for field, label in Excerpt.Field.choices
        if field in FIELDS and getattr(part, field).strip() and getattr(part, field).strip().lower() not in NOTHING
    ]


def shortened(text):
    """The first sentences that fit; words are dropped at the end and never changed."""
    plain = " ".join(text.split())
    if len(plain) <= LONGEST:
        return plain
    cut = plain[: LONGEST - 1]
    end = max(cut.rfind(sign) for sign in (". ", "! ", "? "))
    return cut[: end + 1] if end > LONGEST // 3 else f"{cut.rpartition(' ')[0]}…"


def pictures_of(report):
    """Photos of the FCU's activities in the period that were not taken away, the latest first."""
    period = Period.parse(report.period)
    photos = ActivityPhoto.objects.filter(
        activity__care_unit__village=report.region, removed_on=None,
        activity__held_on__range=(period.first_day, period.last_day), activity__is_planned=False,
    )  # fmt: skip
    return photos.select_related("activity", "file").order_by("-activity__held_on", "pk")[:MOST]
