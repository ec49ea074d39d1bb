from django.utils import timezone

from core.charts import trend
from core.formatting import NOTHING, age_in_months, date_long, rupiah, signed
from families.enums import FamilyStatus
from families.queries import money_changes, money_of
from families.views.charts import short_day
from families.views.rights import rights_on

GUIDED = (FamilyStatus.PLASMA, FamilyStatus.PIONEER)
MONTHS_VALID = 6
MOST_SHOWN = 6


def money_panel(request, family):
    records = money_of(family)
    return {
        "family": family,
        "rights": rights_on(request.user, family),
        "records": records,
        "changes": [_row(each) for each in money_changes(records)],
        "charts": _charts(records[-MOST_SHOWN:]),
        "alerts": _alerts(family, records),
    }


def _row(change):
    """(label, first, now, change in rupiah, change in percent) as words."""
    rupiahs, percent = change.difference, change.percent
    rise = "+" if rupiahs and rupiahs > 0 else ""
    share = NOTHING if percent is None else f"{signed(percent)}%"
    return change.label, rupiah(change.first), rupiah(change.last), f"{rise}{rupiah(rupiahs)}", share


def _charts(records):
    if len(records) < 2:
        return []
    kinds = (("Pendapatan sebulan", "income"), ("Pengeluaran sebulan", "expenses"))
    return [(title, _chart(title, records, name)) for title, name in kinds if _known(records, name) > 1]


def _known(records, name):
    return sum(getattr(each, name) is not None for each in records)


def _chart(title, records, name):
    labels, values = [short_day(each.noted_on) for each in records], [getattr(each, name) for each in records]
    said = ", ".join(f"{label} {rupiah(value)}" for label, value in zip(labels, values, strict=True))
    return trend(f"{title}: {said}", labels, values)


def _alerts(family, records):
    """A family under guidance is asked at the start and every six months."""
    if family.closed_on or family.status not in GUIDED:
        return []
    if not records:
        return [("info", "Keuangan keluarga belum dicatat. Catatan pertama menjadi titik awal.")]
    last = records[-1].noted_on
    if age_in_months(last, timezone.localdate()) >= MONTHS_VALID:
        return [("wait", f"Keuangan terakhir dicatat {date_long(last)}, lebih dari {MONTHS_VALID} bulan lalu.")]
    return []
