"""The family's assessments as drawings, each with the rows of its table."""

from core.charts import dots, trend
from core.formatting import MONTHS, number, signed
from families.enums import Dimension
from families.queries import PIONEER_MEAN

MOST_SHOWN = 6
SHORT = {
    Dimension.MARRIAGE: "Nikah sah",
    Dimension.DEVOTION: "Ketakwaan",
    Dimension.FAMILY_LIFE: "Kehidupan",
    Dimension.RESILIENCE: "Ketahanan",
    Dimension.PLANNING: "Perencanaan",
}
FIVE = list(SHORT)


def dimension_chart(first, last):
    """The five dimensions of two sheets, or of one where both are the same."""
    before = [first.means.get(each) if first is not last else None for each in FIVE]
    now = [last.means.get(each) for each in FIVE]
    said = ", ".join(f"{each.label} {number(value, 1)}" for each, value in zip(FIVE, now, strict=True))
    title = f"Nilai lima dimensi pada {short_day(last.day)}: {said}"
    return dots(title, list(SHORT.values()), before, now, names=(short_day(first.day), short_day(last.day)))


def dimension_rows(first, last):
    """(label, then, now, change) of each dimension and of the whole."""
    pairs = [(each.label, first.means.get(each), last.means.get(each)) for each in Dimension]
    pairs.insert(len(FIVE), (mean_label([first, last]), first.mean, last.mean))
    return [(label, number(then, 1), number(now, 1), _change(then, now)) for label, then, now in pairs]


def _change(then, now):
    """Between the figures as they are written, so that nobody finds 1,2 and 1,5 to be 0,4 apart."""
    return signed(None if None in (then, now) else round(now, 1) - round(then, 1), 1)


def mean_label(sheets):
    """“Rata-rata 18 indikator”; the outcomes are not in it, and a regency may have added some."""
    counts = sorted({len(each.scored) for each in sheets})
    return f"Rata-rata {'–'.join(map(str, counts[:1] + counts[1:][-1:]))} indikator"


def mean_chart(sheets):
    shown = sheets[-MOST_SHOWN:]
    said = ", ".join(f"{short_day(each.day)} {number(each.mean, 1)}" for each in shown)
    labels, values = [short_day(each.day) for each in shown], [each.mean for each in shown]
    limit = (f"{number(PIONEER_MEAN, 1)} ambang pionir", PIONEER_MEAN)
    return trend(f"{mean_label(shown)}: {said}", labels, values, limit=limit, digits=1)


def short_day(day):
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day:%y}"
