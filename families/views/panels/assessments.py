from datetime import timedelta

from django.utils import timezone

from core.formatting import date_long
from families.enums import FamilyStatus
from families.queries import assessments_of
from families.views.charts import MOST_SHOWN, dimension_chart, dimension_rows, mean_chart, mean_label
from families.views.rights import rights_on

OLD_ASSESSMENT = timedelta(days=90)


def assessments_panel(request, family):
    sheets = assessments_of(family)
    drawn = _drawn(sheets) if sheets else {}
    return {
        "family": family,
        "rights": rights_on(request.user, family),
        "sheets": sheets,
        "shows_signs": family.status == FamilyStatus.PLASMA,
        "alerts": [] if family.closed_on else _alerts(sheets),
        **drawn,
    }


def _drawn(sheets):
    first, last = sheets[0], sheets[-1]
    return {
        "first": first,
        "last": last,
        "dimension_chart": dimension_chart(first, last),
        "dimension_rows": dimension_rows(first, last),
        "mean_chart": mean_chart(sheets),
        "mean_label": mean_label(sheets[-MOST_SHOWN:]),
        "newest": sheets[: -MOST_SHOWN - 1 : -1],
        "older": sheets[-MOST_SHOWN - 1 :: -1] if len(sheets) > MOST_SHOWN else [],
    }


def _alerts(sheets):
    if not sheets:
        return [("info", "Belum pernah diasesmen. Asesmen pertama menjadi titik awal.")]
    if timezone.localdate() - sheets[-1].day > OLD_ASSESSMENT:
        return [("wait", f"Asesmen terakhir {date_long(sheets[-1].day)}, lebih dari 90 hari lalu.")]
    return []
