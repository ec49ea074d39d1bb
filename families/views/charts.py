"""The family's assessments as two drawings and one table."""

from core.charts import dots, trend
from core.formatting import MONTHS, number
from families.enums import Dimension

PIONEER_MEAN = 2.4
MOST_SHOWN = 6
SHORT = {
    Dimension.MARRIAGE: "Nikah sah",
    Dimension.DEVOTION: "Ketakwaan",
    Dimension.FAMILY_LIFE: "Kehidupan",
    Dimension.RESILIENCE: "Ketahanan",
    Dimension.PLANNING: "Perencanaan",
}
FIVE = list(SHORT)


def assessment_charts(assessments):
    """``dimension_chart``, ``mean_chart``, ``mean_table`` of the last assessments; empty where there are none."""
    if not assessments:
        return {"dimension_chart": "", "mean_chart": "", "mean_heads": [], "mean_table": []}
    shown = assessments[-MOST_SHOWN:]
    return {
        "dimension_chart": _dimensions(assessments[0], assessments[-1]),
        "mean_chart": _means(shown),
        "mean_heads": [_day(each) for each in shown],
        "mean_table": [(each.label, [number(line.means.get(each), 1) for line in shown]) for each in Dimension],
    }


def _dimensions(first, last):
    before = [first.means.get(each) if first is not last else None for each in FIVE]
    now = [last.means.get(each) for each in FIVE]
    said = ", ".join(f"{each.label} {number(value, 1)}" for each, value in zip(FIVE, now, strict=True))
    title = f"Nilai lima dimensi pada {_day(last)}: {said}"
    return dots(title, list(SHORT.values()), before, now, names=(_day(first), _day(last)))


def _means(shown):
    values = [each.mean for each in shown]
    title = "Rata-rata 18 indikator: " + ", ".join(f"{_day(each)} {number(each.mean, 1)}" for each in shown)
    labels = [_day(each) for each in shown]
    return trend(title, labels, values, limit=("2,4 ambang pionir", PIONEER_MEAN), digits=1)


def _day(line):
    return day_label(line.day)


def day_label(day):
    """“3 Mei 26”: a day as it stands under a drawing."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day:%y}"
